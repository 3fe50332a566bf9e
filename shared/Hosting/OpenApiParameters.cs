using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Traceability.Hosting;

/// <summary>
/// Takes the examples of optional parameters away: the page on which calls are tried fills examples in and would send what nobody
/// asked for, so that a list began in its middle. <c>If-Match</c> is optional to the framework only; without it, the answer is 428.
/// </summary>
internal sealed class OpenApiParameters : IParameterFilter
{
    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        if (parameter is OpenApiParameter { Name: "If-Match" } version)
        {
            version.Required = true;
        }
        else if (parameter is OpenApiParameter { Required: false } optional)
        {
            optional.Example = null;
            if (optional.Schema is OpenApiSchema schema)
            {
                schema.Example = null;
            }
        }
    }
}
