using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Traceability.Contracts;

namespace Traceability.Hosting;

/// <summary>Documents on every operation what all have in common: how it says no, who may call it, and how it is repeated safely.</summary>
internal sealed class OpenApiOperations : IOperationFilter
{
    /// <summary>The name of the security scheme.</summary>
    public const string SecurityScheme = "oauth2";

    private const string FormMediaType = "application/x-www-form-urlencoded";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var accepts = metadata.OfType<IAcceptsMetadata>().LastOrDefault();
        var needsParty = metadata.OfType<PartyRequired>().Any();

        if (needsParty || metadata.OfType<IAuthorizeData>().Any())
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(SecurityScheme, context.Document)] = [] }];
        }

        // The token endpoint takes a form and refuses it as OAuth prescribes, and a repeated login does no harm.
        var isForm = accepts?.ContentTypes.Contains(FormMediaType) is true;
        if (context.ApiDescription.HttpMethod == HttpMethod.Post.Method && !isForm)
        {
            (operation.Parameters ??= []).Add(IdempotencyKeyParameter());
        }

        Document(operation, context, Common(needsParty, accepts is not null && !isForm, operation.Parameters?.Count > 0)
            .Concat(metadata.OfType<DocumentedRefusals>().SelectMany(documented => documented.Kinds)));
    }

    private static IEnumerable<RefusalKind> Common(bool needsParty, bool hasBody, bool hasParameters)
    {
        if (hasBody)
        {
            yield return HostingRefusals.MalformedBody;
            yield return HostingRefusals.BodyTooLarge;
            yield return HostingRefusals.UnsupportedMediaType;
        }

        if (hasParameters)
        {
            yield return HostingRefusals.MalformedParameter;
        }

        if (needsParty)
        {
            yield return HostingRefusals.TokenMissing;
            yield return HostingRefusals.TokenNotValid;
            yield return HostingRefusals.PartyUnknown;
            yield return HostingRefusals.PartySuspended;
        }

        yield return HostingRefusals.TooManyRequests;
        yield return HostingRefusals.UnexpectedError;
    }

    private static void Document(OpenApiOperation operation, OperationFilterContext context, IEnumerable<RefusalKind> kinds)
    {
        var schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemDocument), context.SchemaRepository);
        operation.Responses ??= [];
        foreach (var group in kinds.DistinctBy(kind => kind.Code).GroupBy(ProblemCatalogue.StatusOf).OrderBy(group => group.Key))
        {
            operation.Responses[group.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join("; ", group.Select(kind => $"`{kind.Code}`: {kind.Title}")),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [MediaTypeNames.Application.ProblemJson] = new OpenApiMediaType { Schema = schema, Example = ExampleOf(group.First()) },
                },
                Headers = group.Key is 429 or 503 ? new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = RetryAfter() } : null,
            };
        }
    }

    // The sentence has numbers in braces where the values of an occurrence stand, as in GET /problems.
    private static JsonNode? ExampleOf(RefusalKind kind) => JsonSerializer.SerializeToNode(
        ProblemDocument.Of(new(kind with { Template = "{0}" }, [kind.Template])), TraceabilityJson.Options);

    private static OpenApiParameter IdempotencyKeyParameter() => new()
    {
        Name = IdempotencyKey.Header,
        In = ParameterLocation.Header,
        Description = "A key of the client's choice, such as a random UUID. A repeated request with the same key gets the first answer, and nothing "
            + "happens twice.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200 },
    };

    private static OpenApiHeader RetryAfter() => new()
    {
        Description = "Seconds after which to send the request again.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
    };
}
