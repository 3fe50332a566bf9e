using System.Text.Json;
using Traceability.Contracts;
using Traceability.Dossiers.Documents;

namespace Traceability.Dossiers.Rules;

/// <summary>
/// Every version of every edition that was ever read, in the collection <c>rule-editions</c>: what an entry names can be looked up
/// for ever, and nobody changes what was in force without giving it another name.
/// </summary>
public sealed class RuleArchive(IEnumerable<IDatedRules> sets, RuleFolder folder, IDocumentStore store, TimeProvider clock)
{
    private const int PageSize = 500;

    private readonly IReadOnlyList<IDatedRules> sets = [.. sets.OrderBy(set => set.Service, StringComparer.Ordinal)];
    private readonly Documents<ArchivedEdition> documents = new(store, "rule-editions", archived => [archived.Edition.Service]);

    /// <summary>The rules of this process, by service.</summary>
    public IReadOnlyList<IDatedRules> Sets => sets;

    /// <summary>Keeps what was read; a process calls it before it answers anybody.</summary>
    /// <exception cref="RulesNotUsableException">A version that was kept before now says something else, or a file belongs to no rules.</exception>
    public async Task Keep(CancellationToken cancellation)
    {
        List<string> faults = [.. folder.Strangers([.. sets.SelectMany(set => set.Files).Distinct().Order(StringComparer.Ordinal)])];
        var editions = sets.SelectMany(set => set.Versions).ToList();
        foreach (var edition in editions)
        {
            if (await documents.Find(edition.Id, cancellation) is { } kept)
            {
                faults.AddRange(Changes(edition, kept.Value.Edition));
            }
        }

        if (faults.Count > 0)
        {
            throw new RulesNotUsableException(faults);
        }

        foreach (var edition in editions)
        {
            await documents.Change(edition.Id, kept => Keep(edition, kept), cancellation);
        }
    }

    /// <summary>A version of an edition by the name that entries carry, or null where nobody ever read one.</summary>
    public async Task<ArchivedEdition?> Find(string id, CancellationToken cancellation) => (await documents.Find(id, cancellation))?.Value;

    /// <summary>All versions of all editions, by service and first day.</summary>
    public async Task<IReadOnlyList<ArchivedEdition>> List(CancellationToken cancellation)
    {
        var all = new List<ArchivedEdition>();
        string? last = null;
        IReadOnlyList<Versioned<ArchivedEdition>> page;
        do
        {
            page = await documents.List(null, last, PageSize, cancellation);
            all.AddRange(page.Select(document => document.Value));
            last = page.Count == 0 ? null : page[^1].Id;
        }
        while (page.Count == PageSize);

        return [.. all.OrderBy(one => one.Edition.Service, StringComparer.Ordinal).ThenBy(one => one.Edition.From).ThenBy(one => one.Edition.Version)];
    }

    /// <summary>Whether facts of its days are decided by this version now, and not by a higher one, or by none since no file states it.</summary>
    public bool IsInForce(RuleEdition edition) =>
        sets.FirstOrDefault(set => set.Service == edition.Service) is { } set && set.InForce(edition.From).Id == edition.Id;

    // The value decides. Words, source and certainty may become better, and a newer registry may know rules that an older one did not.
    // What a superseded version carried over is history: a correction before it changes nothing any more.
    private IEnumerable<string> Changes(RuleEdition now, RuleEdition kept) =>
        from rule in kept.Rules
        where IsInForce(now) || rule.Value.Since == kept.Id
        let changed = now.Rules.GetValueOrDefault(rule.Key)
        where changed is not null && !JsonElement.DeepEquals(changed.Rule.Value, rule.Value.Rule.Value)
        select $"{changed.File}: edition {now.Id}, rule {rule.Key}: it was {rule.Value.Rule.Value.GetRawText()} and entries may rely on it, but is now "
            + $"{changed.Rule.Value.GetRawText()}{(changed.Since == now.Id ? "" : $", carried over from {changed.Since}")}. "
            + $"Leave it as it was, or add an edition from {now.From:yyyy-MM-dd} with a higher version.";

    private ArchivedEdition? Keep(RuleEdition edition, ArchivedEdition? kept) => kept switch
    {
        null => new() { Edition = edition, FirstReadAt = clock.GetUtcNow() },
        _ when IsInForce(edition) && Text(edition) != Text(kept.Edition) => kept with { Edition = edition },
        _ => null,
    };

    private static string Text(RuleEdition edition) => JsonSerializer.Serialize(edition, TraceabilityJson.Options);
}

/// <summary>A version of an edition as it was kept.</summary>
public sealed record ArchivedEdition
{
    /// <summary>All its rules.</summary>
    public required RuleEdition Edition { get; init; }

    /// <summary>When a process first read it: no entry before that was decided by it.</summary>
    public required DateTimeOffset FirstReadAt { get; init; }
}
