using System.Text.Json;
using Traceability.Audit.Search;
using Traceability.Contracts;
using Traceability.Contracts.Entries;

namespace Traceability.Audit;

/// <summary>Folds entries into a standing for as long as each follows the one before, and notes what it meets on the way.</summary>
internal sealed class HistoryFold(Standing? standing, DiscrepancyTolerance tolerance)
{
    private readonly List<Entry> followed = [];
    private readonly List<Discrepancy> discrepancies = [];

    /// <summary>The standing so far.</summary>
    public Standing? Standing { get; private set; } = standing;

    /// <summary>The number of the last entry folded in.</summary>
    public int Sequence => Standing?.Sequence ?? 0;

    /// <summary>The entries folded in, in order.</summary>
    public IReadOnlyList<Entry> Followed => followed;

    /// <summary>What they show that should not be.</summary>
    public IReadOnlyList<Discrepancy> Discrepancies => discrepancies;

    /// <summary>Folds in all that follow. One that does not fit ends it: the verification names it.</summary>
    /// <returns>Why the next does not fit, where there is one.</returns>
    public EntryDoesNotFitException? Follow(IReadOnlyList<SealedEntry> entries)
    {
        while (entries.FirstOrDefault(entry => entry.Entry.Sequence == Sequence + 1)?.Entry is { } next)
        {
            try
            {
                var before = Standing;
                Standing = before.After(next);
                followed.Add(next);
                if (Search.Discrepancies.Of(before, next, tolerance) is { } discrepancy)
                {
                    discrepancies.Add(discrepancy);
                }
            }
            catch (EntryDoesNotFitException misfit)
            {
                return misfit;
            }
        }

        return null;
    }

    /// <summary>Folds in kept entries up to the first that cannot be read: what comes after it does not follow.</summary>
    public void FollowReadable(IEnumerable<ReadOnlyMemory<byte>> kept) => Follow([.. Readable(kept)]);

    private static IEnumerable<SealedEntry> Readable(IEnumerable<ReadOnlyMemory<byte>> entries)
    {
        foreach (var json in entries)
        {
            SealedEntry entry;
            try
            {
                entry = SealedEntry.Read(json);
            }
            catch (JsonException)
            {
                yield break;
            }

            yield return entry;
        }
    }
}
