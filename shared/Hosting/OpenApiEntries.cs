using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Traceability.Contracts.Entries;

namespace Traceability.Hosting;

/// <summary>Describes an entry as its own JSON writer writes it: <c>kind</c> is always there and decides what <c>data</c> is.</summary>
internal sealed class OpenApiEntries : ISchemaFilter
{
    private static readonly string[] MayBeAbsent = ["previous"];

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        switch (schema)
        {
            case OpenApiSchema { Properties: { } members } entry when context.Type == typeof(Entry):
                entry.AdditionalPropertiesAllowed = true;
                entry.Required = members.Keys.Except(MayBeAbsent).ToHashSet();
                foreach (var member in members.Where(member => entry.Required.Contains(member.Key)).Select(member => member.Value).OfType<OpenApiSchema>())
                {
                    member.Type &= ~JsonSchemaType.Null;
                    member.ReadOnly = false;
                }

                break;
            case OpenApiSchema data when context.Type == typeof(EntryData):
                var kinds = EntryKinds.All.Select(kind => (Name: kind, Type: EntryKinds.TypeOf(kind)!)).ToList();
                data.Description = "What an entry says; its `kind` decides what that is. A newer registry may know further kinds. "
                    + string.Join(", ", kinds.Select(kind => $"`{kind.Name}`: {kind.Type.Name}")) + ".";
                data.AnyOf = [.. kinds.Select(kind => context.SchemaGenerator.GenerateSchema(kind.Type, context.SchemaRepository))];
                break;
        }
    }
}
