using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Traceability.Hosting.Bulk;

/// <summary>Documents the files that are taken, so that the page on which calls are tried offers to choose one.</summary>
internal sealed class OpenApiBulk(BulkOperations operations, TimeProvider clock) : IOperationFilter
{
    private const string Example = "batteries";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.RelativePath?.StartsWith("bulk/", StringComparison.Ordinal) is not true)
        {
            return;
        }

        foreach (var name in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.Name == "operation"))
        {
            ((OpenApiSchema)name.Schema!).Enum = [.. operations.All.Select(known => JsonValue.Create(known.Name))];
        }

        if (operation.OperationId == "RecordFile")
        {
            (operation.Parameters ??= []).Add(Prefer());
            operation.RequestBody = new OpenApiRequestBody { Required = true, Description = "The table; GET /bulk/{operation}/template gives one to fill in.", Content = Files() };
        }
    }

    private Dictionary<string, OpenApiMediaType> Files() => new()
    {
        [Tables.Csv] = new OpenApiMediaType { Schema = Text("Comma, semicolon or tab between cells; UTF-8 or GB18030."), Example = JsonValue.Create(ExampleCsv()) },
        [Tables.Ndjson] = new OpenApiMediaType { Schema = Text("On each line, a line of the JSON request.") },
        [Tables.Xlsx] = new OpenApiMediaType { Schema = Binary("An Excel workbook; its first sheet is read.") },
        ["multipart/form-data"] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "A form with one file of any of these types.",
                Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = Binary("The file.") },
                Required = new HashSet<string> { "file" },
            },
        },
    };

    private string ExampleCsv() => operations.Find(Example, out var found) is null
        ? Encoding.UTF8.GetString(new Template(found, "en", clock).Csv().AsSpan(Encoding.UTF8.Preamble.Length))
        : "";

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema Binary(string description) => new() { Type = JsonSchemaType.String, Format = "binary", Description = description };

    private static OpenApiParameter Prefer() => new()
    {
        Name = "Prefer",
        In = ParameterLocation.Header,
        Description = "respond-async: the file is put on disk, and a job records it.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
