using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Traceability.Dossiers.Rules;

/// <summary>All rules of a service as they hold from one day until the next edition begins, those carried over included.</summary>
public sealed record RuleEdition
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The first day, in Chinese time.</summary>
    public required DateOnly From { get; init; }

    /// <summary>1, or more where it took the place of an edition that begins on the same day.</summary>
    public required int Version { get; init; }

    /// <summary>The rules by name.</summary>
    public required IReadOnlyDictionary<string, RuleInForce> Rules { get; init; }

    /// <summary>The name that entries carry (<c>retirement/2026-04-01</c>, <c>retirement/2026-04-01.2</c>).</summary>
    [JsonIgnore]
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Service}/{From:yyyy-MM-dd}{(Version > 1 ? $".{Version}" : "")}");

    /// <summary>
    /// Puts files together. An edition states what changes; the rest is carried over from the one before it, which for a second version
    /// is the first version of the same day. Where files begin an edition on the same day, they begin one together.
    /// </summary>
    /// <param name="service">Whose rules they are.</param>
    /// <param name="files">What states them.</param>
    /// <returns>All versions of all editions, in order.</returns>
    internal static IReadOnlyList<RuleEdition> Merge(string service, IEnumerable<RuleFile> files)
    {
        var editions = new List<RuleEdition>();
        var rules = ImmutableSortedDictionary.Create<string, RuleInForce>(StringComparer.Ordinal);
        var days = files.SelectMany(file => file.Editions.Select(stated => (File: file, Stated: stated))).GroupBy(edition => edition.Stated.From);
        foreach (var day in days.OrderBy(day => day.Key))
        {
            foreach (var step in day.GroupBy(edition => edition.Stated.Version).OrderBy(step => step.Key))
            {
                // Each file counts its own versions; that of the edition rises whenever one of theirs does.
                var version = 1 + day.Where(edition => edition.Stated.Version <= step.Key)
                    .GroupBy(edition => edition.File.Name, edition => edition.Stated.Version)
                    .Sum(versions => versions.Max() - 1);
                var edition = new RuleEdition { Service = service, From = day.Key, Version = version, Rules = rules };
                rules = rules.SetItems(
                    from one in step
                    from rule in one.Stated.Rules
                    select KeyValuePair.Create(rule.Key, new RuleInForce { Rule = rule.Value, Since = edition.Id, File = one.File.Label }));
                editions.Add(edition with { Rules = rules });
            }
        }

        return editions;
    }
}

/// <summary>A rule, and the edition that states it.</summary>
public sealed record RuleInForce
{
    /// <summary>The rule.</summary>
    public required Rule Rule { get; init; }

    /// <summary>The edition that states it; later ones carry it over.</summary>
    public required string Since { get; init; }

    /// <summary>The file that states it, for messages.</summary>
    [JsonIgnore]
    public string? File { get; init; }
}
