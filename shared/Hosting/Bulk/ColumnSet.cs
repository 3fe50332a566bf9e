using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Hosting.Bulk.Files;

namespace Traceability.Hosting.Bulk;

/// <summary>The columns of an operation: the members of its command, those of inner objects flattened to <c>nameplate.capacityAh</c>.</summary>
internal sealed class ColumnSet
{
    private readonly Branch root;

    public ColumnSet(JsonTypeInfo row)
    {
        var columns = new List<Column>();
        root = new("", false, [.. Members(row, "", isNeeded: true, columns)]);
        All = columns;
        Batteries = [.. row.Properties.Where(member => Bare(member.PropertyType) == typeof(BatteryCode) || ItemOf(member.PropertyType) == typeof(BatteryCode))];
    }

    /// <summary>All columns, in the order of the command's members.</summary>
    public IReadOnlyList<Column> All { get; }

    /// <summary>The members of the command that name batteries.</summary>
    public IReadOnlyList<JsonPropertyInfo> Batteries { get; }

    /// <summary>Writes the cells of a row as the JSON of its command.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="cellOf">The cell of a column; an empty one where the row has none.</param>
    /// <returns>What is wrong with a cell, or null.</returns>
    public Refusal? Write(Utf8JsonWriter json, Func<Column, Cell> cellOf)
    {
        json.WriteStartObject();
        var refusal = Write(root, json, cellOf);
        json.WriteEndObject();
        return refusal;
    }

    private static Refusal? Write(Branch branch, Utf8JsonWriter json, Func<Column, Cell> cellOf)
    {
        foreach (var member in branch.Members)
        {
            var refusal = member switch
            {
                Leaf leaf => Write(leaf.Column, json, cellOf(leaf.Column)),
                Branch { IsOptional: true } inner when IsEmpty(inner, cellOf) => null,
                Branch inner => WriteInner(inner, json, cellOf),
                _ => throw new InvalidOperationException("Every member has a case above."),
            };
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    private static Refusal? WriteInner(Branch inner, Utf8JsonWriter json, Func<Column, Cell> cellOf)
    {
        json.WriteStartObject(inner.Name);
        var refusal = Write(inner, json, cellOf);
        json.WriteEndObject();
        return refusal;
    }

    private static Refusal? Write(Column column, Utf8JsonWriter json, Cell cell)
    {
        // An empty cell says nothing; only a list that must be there is then an empty one.
        if (cell.IsEmpty && !(column.IsList && column.IsRequired))
        {
            return null;
        }

        json.WritePropertyName(column.Name);
        return CellValue.Write(json, column, cell);
    }

    private static bool IsEmpty(Branch branch, Func<Column, Cell> cellOf) => branch.Members.All(member => member switch
    {
        Leaf leaf => cellOf(leaf.Column).IsEmpty,
        Branch inner => IsEmpty(inner, cellOf),
        _ => true,
    });

    private static IEnumerable<Member> Members(JsonTypeInfo type, string prefix, bool isNeeded, List<Column> columns)
    {
        foreach (var member in type.Properties.Where(member => member.Set is not null || member.AssociatedParameter is not null))
        {
            var (path, bare) = (prefix + member.Name, Bare(member.PropertyType));
            var isRequired = member.IsRequired || member.AssociatedParameter is { HasDefaultValue: false };
            if (type.Options.GetTypeInfo(bare) is { Kind: JsonTypeInfoKind.Object } inner)
            {
                yield return new Branch(member.Name, !isRequired, [.. Members(inner, path + ".", isNeeded && isRequired, columns)]);
                continue;
            }

            var column = new Column(path, member.Name, ItemOf(bare) ?? bare, ItemOf(bare) is not null, isRequired, isNeeded && isRequired && ItemOf(bare) is null);
            columns.Add(column);
            yield return new Leaf(member.Name, column);
        }
    }

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private abstract record Member(string Name);

    private sealed record Leaf(string Name, Column Column) : Member(Name);

    private sealed record Branch(string Name, bool IsOptional, IReadOnlyList<Member> Members) : Member(Name);
}

/// <summary>One column.</summary>
/// <param name="Path">The member, as a path: <c>nameplate.capacityAh</c>.</param>
/// <param name="Name">The last step of the path.</param>
/// <param name="Type">What a cell holds; one of its items where it holds a list.</param>
/// <param name="IsList">Whether a cell holds a list.</param>
/// <param name="IsRequired">Whether the JSON must have the member.</param>
/// <param name="IsNeeded">Whether every row must have it.</param>
internal sealed record Column(string Path, string Name, Type Type, bool IsList, bool IsRequired, bool IsNeeded);
