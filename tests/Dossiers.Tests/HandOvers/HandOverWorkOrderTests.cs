using Traceability.Contracts;
using Traceability.Dossiers.Tests.Fixtures;
using Traceability.Dossiers.Tests.WorkOrders;
using Traceability.Dossiers.WorkOrders;
using Xunit;

namespace Traceability.Dossiers.Tests.HandOvers;

/// <summary>Work over batteries whose dossiers lie with several keepers.</summary>
public sealed class HandOverWorkOrderTests : IAsyncDisposable
{
    private readonly Keepers keepers = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => keepers.DisposeAsync();

    [Fact]
    public async Task A_product_is_made_of_what_three_keepers_keep_and_opened_by_a_fourth()
    {
        var offices = await Start();
        var secondLife = await keepers.Start("second-life");
        await OpenOneEach(offices, 2);

        var receipts = WorkOrderDeskTests.Receipts(await WorkOrderDeskTests.BuildIn(secondLife, 1, [2, 3, 4], "key"));

        Assert.Equal([1, 2, 2, 2], receipts.Select(receipt => receipt.Sequence));
        Assert.Equal(3, (await keepers.Whole(Some.Code(1), 1)).Parts.Count);
        foreach (var serial in Enumerable.Range(2, 3))
        {
            Assert.Equal(Some.Code(1), (await keepers.Whole(Some.Code(serial), 2)).BuiltInto);
        }

        var repeated = WorkOrderDeskTests.Receipts(await WorkOrderDeskTests.BuildIn(secondLife, 1, [2, 3, 4], "key"));
        Assert.Equal(receipts.Select(receipt => receipt.Seal), repeated.Select(receipt => receipt.Seal));
    }

    [Fact]
    public async Task Every_battery_that_refuses_is_told_wherever_it_is()
    {
        var offices = await Start();
        await OpenOneEach(offices, 2);
        await HandOverDeskTests.Record(offices[1], Some.Code(3), Some.Installed);

        var refused = Assert.IsType<WorkOrderOutcome.Refused>(await WorkOrderDeskTests.BuildIn(offices[2], 1, [2, 3, 9], "key")).Refusals;

        Assert.Equal(
            [(Some.Code(3), DossierRefusals.WrongStage), (Some.Code(9), DossierRefusals.BatteryUnknown)],
            refused.Select(refusal => (refusal.Battery!.Value, refusal.Refusal.Kind)));
        Assert.Null((await offices[2].Dossier(Some.Code(2))).Claim);
        Assert.Null((await offices[2].Dossier(Some.Code(1))).Claim);

        await HandOverDeskTests.Record(offices[0], Some.Code(3), Some.Removed);
        Assert.IsType<WorkOrderOutcome.Done>(await WorkOrderDeskTests.BuildIn(offices[2], 1, [2, 3], "key", hash: "another body"));
    }

    [Fact]
    public async Task A_claimed_dossier_is_not_handed_over()
    {
        var offices = await Start();
        await OpenOneEach(offices, 2);
        await offices[0].Store.Claim(Some.Code(2), Keepers.Registration, 1, "order", Cancellation);

        var refused = Assert.IsType<Outcome.Refused>(await HandOverDeskTests.Record(offices[1], Some.Code(2), Some.Corrected(1)));
        Assert.Equal(DossierRefusals.BatteryBusy, refused.Refusal.Kind);
        Assert.Equal(1, (await offices[1].Office.Read(Some.Code(2), Cancellation))!.Sequence);

        await offices[0].Store.Unclaim(Some.Code(2), "order", Cancellation);
        Assert.Equal(2, await HandOverDeskTests.Sequence(HandOverDeskTests.Record(offices[1], Some.Code(2), Some.Corrected(1))));
    }

