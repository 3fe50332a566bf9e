using Traceability.Contracts.Entries;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Traceability.Simulation.Processes;
using Traceability.Simulation.Stores;

namespace Traceability.Simulation.Network;

/// <summary>Carries entries to Audit at least once: in order at first, but what failed or is doubled comes again beside the others.</summary>
internal sealed class EntryBroker(Agenda agenda, Chance chance, Crew crew, Action<string>? tell)
{
    private const int BatchMax = 4;
    private readonly List<SealedEntry> waiting = [];
    private int delivering;

    /// <summary>What it does to messages.</summary>
    public NetworkFaults Faults { get; set; }

    /// <summary>Told of every entry that it has safe, and by which keeper.</summary>
    public Action<string, SealedEntry> Taken { get; set; } = (_, _) => { };

    /// <summary>Whether Audit has everything.</summary>
    public bool IsEmpty => waiting.Count == 0 && delivering == 0;

    /// <summary>Takes an entry; from here on it is not lost.</summary>
    public void Take(string keeper, SealedEntry entry)
    {
        Taken(keeper, entry);
        Queue([entry]);
        if (Faults.HasFlag(NetworkFaults.Doubles) && chance.Happens(10))
        {
            agenda.In(chance.Span(0, 2000), () => Queue([entry]));
        }
    }

    private void Queue(IReadOnlyList<SealedEntry> entries)
    {
        waiting.AddRange(entries);
        agenda.In(Faults.HasFlag(NetworkFaults.Delays) ? chance.Span(0.2, 300) : chance.Span(0.2, 4), Deliver);
    }

    private void Deliver()
    {
        if (waiting.Count == 0)
        {
            return;
        }

        if (crew.AnyOf(SimulatedProcess.Audit) is not { Histories: { } histories } process)
        {
            agenda.In(chance.Span(20, 400), Deliver);
            return;
        }

        var batch = TakeBatch();
        tell?.Invoke($"bus: {string.Join(", ", batch.Select(entry => $"{entry.Entry.Battery.Value[^2..]}/{entry.Entry.Sequence}"))} to {process.Life.Address}");
        delivering++;
        process.Life.Work(() => histories.Receive([.. batch.Select(entry => new EntryRecorded { Entry = entry })], CancellationToken.None), failure =>
        {
            crew.Expect(failure);
            delivering--;
            if (failure is not null)
            {
                Queue(batch);
            }
        });
        if (waiting.Count > 0)
        {
            agenda.In(chance.Span(0.2, 10), Deliver);
        }
    }

    private List<SealedEntry> TakeBatch()
    {
        var batch = new List<SealedEntry>(BatchMax);
        for (var left = chance.Between(1, BatchMax); left > 0 && waiting.Count > 0; left--)
        {
            var place = Faults.HasFlag(NetworkFaults.Reorders) ? chance.Between(0, waiting.Count - 1) : 0;
            batch.Add(waiting[place]);
            waiting.RemoveAt(place);
        }

        return batch;
    }
}

/// <summary>
/// The bus as one process sees it: messages about one battery keep their order, and where the connection breaks, all that is under way on
/// it fails.
/// </summary>
internal sealed class SimulatedBus(Agenda agenda, Chance chance, EntryBroker broker, Wire wire, Mishaps mishaps, string keeper, Check without) : IBus
{
    private readonly Dictionary<string, TimeSpan> lastByKey = new(StringComparer.Ordinal);

    public Task Publish<TMessage>(TMessage message, CancellationToken cancellation)
        where TMessage : class, IMessage
    {
        if (message is not EntryRecorded { Entry: var entry })
        {
            return Task.CompletedTask;
        }

        var arrival = agenda.Now + chance.Latency();
        if (without != Check.OrderOnTheBus && lastByKey.TryGetValue(message.OrderKey, out var last) && last > arrival)
        {
            arrival = last;
        }

        lastByKey[message.OrderKey] = arrival;
        var connection = mishaps.BrokenConnections;
        return wire.Call($"publish {entry.Entry.Battery.Value[^2..]}/{entry.Entry.Sequence}", arrival - agenda.Now, () =>
        {
            if (connection != mishaps.BrokenConnections)
            {
                throw new IOException("The connection was lost while the message was under way.");
            }

            broker.Take(keeper, entry);
            return true;
        });
    }
}
