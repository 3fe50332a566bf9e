using System.Collections.Concurrent;
using System.Text.Json;
using Traceability.Contracts;

namespace Traceability.Hosting.Bulk;

/// <summary>
/// What columns are called and what they mean, in Chinese and English: <c>columns.zh.json</c> and <c>columns.en.json</c>. A column has
/// its text under its path, or under <c>operation:path</c> where the same path means something else there.
/// </summary>
internal sealed record ColumnTexts
{
    /// <summary>The languages there are.</summary>
    public static readonly IReadOnlyList<string> Languages = ["zh", "en"];

    private static readonly Dictionary<string, ColumnTexts> Files = Languages.ToDictionary(language => language, Load);
    private static readonly ConcurrentDictionary<BulkOperation, IReadOnlyDictionary<string, Column>> HeadingsByOperation = new();

    /// <summary>The title of each operation.</summary>
    public required IReadOnlyDictionary<string, string> Operations { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyDictionary<string, ColumnText> Columns { get; init; }

    /// <summary>The words of each enumeration, by the word that JSON has for it.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Words { get; init; }

    /// <summary>The headings of the results.</summary>
    public required IReadOnlyDictionary<string, string> Results { get; init; }

    /// <summary>The texts in a language.</summary>
    public static ColumnTexts In(string language) => Files[language];

    /// <summary>The text of a column, or null where none is written.</summary>
    public ColumnText? Find(BulkOperation operation, Column column) =>
        Columns.GetValueOrDefault($"{operation.Name}:{column.Path}") ?? Columns.GetValueOrDefault(column.Path);

    /// <summary>What a column is called.</summary>
    public string HeadingOf(BulkOperation operation, Column column) => Find(operation, column)?.Heading ?? column.Path;

    /// <summary>All names by which the columns of an operation are known.</summary>
    public static IEnumerable<string> NamesOf(BulkOperation operation) => operation.Columns.All.SelectMany(column => NamesOf(operation, column));

    /// <summary>The columns of an operation by their plain names.</summary>
    public static IReadOnlyDictionary<string, Column> HeadingsOf(BulkOperation operation) => HeadingsByOperation.GetOrAdd(operation, _ =>
    {
        var columns = new Dictionary<string, Column>(StringComparer.Ordinal);
        foreach (var column in operation.Columns.All)
        {
            foreach (var name in NamesOf(operation, column))
            {
                columns.TryAdd(Headings.Plain(name), column);
            }
        }

        return columns;
    });

    private static IEnumerable<string> NamesOf(BulkOperation operation, Column column) =>
    [
        column.Path,
        .. operation.Columns.All.Count(other => other.Name == column.Name) == 1 ? [column.Name] : Array.Empty<string>(),
        .. Languages.Select(language => In(language).Find(operation, column)).OfType<ColumnText>().SelectMany(text => text.Also.Prepend(text.Heading)),
    ];

    private static ColumnTexts Load(string language)
    {
        using var file = typeof(ColumnTexts).Assembly.GetManifestResourceStream($"columns.{language}.json")
            ?? throw new InvalidOperationException($"columns.{language}.json is not embedded.");
        return JsonSerializer.Deserialize<ColumnTexts>(file, TraceabilityJson.Options)!;
    }
}

/// <summary>What a column is called and means.</summary>
internal sealed record ColumnText
{
    /// <summary>Its heading in templates.</summary>
    public required string Heading { get; init; }

    /// <summary>What belongs there, in a sentence.</summary>
    public required string Help { get; init; }

    /// <summary>What stands in the example row; empty where an example would mislead.</summary>
    public string Example { get; init; } = "";

    /// <summary>Other names that tables in use give it.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];
}
