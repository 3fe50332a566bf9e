using Traceability.Contracts.Entries;

namespace Traceability.Dossiers;

/// <summary>The entries of one battery that are on their way. Whoever reads or changes it holds its lock.</summary>
/// <param name="sent">The number up to which they are published already.</param>
internal sealed class RelayLane(int sent)
{
    private readonly Dictionary<int, SealedEntry> waiting = [];
    private readonly HashSet<int> confirmed = [];

    // Not simply all numbers between: the dossier may have been elsewhere, where others wrote.
    private readonly Queue<int> onTheirWay = new();

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
    public bool IsDone => onTheirWay.Count == 0 && waiting.Count == 0;

    /// <summary>Takes entries in, in any order and repeated.</summary>
    public void Add(IReadOnlyList<SealedEntry> entries)
    {
        foreach (var entry in entries.Where(entry => entry.Entry.Sequence > Published))
        {
            waiting[entry.Entry.Sequence] = entry;
        }
    }

    /// <summary>
    /// Takes in what the store holds above <see cref="Published"/>. Where it begins with the first that waits, no earlier one was written
    /// here, and the gap before it is none.
    /// </summary>
    public void AddStored(IReadOnlyList<SealedEntry> stored)
    {
        Add(stored);
        if (HasGap && stored is [var first, ..] && first.Entry.Sequence == waiting.Keys.Min())
        {
            Published = first.Entry.Sequence - 1;
        }
    }

    /// <summary>Takes the next entry out, for the bus; null where it is not there.</summary>
    public SealedEntry? Next()
    {
        if (!waiting.Remove(Published + 1, out var entry))
        {
            return null;
        }

        onTheirWay.Enqueue(++Published);
        return entry;
    }

    /// <summary>Notes that the bus has an entry safe.</summary>
    /// <returns>Whether <see cref="Sent"/> has risen: it does when no earlier entry is on its way.</returns>
    public bool Confirm(int sequence)
    {
        confirmed.Add(sequence);
        var before = Sent;
        while (onTheirWay.TryPeek(out var first) && confirmed.Remove(first))
        {
            Sent = onTheirWay.Dequeue();
        }

        return Sent > before;
    }
}