    [Fact]
    public async Task Orders_of_several_keepers_over_the_same_batteries_end_and_each_battery_is_taken_once()
    {
        var offices = await Start();
        await OpenOneEach(offices, 1);
        await OpenOneEach(offices, 4);

        var outcomes = await Task.WhenAll(offices.Select((office, i) => Task.Run(() => UntilDecided(office, i))));

        Assert.Single(outcomes.OfType<WorkOrderOutcome.Done>());
        foreach (var serial in Enumerable.Range(1, 6))
        {
            Assert.Equal(Stage.Installed, (await keepers.Whole(Some.Code(serial), 2)).Stage);
        }

        async Task<WorkOrderOutcome> UntilDecided(Life office, int number)
        {
            while (true)
            {
                var outcome = await Install(office, $"order-{number}", null);
                if (outcome is WorkOrderOutcome.Done or WorkOrderOutcome.Refused { Refusals: [{ Refusal.Kind.Code: "wrong-stage" }, ..] })
                {
                    return outcome;
                }

                await Task.Delay(Random.Shared.Next(100), Cancellation);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_crash_at_any_call_another_process_brings_it_to_its_end(bool afterTheCall)
    {
        var offices = await Start();
        var later = new NoonClock(TimeSpan.FromMinutes(10));
        for (var call = 1; ; call++)
        {
            var first = call * 10;
            await OpenOneEach(offices, first + 1);
            var faults = new Faults(call, afterTheCall, forEver: true);
            var dying = await keepers.Start("second-life", faults);
            try
            {
                await WorkOrderDeskTests.BuildIn(dying, first, [first + 1, first + 2, first + 3], $"key-{call}");
            }
            catch (IOException)
            {
                // This is the crash.
            }

            await keepers.Stop(dying);
            var next = await keepers.Start("second-life", clock: later);
            await Eventually.Holds(
                "no work order is open", async () => (await next.Documents.List("work-orders", "open", null, 1, Cancellation)).Count == 0);
            WorkOrderOutcome? outcome = null;
            await Eventually.Holds("it is carried out", async () =>
                (outcome = await WorkOrderDeskTests.BuildIn(next, first, [first + 1, first + 2, first + 3], $"key-{call}")) is WorkOrderOutcome.Done);

            Assert.Equal([1, 2, 2, 2], WorkOrderDeskTests.Receipts(outcome!).Select(receipt => receipt.Sequence));
            foreach (var serial in Enumerable.Range(first + 1, 3))
            {
                await keepers.Whole(Some.Code(serial), 2);
            }

            await keepers.Stop(next);
            if (!faults.Struck)
            {
                return;
            }
        }
    }

    [Fact]
    public async Task Processes_of_one_keeper_that_carry_out_one_order_record_it_once()
    {
        var offices = await Start();
        await OpenOneEach(offices, 1);
        await OpenOneEach(offices, 4);
        Life[] twins = [await keepers.Start("second-life"), await keepers.Start("second-life")];

        var done = await Task.WhenAll(twins.Select(twin => Task.Run(async () =>
        {
            WorkOrderOutcome outcome;
            do
            {
                outcome = await Install(twin, WorkOrderDesk.IdFor("install", Some.Act("key")), "key");
            }
            while (outcome is WorkOrderOutcome.Refused);

            return WorkOrderDeskTests.Receipts(outcome);
        })));

        Assert.Equal(done[0].Select(receipt => receipt.Seal), done[1].Select(receipt => receipt.Seal));
        foreach (var serial in Enumerable.Range(1, 6))
        {
            await keepers.Whole(Some.Code(serial), 2);
            Assert.Null((await twins[0].Dossier(Some.Code(serial))).Claim);
        }
    }

    private async Task<Life[]> Start() =>
        [await keepers.Start(Keepers.Registration), await keepers.Start(Keepers.Ownership), await keepers.Start(Keepers.Retirement)];

    private static Task<WorkOrderOutcome> Install(Life office, string id, string? key) => office.Desk.CarryOut(
        id,
        Some.Act(key),
        [
            .. Enumerable.Range(1, 6).Select(serial => PlannedLine.Record(Some.Code(serial), (standing, _) =>
                CommonRules.RefuseStage(standing, Stage.Available) is { } refusal ? refusal : Some.Installed)),
        ],
        [],
        Cancellation);

    // One kept at each office.
    private static async Task OpenOneEach(Life[] offices, int serial)
    {
        foreach (var office in offices)
        {
            Assert.IsType<Outcome.Recorded>(await office.Office.Open(Some.Code(serial++), Some.Act(), _ => Some.Registered, Cancellation));
        }
    }
}
