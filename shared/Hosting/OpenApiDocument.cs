using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Traceability.Contracts;

namespace Traceability.Hosting;

/// <summary>
/// The OpenAPI 3.1 document of this process at <c>/openapi/v1.json</c>, and a page at <c>/swagger</c> on which every operation can be
/// tried. <c>Tokens:Url</c> names the token endpoint where it is not <c>/connect/token</c> of this process.
/// </summary>
internal static class OpenApiDocument
{
    private const string Name = "v1";
    private const string DocumentFolder = "/openapi";
    private const string DocumentPath = $"{DocumentFolder}/{Name}.json";
    private const string PageFolder = "swagger";

    public static void AddOpenApiDocument(this WebApplicationBuilder builder)
    {
        builder.Services.AddEndpointsApiExplorer();
        builder.Services.AddTransient<ISerializerDataContractResolver>(_ => new OpenApiContracts(new JsonSerializerDataContractResolver(TraceabilityJson.Options)));
        builder.Services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(Name, new()
            {
                Title = "Traceability",
                Version = Name,
                Description = "Battery traceability and recycling registry. Requests that are refused get a problem document (RFC 9457) whose "
                    + "`code` is stable; GET /problems lists all of them. Unknown members of a request are refused.",
                License = new() { Name = "Apache-2.0", Identifier = "Apache-2.0" },
            });
            options.SchemaFilter<OpenApiMembers>();
            options.OperationFilter<OpenApiOperations>();
            options.AddSecurityDefinition(OpenApiOperations.SecurityScheme, ClientCredentials(builder.Configuration["Tokens:Url"] ?? "/connect/token"));
            foreach (var comments in Directory.EnumerateFiles(AppContext.BaseDirectory, "Traceability.*.xml").Order(StringComparer.Ordinal))
            {
                options.IncludeXmlComments(comments);
            }

            options.DescribeIdentifiers();
            options.SchemaFilter<OpenApiEntries>();
            options.ParameterFilter<OpenApiParameters>();
            options.RequestBodyFilter<OpenApiExamples>();
        });
    }

    // In branches of their own, so that no other request passes through them.
    public static void UseOpenApiDocument(this WebApplication app)
    {
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(DocumentFolder),
            branch => branch.UseSwagger(options =>
            {
                options.RouteTemplate = $"{DocumentFolder}/{{documentName}}.json";
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            }));
        app.UseOpenApiPage();
    }

    /// <summary>The page alone, for a document that somebody else makes.</summary>
    public static void UseOpenApiPage(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments($"/{PageFolder}"),
        branch => branch.UseSwaggerUI(options =>
        {
            options.DocumentTitle = "Traceability";
            options.RoutePrefix = PageFolder;
            options.SwaggerEndpoint(DocumentPath, "Traceability");
        }));

    private static OpenApiSecurityScheme ClientCredentials(string tokenUrl) => new()
    {
        Type = SecuritySchemeType.OAuth2,
        Description = "An access token for the client id and secret of a party, as POST /parties/{id}/credentials issues them. "
            + "The administrator's are printed by the first start.",
        Flows = new()
        {
            ClientCredentials = new()
            {
                TokenUrl = new Uri(tokenUrl, UriKind.RelativeOrAbsolute),
                Scopes = new Dictionary<string, string>(),
            },
        },
    };
}
