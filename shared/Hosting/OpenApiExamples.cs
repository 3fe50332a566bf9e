using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Traceability.Hosting;

/// <summary>
/// Gives every request body an example that can be sent as it stands. It is put together from the examples of the members; what may
/// be left out is left out, unless it has an example or is an object. The examples of the commands belong together: the party that
/// they register can send them one after the other.
/// </summary>
internal sealed class OpenApiExamples(TimeProvider clock) : IRequestBodyFilter
{
    // Members whose examples would soon lie in the past, such as the end of an offer, have none of their own.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    public void Apply(IOpenApiRequestBody requestBody, RequestBodyFilterContext context)
    {
        foreach (var media in requestBody.Content?.Values.OfType<OpenApiMediaType>() ?? [])
        {
            media.Example = media.Schema is { } schema ? ExampleOf(schema, context.SchemaRepository) : null;
        }
    }

    private JsonNode? ExampleOf(IOpenApiSchema schema, SchemaRepository schemas) => Shown(schema, schemas) switch
    {
        { Example: { } example } => example.DeepClone(),
        { Enum: [var first, ..] } => first.DeepClone(),
        { Properties.Count: > 0 } whole => ObjectOf(whole, schemas),
        { Items: { } item } => new JsonArray(ExampleOf(item, schemas)),
        { Format: "date-time" } => (clock.GetUtcNow().UtcDateTime.Date + Ahead).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => null,
    };

    private JsonObject ObjectOf(IOpenApiSchema whole, SchemaRepository schemas) => new(
        from member in whole.Properties
        let shown = Shown(member.Value, schemas)
        where whole.Required?.Contains(member.Key) is true || shown.Properties?.Count > 0 || shown.Example?.IsJsonNullSentinel() is false
        select KeyValuePair.Create(member.Key, ExampleOf(member.Value, schemas)));

    private static IOpenApiSchema Shown(IOpenApiSchema schema, SchemaRepository schemas) =>
        schema is OpenApiSchemaReference { Reference.Id: { } id } ? schemas.Schemas[id] : schema;
}
