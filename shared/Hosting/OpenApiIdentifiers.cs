using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Hosting.Batches;

namespace Traceability.Hosting;

/// <summary>
/// Describes identifiers in the OpenAPI document. They carry no pattern: what is wrong with a code takes a sentence, and a generated
/// client must not refuse codes that the registry accepts with a warning.
/// </summary>
internal static class OpenApiIdentifiers
{
    private static readonly Dictionary<Type, (string Description, string Example)> Identifiers = new()
    {
        [typeof(BatteryCode)] = (
            "Battery code (电池编码): GB/T 34014-2017 as it is; `gbt45565:` and `other:` stand in front of codes of other schemes.",
            "GZ9PB0100000A1G6K0000012"),
        [typeof(PartyId)] = ("Unified social credit code (统一社会信用代码) or, for a foreign organisation, DUNS number.", "91520115MA0TEXT129"),
        [typeof(UnifiedSocialCreditCode)] = ("Unified social credit code (统一社会信用代码), GB 32100-2015.", "91520115MA0TEXT129"),
        [typeof(DunsNumber)] = ("DUNS number, nine digits.", "123456789"),
        [typeof(OwnerReference)] = ("Reference of a natural person; the person's data stay in the Parties service.", "owner-01k7f3q8w2m4n6p8r0t2v4x6z8"),
        [typeof(HolderId)] = ("Who owns the battery: the id of a party or the reference of a private owner.", "91520115MA0TEXT129"),
        [typeof(Vin)] = ("Vehicle identification number (车辆识别代号), GB 16735.", "LZ9AB1CD8RG100001"),
        [typeof(Seal)] = (
            "SHA-256 over the canonical JSON of an entry, 64 hexadecimal digits.", "51c290c392902ec5cf5b26b54b6345eaab1bb8591c43e17d1414bb00badc815c"),
        [typeof(RegionCode)] = ("Region (行政区划代码), GB/T 2260: province, prefecture or county.", "520115"),
    };

    private static readonly Type[] Wrappers = [typeof(InPath<>), typeof(Line<>)];

    /// <summary>Call it after the comments of the code are included: these descriptions replace those of the types.</summary>
    public static void DescribeIdentifiers(this SwaggerGenOptions options)
    {
        options.ParameterFilter<Parameters>();
        options.SchemaFilter<Descriptions>();
        foreach (var identifier in Identifiers.Keys)
        {
            options.MapType(identifier, () => Schema(identifier, JsonSchemaType.String));
            options.MapType(typeof(Nullable<>).MakeGenericType(identifier), () => Schema(identifier, JsonSchemaType.String | JsonSchemaType.Null));
            options.MapType(typeof(Line<>).MakeGenericType(identifier), () => Schema(identifier, JsonSchemaType.String));
            var inPath = typeof(InPath<>).MakeGenericType(identifier);
            options.MapType(inPath, () => Schema(identifier, JsonSchemaType.String));
            options.MapType(typeof(Nullable<>).MakeGenericType(inPath), () => Schema(identifier, JsonSchemaType.String));
        }
    }

    private static OpenApiSchema Schema(Type identifier, JsonSchemaType type) =>
        new() { Type = type, Description = Identifiers[identifier].Description, Example = JsonValue.Create(Identifiers[identifier].Example) };

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool IsWrapper(Type type) => type.IsGenericType && Wrappers.Contains(type.GetGenericTypeDefinition());

    // The framework describes parameters that it binds from text as strings; here they get the description of their identifier back.
    private sealed class Parameters : IParameterFilter
    {
        public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
        {
            if (context.ParameterInfo is { } info && IsWrapper(Bare(info.ParameterType)) && parameter is OpenApiParameter described)
            {
                described.Schema = context.SchemaGenerator.GenerateSchema(Bare(info.ParameterType), context.SchemaRepository);
            }
        }
    }

    // The comments on wrappers and on the types of identifiers speak to readers of the code.
    private sealed class Descriptions : ISchemaFilter
    {
        public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
        {
            if (context.MemberInfo is not null)
            {
                return;
            }

            var type = Bare(context.Type);
            var said = IsWrapper(type) ? type.GetGenericArguments()[0] : type;
            if (Identifiers.TryGetValue(said, out var identifier))
            {
                schema.Description = identifier.Description;
            }
            else if (said != type && schema is OpenApiSchemaReference)
            {
                // Without one of its own, a reference has the description of what it refers to.
                schema.Description = null;
            }
        }
    }
}
