using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Simulation.Stores;

namespace Traceability.Simulation.Processes;

/// <summary>What is found to be wrong.</summary>
/// <param name="Kind">Which promise is broken.</param>
/// <param name="Detail">How.</param>
internal sealed record Failure(string Kind, string Detail);

/// <summary>
/// Sees all stores at once, as nobody in the registry can, and holds what happens against what the registry promises.
/// </summary>
internal sealed class Truth
{
    private readonly Dictionary<string, DossierShelf> shelves = [];
    private readonly Dictionary<BatteryCode, List<SealedEntry>> written = [];
    private readonly Dictionary<string, int> entriesByCommand = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Keeper, BatteryCode Battery), int> highestPublished = [];
    private readonly HashSet<string> overtaking = [];

    /// <summary>The first promise found broken; null while all hold.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>All entries that were ever written, by whatever service.</summary>
    public IReadOnlyDictionary<BatteryCode, List<SealedEntry>> Written => written;

    /// <summary>Complains.</summary>
    public void Fail(string kind, string detail) => Failure ??= new(kind, detail);

    /// <summary>Watches a keeper's store.</summary>
    public void Watch(string keeper, DossierShelf shelf)
    {
        shelves.Add(keeper, shelf);
        shelf.Added = Add;
        shelf.Changed = code => AtMostOneKeeper(code);
    }

    /// <summary>How many entries a command has made.</summary>
    public int EntriesOf(string command) => entriesByCommand.GetValueOrDefault(command);

    /// <summary>Somebody was told that this is recorded: then it is.</summary>
    public void Acknowledged(string command, Receipt receipt)
    {
        var entry = written.GetValueOrDefault(receipt.Battery)?.ElementAtOrDefault(receipt.Sequence - 1);
        if (entry is null || entry.Seal != receipt.Seal)
        {
            Fail("acknowledged but missing", $"Entry {receipt.Sequence} of {receipt.Battery}, acknowledged to {command}.");
        }
        else if (entry.Entry.Rules != command)
        {
            Fail("receipt of another command", $"{command} was given the receipt of {entry.Entry.Rules}, entry {receipt.Sequence} of {receipt.Battery}.");
        }
    }

    /// <summary>A connection of the keeper broke: what fails on it is published again, perhaps after entries that came later.</summary>
    public void ExpectOvertaking(string keeper) => overtaking.Add(keeper);

    /// <summary>The bus has an entry safe: each keeper's come in their order.</summary>
    public void Published(string keeper, SealedEntry entry)
    {
        var key = (keeper, entry.Entry.Battery);
        var highest = highestPublished.GetValueOrDefault(key);
        if (entry.Entry.Sequence <= highest)
        {
            return;
        }

        if (!overtaking.Contains(keeper) && shelves[keeper].Entries(entry.Entry.Battery, highest) is [var next, ..] && next.Entry.Sequence < entry.Entry.Sequence)
        {
            Fail("published out of order", $"{keeper} has published entry {entry.Entry.Sequence} of {entry.Entry.Battery} before its entry {next.Entry.Sequence}.");
        }

        highestPublished[key] = entry.Entry.Sequence;
    }

    /// <summary>Once everything has come to rest: every dossier has one keeper, who has it up to its last entry.</summary>
    public void EveryDossierIsKept()
    {
        foreach (var (battery, entries) in written)
        {
            if (KeepersOf(battery) is not [var keeper] || shelves[keeper].Find(battery) is not { } dossier)
            {
                Fail("not one keeper", $"{battery} is kept by {string.Join(", ", KeepersOf(battery))}.");
                return;
            }

            if (dossier.Sequence != entries.Count || dossier.Seal != entries[^1].Seal || dossier.Standing?.Sequence != entries.Count)
            {
                Fail("dossier behind its entries", $"{keeper} has {battery} at {dossier.Sequence}, but {entries.Count} entries were written.");
            }
        }
    }

    /// <summary>In the end: Audit has every entry, in histories that verify.</summary>
    public void IsWhatAuditTells(HistoryShelf audit)
    {
        foreach (var (battery, entries) in written)
        {
            Compare(battery, entries, audit);
        }
    }

    private void Compare(BatteryCode battery, List<SealedEntry> entries, HistoryShelf audit)
    {
        var copies = audit.Entries(battery);
        if (!copies.Select(copy => copy.Seal).SequenceEqual(entries.Select(entry => entry.Seal)))
        {
            Fail("audit differs", $"Of {battery}, Audit has {Numbers(copies)}, but {Numbers(entries)} were written.");
            return;
        }

        var verification = new HistoryVerification(battery);
        foreach (var copy in copies)
        {
            if (verification.Next(copy.Utf8Json) is { } flaw)
            {
                Fail("history flawed", $"{battery}: {flaw.Code} at {flaw.Sequence}: {flaw.Detail}");
                return;
            }
        }

        if (audit.Kept(battery) is not { HasEarly: false, Standing: { } standing } || standing.Sequence != entries.Count)
        {
            Fail("audit behind", $"Audit has all entries of {battery}, but stands at {audit.Kept(battery).Standing?.Sequence}.");
        }
    }

    private void Add(SealedEntry added)
    {
        var entry = added.Entry;
        if (!written.TryGetValue(entry.Battery, out var entries))
        {
            written[entry.Battery] = entries = [];
        }

        entriesByCommand[entry.Rules] = EntriesOf(entry.Rules) + 1;
        if (entry.Sequence <= entries.Count)
        {
            Fail("two entries with one number", $"Entry {entry.Sequence} of {entry.Battery}: by {entries[entry.Sequence - 1].Entry.Rules} and by {entry.Rules}.");
        }
        else if (entry.Sequence != entries.Count + 1 || entry.Previous != (entries.Count == 0 ? null : entries[^1].Seal))
        {
            Fail("chain broken", $"Entry {entry.Sequence} of {entry.Battery} does not follow the {entries.Count} before it.");
        }

        entries.Add(added);
    }

    private void AtMostOneKeeper(BatteryCode battery)
    {
        if (KeepersOf(battery) is [_, _, ..] and var keepers)
        {
            Fail("several keepers", $"{battery} may be written by {string.Join(" and ", keepers)}.");
        }
    }

    private List<string> KeepersOf(BatteryCode battery) =>
        [.. shelves.Where(shelf => shelf.Value.Find(battery)?.Keeper == shelf.Key).Select(shelf => shelf.Key)];

    private static string Numbers(IEnumerable<SealedEntry> entries) => string.Join(' ', entries.Select(entry => entry.Entry.Sequence));
}
