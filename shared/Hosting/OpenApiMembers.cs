using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Traceability.Contracts;

namespace Traceability.Hosting;

/// <summary>
/// Says of each member whether it may be absent or null, as the JSON reader itself decides it, so that document and behaviour cannot
/// differ. A member that is neither required nor nullable has a default.
/// </summary>
internal sealed class OpenApiMembers : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } properties } described
            || TraceabilityJson.Options.GetTypeInfo(context.Type) is not { Kind: JsonTypeInfoKind.Object } info)
        {
            return;
        }

        // Unknown members are ignored, here and, it is hoped, by clients: so a newer registry can say more.
        described.AdditionalPropertiesAllowed = true;
        described.Required = info.Properties.Where(member => member.IsRequired && !IsNullable(member)).Select(member => member.Name).ToHashSet();
        foreach (var member in info.Properties.Where(member => !IsNullable(member)))
        {
            if (properties.TryGetValue(member.Name, out var property) && property is OpenApiSchema { Type: { } type } concrete)
            {
                concrete.Type = type & ~JsonSchemaType.Null;
            }
        }
    }

    private static bool IsNullable(JsonPropertyInfo member) => member.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(member.PropertyType) is not null
        : member.IsGetNullable && (member.Set is null || member.IsSetNullable);
}
