using Traceability.Contracts;
using Traceability.Dossiers.Tests.Fixtures;
using Traceability.Dossiers.WorkOrders;
using Traceability.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.WorkOrders;

/// <summary>The store fails at the first call of a work order, at the second, and so on until none fails any more.</summary>
public sealed class WorkOrderCrashTests : IAsyncDisposable
{
    private readonly SqliteFile file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_crash_at_any_call_all_is_recorded_or_nothing_and_a_repetition_gets_the_full_answer(bool afterTheCall)
    {
        for (var call = 1; await Strike(call, new Faults(call, afterTheCall, forEver: true)); call++)
        {
            var (whole, parts) = Batteries(call);
            await using var next = await new Life(file).Start();
            await Eventually.Holds(
                "no work order is open", async () => (await next.Documents.List("work-orders", "open", null, 1, Cancellation)).Count == 0);

            var done = await IsDone(next, whole, parts);
            await AssertWhole(next, whole, parts, done, call);

            Assert.Equal([1, 2, 2], (await Repeat(next, whole, parts, $"key-{call}")).Select(receipt => receipt.Sequence));
            await AssertWhole(next, whole, parts, done: true, call);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_hiccup_at_any_call_a_repetition_gets_the_full_answer_without_a_restart(bool afterTheCall)
    {
        for (var call = 1; ; call++)
        {
            var (whole, parts) = Batteries(call);
            var faults = new Faults(call, afterTheCall, forEver: false);
            await using var life = new Life(file, faults: faults);
            await OpenParts(life, parts);
            await Attempt(life, whole, parts, $"key-{call}");
            var struck = faults.Struck;
            faults.Heal();

            var receipts = WorkOrderDeskTests.Receipts(await WorkOrderDeskTests.BuildIn(life, whole, parts, $"key-{call}"));

            Assert.Equal([1, 2, 2], receipts.Select(receipt => receipt.Sequence));
            await AssertWhole(life, whole, parts, done: true, call);
            if (!struck)
            {
                return;
            }
        }
    }

    private async Task<bool> Strike(int call, Faults faults)
    {
        var (whole, parts) = Batteries(call);
        await using var life = new Life(file, faults: faults);
        await OpenParts(life, parts);
        await Attempt(life, whole, parts, $"key-{call}");
        return faults.Struck;
    }

    private static (int Whole, int[] Parts) Batteries(int call) => ((call * 10) + 1, [(call * 10) + 2, (call * 10) + 3]);

    private static async Task OpenParts(Life life, IEnumerable<int> parts)
    {
        foreach (var part in parts)
        {
            await life.Write(Some.Opening(Some.Code(part)));
        }
    }

    private static async Task Attempt(Life life, int whole, int[] parts, string key)
    {
        try
        {
            await WorkOrderDeskTests.BuildIn(life, whole, parts, key);
        }
        catch (IOException)
        {
            // This is the crash.
        }
    }

    // The sweep may still be leaving the order that it has just brought to its end.
    private static async Task<IReadOnlyList<Receipt>> Repeat(Life life, int whole, int[] parts, string key)
    {
        WorkOrderOutcome? outcome = null;
        await Eventually.Holds("the order is not busy", async () =>
        {
            outcome = await WorkOrderDeskTests.BuildIn(life, whole, parts, key);
            return outcome is not WorkOrderOutcome.Refused { Refusals: [{ Refusal: var refusal }] } || refusal.Kind != DossierRefusals.BatteryBusy;
        });
        return WorkOrderDeskTests.Receipts(outcome!);
    }

    private static async Task<bool> IsDone(Life life, int whole, int[] parts)
    {
        var recorded = (await life.Office.Read(Some.Code(whole), Cancellation)) is not null;
        foreach (var part in parts)
        {
            Assert.Equal(recorded ? Stage.BuiltIn : Stage.Available, (await life.Verified(Some.Code(part))).Stage);
        }

        return recorded;
    }

    private static async Task AssertWhole(Life life, int whole, int[] parts, bool done, int call)
    {
        foreach (var part in parts)
        {
            var dossier = await life.Dossier(Some.Code(part));
            Assert.Null(dossier.Claim);
            Assert.Equal(done ? 2 : 1, dossier.Sequence);
            await life.Verified(Some.Code(part));
        }

        Assert.Equal(done, await life.Store.Find(Some.Code(whole), Cancellation) is { Sequence: 1, Claim: null });
        Assert.Equal(done, await life.Documents.Find("lots", WorkOrderDeskTests.IdOf(whole, $"key-{call}"), Cancellation) is not null);
    }
}
