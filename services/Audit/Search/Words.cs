using System.Collections.Frozen;
using System.Text.Json;
using Traceability.Contracts;
using Traceability.Hosting;

namespace Traceability.Audit.Search;

/// <summary>The words of an enum, as they stand in JSON: so they are asked for and so they are kept.</summary>
/// <typeparam name="T">The enum.</typeparam>
internal static class Words<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> OfValues =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonSerializer.SerializeToElement(value, TraceabilityJson.Options).GetString()!);

    private static readonly FrozenDictionary<string, T> OfWords = OfValues.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The word of a value.</summary>
    public static string Of(T value) => OfValues[value];

    /// <summary>The value of a word that was kept.</summary>
    public static T Parse(string word) => OfWords[word];

    /// <summary>Reads a word that may be anything; absent is no flaw.</summary>
    /// <param name="word">What was given.</param>
    /// <param name="field">The name of the parameter.</param>
    /// <param name="value">Its value, where it was given and is known.</param>
    public static Refusal? Read(string? word, string field, out T? value)
    {
        value = word is not null && OfWords.TryGetValue(word, out var known) ? known : null;
        return word is null || value is not null
            ? null
            : HostingRefusals.MalformedParameter.With(HostingPhrases.FieldMustBe.With(field, HostingPhrases.OneOf.With(string.Join(", ", Enum.GetValues<T>().Select(Of))))).At(field);
    }
}
