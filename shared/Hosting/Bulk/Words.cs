using System.Collections.Concurrent;
using System.Text.Json;
using Traceability.Contracts;

namespace Traceability.Hosting.Bulk;

/// <summary>The words that a cell may hold where a member is one of several: those of the JSON and those of the languages.</summary>
internal static class Words
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, string>> ByType = new();
    private static readonly string[] None = ["none", "无", "-", "/", "[]"];

    /// <summary>The word of the JSON by the plain form of every word for it.</summary>
    public static IReadOnlyDictionary<string, string> Of(Type type) => ByType.GetOrAdd(type, _ =>
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in Known(type))
        {
            words.TryAdd(Headings.Plain(word), word);
            foreach (var language in ColumnTexts.Languages)
            {
                if (In(language, type, word) is { } translated)
                {
                    words.TryAdd(Headings.Plain(translated), word);
                }
            }
        }

        return words;
    });

    /// <summary>The words of the JSON.</summary>
    public static IEnumerable<string> Known(Type type) =>
        type.GetEnumValues().Cast<object>().Select(value => JsonSerializer.SerializeToElement(value, type, TraceabilityJson.Options).GetString()!);

    /// <summary>The word of a language for a word of the JSON, or null where none is written.</summary>
    public static string? In(string language, Type type, string word) =>
        ColumnTexts.In(language).Words.TryGetValue(type.Name, out var words) ? words.GetValueOrDefault(word) : null;

    /// <summary>Whether the cell says that there is nothing to list.</summary>
    public static bool IsNone(string text) => None.Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>What the cell says where yes or no is expected.</summary>
    public static bool? YesOrNo(string text) => Headings.Plain(text) switch
    {
        "true" or "yes" or "是" or "1" => true,
        "false" or "no" or "否" or "0" => false,
        _ => null,
    };
}
