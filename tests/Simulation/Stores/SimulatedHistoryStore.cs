using Traceability.Audit;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Simulation.Stores;

/// <summary>Audit's copies, as they lie in its database.</summary>
/// <param name="without">A check that is not made.</param>
internal sealed class HistoryShelf(Check without)
{
    private readonly Dictionary<BatteryCode, Copies> histories = [];

    public bool Keep(IReadOnlyList<SealedEntry> entries, IReadOnlyList<StandingMove> moves)
    {
        if (moves.Any(move => Kept(move.Battery) is var kept
            && (kept.Standing?.Sequence != move.From.Standing?.Sequence || kept.HasEarly != move.From.HasEarly
                || (kept.HasEarly && kept.Revision != move.From.Revision && without != Check.Revision))))
        {
            return false;
        }

        foreach (var entry in entries)
        {
            Of(entry.Entry.Battery).Entries.TryAdd((entry.Entry.Sequence, entry.Seal.Value), entry);
        }

        foreach (var move in moves)
        {
            Of(move.Battery).Kept = move.To;
        }

        return true;
    }

    public KeptHistory Kept(BatteryCode battery) => Of(battery).Read();

    public IReadOnlyList<SealedEntry> Entries(BatteryCode battery) => [.. Of(battery).Entries.Values];

    private Copies Of(BatteryCode battery)
    {
        if (!histories.TryGetValue(battery, out var copies))
        {
            histories[battery] = copies = new();
        }

        return copies;
    }

    private sealed class Copies
    {
        public SortedDictionary<(int Sequence, string Seal), SealedEntry> Entries { get; } = [];

        public KeptHistory Kept { get; set; } = new(null, false);

        public KeptHistory Read() => Kept with { Revision = Entries.Count };
    }
}

/// <summary>Audit's store as one process sees it.</summary>
internal sealed class SimulatedHistoryStore(HistoryShelf shelf, ICarrier carrier) : IHistoryStore
{
    public Task<bool> Keep(IReadOnlyList<SealedEntry> entries, IReadOnlyList<StandingMove> moves, CancellationToken cancellation) => carrier.Call(
        $"keep {string.Join(", ", entries.Select(entry => $"{entry.Entry.Battery.Value[^2..]}/{entry.Entry.Sequence}"))}", () => shelf.Keep(entries, moves));

    public Task<IReadOnlyDictionary<BatteryCode, KeptHistory>> Kept(IReadOnlyCollection<BatteryCode> batteries, CancellationToken cancellation) =>
        carrier.Call<IReadOnlyDictionary<BatteryCode, KeptHistory>>("kept", () => batteries.ToDictionary(battery => battery, shelf.Kept));

    public Task<Standing?> Standing(BatteryCode battery, CancellationToken cancellation) => carrier.Call("standing", () => shelf.Kept(battery).Standing);

    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> Entries(BatteryCode battery, int after, int limit, CancellationToken cancellation) =>
        carrier.Call<IReadOnlyList<ReadOnlyMemory<byte>>>(
            "histories", () => [.. shelf.Entries(battery).Where(entry => entry.Entry.Sequence > after).Take(limit).Select(entry => entry.Utf8Json)]);
}
