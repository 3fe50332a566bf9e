using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Dossiers.Tests.Fixtures;

/// <summary>The store fails at one of its calls.</summary>
/// <param name="at">At the how-manieth call.</param>
/// <param name="after">Whether the call has had its effect all the same.</param>
/// <param name="forEver">Whether all later calls fail too, as they do for a process that has died.</param>
/// <param name="interlude">What happens after the call instead of a failure.</param>
internal sealed class Faults(int at, bool after, bool forEver, Func<Task>? interlude = null)
{
    private int calls;
    private volatile bool healed;

    /// <summary>Whether so many calls were made that one failed.</summary>
    public bool Struck => Volatile.Read(ref calls) >= at;

    /// <summary>From now on no call fails.</summary>
    public void Heal() => healed = true;

    public async Task<T> Around<T>(Func<Task<T>> call)
    {
        var number = Interlocked.Increment(ref calls);
        if (healed || number < at || (number > at && !forEver))
        {
            return await call();
        }

        if (interlude is not null)
        {
            var answer = await call();
            await interlude();
            return answer;
        }

        if (after && number == at)
        {
            await call();
        }

        throw new IOException($"call {number}");
    }

    public Task Around(Func<Task> call) => Around(async () =>
    {
        await call();
        return true;
    });
}

internal sealed class FaultyDossierStore(IDossierStore store, Faults faults) : IDossierStore
{
    public Task<Dossier?> Find(BatteryCode code, CancellationToken cancellation) => faults.Around(() => store.Find(code, cancellation));

    public Task<bool> Append(DossierAppend append, CancellationToken cancellation) => faults.Around(() => store.Append(append, cancellation));

    public Task<bool> Claim(BatteryCode code, string keeper, int expectedSequence, string workOrder, CancellationToken cancellation) =>
        faults.Around(() => store.Claim(code, keeper, expectedSequence, workOrder, cancellation));

    public Task Unclaim(BatteryCode code, string workOrder, CancellationToken cancellation) =>
        faults.Around(() => store.Unclaim(code, workOrder, cancellation));

    public Task<RememberedReceipt?> Recall(PartyId party, string key, BatteryCode battery, CancellationToken cancellation) =>
        faults.Around(() => store.Recall(party, key, battery, cancellation));

    public Task<IReadOnlyList<SealedEntry>> Entries(BatteryCode code, int after, CancellationToken cancellation) =>
        faults.Around(() => store.Entries(code, after, cancellation));

    public Task<IReadOnlyList<(BatteryCode Code, int Sent)>> Unsent(BatteryCode? after, int limit, CancellationToken cancellation) =>
        faults.Around(() => store.Unsent(after, limit, cancellation));

    public Task MarkSent(IReadOnlyDictionary<BatteryCode, int> sent, CancellationToken cancellation) => faults.Around(() => store.MarkSent(sent, cancellation));

    public Task<bool> Release(BatteryCode code, string keeper, int expectedSequence, string successor, CancellationToken cancellation) =>
        faults.Around(() => store.Release(code, keeper, expectedSequence, successor, cancellation));

    public Task<bool> Accept(HandOver handOver, CancellationToken cancellation) => faults.Around(() => store.Accept(handOver, cancellation));

    public Task<IReadOnlyList<HandOver>> Unposted(BatteryCode? after, int limit, CancellationToken cancellation) =>
        faults.Around(() => store.Unposted(after, limit, cancellation));

    public Task MarkPosted(BatteryCode code, long epoch, CancellationToken cancellation) => faults.Around(() => store.MarkPosted(code, epoch, cancellation));
}

internal sealed class FaultyDocumentStore(IDocumentStore store, Faults faults) : IDocumentStore
{
    public Task<Document?> Find(string collection, string id, CancellationToken cancellation) => faults.Around(() => store.Find(collection, id, cancellation));

    public Task<bool> Put(Document document, CancellationToken cancellation) => faults.Around(() => store.Put(document, cancellation));

    public Task Delete(string collection, string id, CancellationToken cancellation) => faults.Around(() => store.Delete(collection, id, cancellation));

    public Task<IReadOnlyList<Document>> List(string collection, string? tag, string? after, int limit, CancellationToken cancellation) =>
        faults.Around(() => store.List(collection, tag, after, limit, cancellation));
}
