using Traceability.Contracts.Entries;

namespace Traceability.Dossiers;

/// <summary>The entries of one battery that are on their way. Whoever reads or changes it holds its lock.</summary>
/// <param name="sent">The number up to which they are published already.</param>
internal sealed class RelayLane(int sent)
{
    private readonly Dictionary<int, SealedEntry> waiting = [];
    private readonly HashSet<int> confirmed = [];
    private int unconfirmed;

    /// <summary>Up to which number entries have been given to the bus.</summary>
    public int Published { get; private set; } = sent;

    /// <summary>Up to which number the bus has them safe.</summary>
    public int Sent { get; private set; } = sent;

    /// <summary>Whether the store may hold entries that nobody handed over.</summary>
    public bool LookIntoStore { get; set; }

    /// <summary>Whether somebody is publishing from it.</summary>
    public bool Running { get; set; }

    /// <summary>Whether it has left the relay: nothing may be added any more.</summary>
    public bool Closed { get; set; }

    /// <summary>Whether later entries wait, but not the next one.</summary>
    public bool HasGap => waiting.Count > 0 && !waiting.ContainsKey(Published + 1);

    /// <summary>Whether nothing waits and nothing is on its way.</summary>
    public bool IsDone => unconfirmed == 0 && waiting.Count == 0;

    /// <summary>Takes entries in, in any order and repeated.</summary>
    public void Add(IReadOnlyList<SealedEntry> entries)
    {
        foreach (var entry in entries.Where(entry => entry.Entry.Sequence > Published))
        {
            waiting[entry.Entry.Sequence] = entry;
        }
    }

    /// <summary>Takes the next entry out, for the bus; null where it is not there.</summary>
    public SealedEntry? Next()
    {
        if (!waiting.Remove(Published + 1, out var entry))
        {
            return null;
        }

        Published++;
        unconfirmed++;
        return entry;
    }

    /// <summary>Notes that the bus has an entry safe.</summary>
    /// <returns>Whether <see cref="Sent"/> has risen: it does when no earlier entry is missing.</returns>
    public bool Confirm(int sequence)
    {
        unconfirmed--;
        confirmed.Add(sequence);
        var before = Sent;
        while (confirmed.Remove(Sent + 1))
        {
            Sent++;
        }

        return Sent > before;
    }
}
