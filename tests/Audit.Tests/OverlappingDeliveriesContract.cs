using Microsoft.Extensions.Logging.Abstractions;
using Traceability.Audit.Search;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using static Traceability.Audit.Tests.Histories;

namespace Traceability.Audit.Tests;

/// <summary>What holds when two deliveries about one battery overlap, whichever store the copies lie in.</summary>
public abstract class OverlappingDeliveriesContract : AuditContract
{
    [Fact]
    public async Task An_entry_that_comes_while_a_gap_is_being_closed_is_not_left_behind()
    {
        await using var histories = await Open();
        var life = Life(Battery(1), 6);
        await histories.Receive([.. life.Take(3), life[4]]);

        var interrupted = new Interrupted(histories.Store, () => histories.Receive(life[5]));
        await new KeepHistories(interrupted, DiscrepancyTolerance.Usual, NullLogger<KeepHistories>.Instance)
            .Receive([new EntryRecorded { Entry = life[3] }], Cancellation);

        Assert.Equal(6, (await histories.Store.Standing(Battery(1), Cancellation))!.Sequence);
        Assert.True((await histories.Verify(Battery(1))).Valid);
    }

    /// <summary>A store in which something happens between reading and writing.</summary>
    private sealed class Interrupted(IHistoryStore store, Func<Task> interlude) : IHistoryStore
    {
        private Func<Task>? interlude = interlude;

        public async Task<bool> Keep(IReadOnlyList<SealedEntry> entries, IReadOnlyList<StandingMove> moves, CancellationToken cancellation)
        {
            await (Interlocked.Exchange(ref interlude, null)?.Invoke() ?? Task.CompletedTask);
            return await store.Keep(entries, moves, cancellation);
        }

        public Task<IReadOnlyDictionary<BatteryCode, KeptHistory>> Kept(IReadOnlyCollection<BatteryCode> batteries, CancellationToken cancellation) =>
            store.Kept(batteries, cancellation);

        public Task<Standing?> Standing(BatteryCode battery, CancellationToken cancellation) => store.Standing(battery, cancellation);

        public Task<IReadOnlyList<ReadOnlyMemory<byte>>> Entries(BatteryCode battery, int after, int limit, CancellationToken cancellation) =>
            store.Entries(battery, after, limit, cancellation);
    }
}
