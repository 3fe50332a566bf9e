using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Simulation.Stores;

/// <summary>Carries a call to a store: at once, or over a <see cref="Processes.Wire"/>.</summary>
internal interface ICarrier
{
    /// <summary>Asks the store for something.</summary>
    Task<T> Call<T>(string what, Func<T> effect);
}

/// <summary>The store of dossiers as one process sees it.</summary>
internal sealed class SimulatedDossierStore(DossierShelf shelf, ICarrier carrier) : IDossierStore
{
    public Task<Dossier?> Find(BatteryCode code, CancellationToken cancellation) => carrier.Call($"find {Short(code)}", () => shelf.Find(code));

    public Task<bool> Append(DossierAppend append, CancellationToken cancellation) => carrier.Call(
        $"append {Short(append.Code)} after {append.ExpectedSequence} as {append.Keeper}, claim {Order(append.Claim)}, {append.Entries[0].Entry.Rules}", () => shelf.Append(append));

    public Task<bool> Claim(BatteryCode code, string keeper, int expectedSequence, string workOrder, CancellationToken cancellation) =>
        carrier.Call($"claim {Short(code)} at {expectedSequence} for {Order(workOrder)}", () => shelf.Claim(code, keeper, expectedSequence, workOrder));

    public Task Unclaim(BatteryCode code, string workOrder, CancellationToken cancellation) =>
        carrier.Call($"unclaim {Short(code)} for {Order(workOrder)}", () => Done(() => shelf.Unclaim(code, workOrder)));

    public Task<RememberedReceipt?> Recall(PartyId party, string key, BatteryCode battery, CancellationToken cancellation) =>
        carrier.Call($"recall {key} of {Short(battery)}", () => shelf.Recall(party, key, battery));

    public Task<IReadOnlyList<SealedEntry>> Entries(BatteryCode code, int after, CancellationToken cancellation) =>
        carrier.Call($"entries of {Short(code)} after {after}", () => shelf.Entries(code, after));

    public Task<IReadOnlyList<(BatteryCode Code, int Sent)>> Unsent(BatteryCode? after, int limit, CancellationToken cancellation) =>
        carrier.Call("unsent", () => shelf.Unsent(after, limit));

    public Task MarkSent(IReadOnlyDictionary<BatteryCode, int> sent, CancellationToken cancellation) => carrier.Call(
        $"mark sent {string.Join(", ", sent.Select(one => $"{Short(one.Key)} {one.Value}").Order(StringComparer.Ordinal))}", () => Done(() => shelf.MarkSent(sent)));

    public Task<bool> Release(BatteryCode code, string keeper, int expectedSequence, string successor, CancellationToken cancellation) =>
        carrier.Call($"release {Short(code)} at {expectedSequence} to {successor}", () => shelf.Release(code, keeper, expectedSequence, successor));

    public Task<bool> Accept(HandOver handOver, CancellationToken cancellation) =>
        carrier.Call($"accept {Short(handOver.Battery)} epoch {handOver.Epoch} at {handOver.Sequence}", () => shelf.Accept(handOver));

    public Task<IReadOnlyList<HandOver>> Unposted(BatteryCode? after, int limit, CancellationToken cancellation) =>
        carrier.Call("unposted", () => shelf.Unposted(after, limit));

    public Task MarkPosted(BatteryCode code, long epoch, CancellationToken cancellation) =>
        carrier.Call($"mark posted {Short(code)} epoch {epoch}", () => Done(() => shelf.MarkPosted(code, epoch)));

    private static string Short(BatteryCode code) => code.Value[^2..];

    // What follows the order's id is random, and would make two tellings of one history differ.
    private static string? Order(string? claim) => claim?.Split('/')[0];

    private static bool Done(Action action)
    {
        action();
        return true;
    }
}
