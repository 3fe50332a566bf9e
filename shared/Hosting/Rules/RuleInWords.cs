using System.Globalization;
using System.Text.Json;
using Traceability.Dossiers.Rules;

namespace Traceability.Hosting.Rules;

/// <summary>A rule as a reader sees it: its value, the same in words, and where it comes from.</summary>
public sealed record RuleInWords
{
    /// <summary>Its name, unique in its service.</summary>
    /// <example>offerDaysMax</example>
    public required string Name { get; init; }

    /// <summary>What decisions are made by: a number, a switch, a list or a table.</summary>
    public required JsonElement Value { get; init; }

    /// <summary>The rule as a sentence, in Chinese or English as <c>Accept-Language</c> asks.</summary>
    /// <example>An offer of transfer stays open for at most 90 days.</example>
    public required string Words { get; init; }

    /// <summary>The law, article or standard that it comes from.</summary>
    /// <example>This registry</example>
    public required string Source { get; init; }

    /// <summary>How sure it is that the source says so.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>What is uncertain, and what to do about it.</summary>
    public string? Note { get; init; }

    /// <summary>The edition that states it; later ones carry it over.</summary>
    /// <example>ownership/2018-08-01</example>
    public required string Since { get; init; }

    /// <summary>The rules of an edition, by name, in the reader's language.</summary>
    internal static IReadOnlyList<RuleInWords> Of(RuleEdition edition, CultureInfo language) =>
    [
        .. from rule in edition.Rules
           orderby rule.Key
           select new RuleInWords
           {
               Name = rule.Key,
               Value = rule.Value.Rule.Value,
               Words = IsChinese(language) ? rule.Value.Rule.Zh : rule.Value.Rule.En,
               Source = rule.Value.Rule.Source,
               Certainty = rule.Value.Rule.Certainty,
               Note = rule.Value.Rule.Note,
               Since = rule.Value.Since,
           },
    ];

    private static bool IsChinese(CultureInfo language) => language.Name.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
}
