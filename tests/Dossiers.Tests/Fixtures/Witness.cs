using System.Collections.Concurrent;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;

namespace Traceability.Dossiers.Tests.Fixtures;

/// <summary>A subscriber that notes what it gets and complains of what must not happen.</summary>
/// <param name="fails">Whether it fails on the messages.</param>
internal sealed class Witness(Func<IReadOnlyList<EntryRecorded>, bool>? fails = null) : ISubscriber<EntryRecorded>
{
    private readonly ConcurrentDictionary<BatteryCode, bool> inside = new();
    private readonly ConcurrentDictionary<BatteryCode, int> highest = new();
    private int calls;

    /// <summary>What was wrong with the delivery.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <summary>How often it was called.</summary>
    public int Calls => Volatile.Read(ref calls);

    /// <summary>The number up to which it has taken a battery's entries.</summary>
    public int Taken(BatteryCode code) => highest.GetValueOrDefault(code);

    public async Task Receive(IReadOnlyList<EntryRecorded> messages, CancellationToken cancellation)
    {
        Interlocked.Increment(ref calls);
        var batteries = messages.Select(message => message.Entry.Entry.Battery).Distinct().ToList();
        foreach (var battery in batteries.Where(battery => !inside.TryAdd(battery, true)))
        {
            Complaints.Enqueue($"{battery} is delivered twice at the same time");
        }

        await Task.Yield();
        try
        {
            if (fails?.Invoke(messages) == true)
            {
                throw new InvalidDataException("not now");
            }

            foreach (var entry in messages.Select(message => message.Entry.Entry))
            {
                Take(entry.Battery, entry.Sequence);
            }
        }
        finally
        {
            batteries.ForEach(battery => inside.TryRemove(battery, out _));
        }
    }

    private void Take(BatteryCode battery, int sequence)
    {
        var known = Taken(battery);
        if (sequence > known + 1)
        {
            Complaints.Enqueue($"{battery}: {sequence} comes after {known}");
        }

        highest[battery] = Math.Max(known, sequence);
    }
}
