using System.Text.Json;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Dossiers.Tests.Fixtures;
using Traceability.Dossiers.WorkOrders;
using Xunit;

namespace Traceability.Dossiers.Tests.WorkOrders;

public sealed class WorkOrderDeskTests : IAsyncDisposable
{
    private readonly SqliteFile file = new();
    private readonly Life life;

    public WorkOrderDeskTests() => life = new(file);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await life.DisposeAsync();
        await file.DisposeAsync();
    }

    [Fact]
    public async Task Every_line_is_recorded_and_its_documents_come_to_be()
    {
        await Open(2, 3);

        var done = Assert.IsType<WorkOrderOutcome.Done>(await BuildIn(life, 1, [2, 3], "key"));

        Assert.Equal([(Some.Code(1), 1), (Some.Code(2), 2), (Some.Code(3), 2)], done.Receipts.Select(receipt => (receipt.Battery, receipt.Sequence)));
        Assert.Equal([Some.Code(2), Some.Code(3)], (await life.Verified(Some.Code(1))).Parts);
        Assert.All([2, 3], serial => Assert.Equal(Some.Code(1), life.Verified(Some.Code(serial)).Result.BuiltInto));
        Assert.NotNull(await life.Documents.Find("lots", done.Id, Cancellation));
        Assert.Equal(done.Receipts[0], Assert.IsType<Outcome.Recorded>(done.OfFirstLine()).Receipt);
    }

    [Fact]
    public async Task One_line_refused_and_nothing_is_recorded_anywhere()
    {
        await Open(2, 3);
        await life.Office.Record(Some.Code(3), Some.Act(), (_, _) => Some.Installed, Cancellation);

        var outcome = await BuildIn(life, 1, [2, 3, 4], "key");

        var refused = Assert.IsType<WorkOrderOutcome.Refused>(outcome).Refusals;
        Assert.Equal(
            [(Some.Code(3), DossierRefusals.WrongStage), (Some.Code(4), DossierRefusals.BatteryUnknown)],
            refused.Select(refusal => (refusal.Battery!.Value, refusal.Refusal.Kind)));
        Assert.IsType<Outcome.Refused>(outcome.OfFirstLine());
        Assert.Null(await life.Store.Find(Some.Code(1), Cancellation));
        Assert.All([2, 3], serial => Assert.Null(life.Dossier(Some.Code(serial)).Result.Claim));
        Assert.Equal(1, (await life.Verified(Some.Code(2))).Sequence);
        Assert.Empty(await life.Documents.List("work-orders", null, null, 10, Cancellation));
        Assert.Empty(await life.Documents.List("lots", null, null, 10, Cancellation));
    }

    [Fact]
    public async Task What_was_refused_may_be_tried_again_under_its_key()
    {
        Assert.IsType<WorkOrderOutcome.Refused>(await BuildIn(life, 1, [2], "key"));
        await Open(2);

        Assert.IsType<WorkOrderOutcome.Done>(await BuildIn(life, 1, [2], "key"));
    }

    [Fact]
    public async Task A_repetition_gets_the_first_answer_and_another_request_under_the_key_is_refused()
    {
        await Open(2, 3);
        var first = await BuildIn(life, 1, [2, 3], "key");
        await life.Office.Record(Some.Code(1), Some.Act(), (_, _) => Some.Corrected(1), Cancellation);

        Assert.Equal(Text.Of(Receipts(first)), Text.Of(Receipts(await BuildIn(life, 1, [2, 3], "key"))));
        var other = Assert.IsType<WorkOrderOutcome.Refused>(await BuildIn(life, 1, [2], "key", hash: "other"));
        Assert.Equal(DossierRefusals.IdempotencyKeyReused, other.Refusals.Single().Refusal.Kind);
    }

    [Fact]
    public async Task A_battery_named_twice_is_refused()
    {
        await Open(2);

        var refused = Assert.IsType<WorkOrderOutcome.Refused>(await BuildIn(life, 1, [2, 2], "key"));
        Assert.Equal((Some.Code(2), DossierRefusals.BatteryRepeated), (refused.Refusals.Single().Battery, refused.Refusals.Single().Refusal.Kind));
    }

    [Fact]
    public async Task A_part_takes_only_what_is_planned_for_parts()
    {
        await Open(2);
        await BuildIn(life, 1, [2], "key");
        var asPart = PlannedLine.RecordInPart(Some.Code(2), (part, _) => Some.Corrected(part.Sequence));
        var asWhole = PlannedLine.Record(Some.Code(2), (part, _) => Some.Corrected(part.Sequence));

        var refused = Assert.IsType<WorkOrderOutcome.Refused>(await life.Desk.CarryOut("a", Some.Act(), [asWhole], [], Cancellation));
        Assert.Equal(DossierRefusals.BatteryBuiltIn, refused.Refusals.Single().Refusal.Kind);
        Assert.IsType<WorkOrderOutcome.Done>(await life.Desk.CarryOut("b", Some.Act(), [asPart], [], Cancellation));
    }

    [Fact]
    public async Task A_client_cannot_take_the_key_under_which_a_work_order_records()
    {
        await Open(2);
        var id = IdOf(1, "key");
        await life.Office.Record(Some.Code(2), Some.Act(id), (_, _) => Some.Corrected(1), Cancellation);

        Assert.IsType<WorkOrderOutcome.Done>(await BuildIn(life, 1, [2], "key"));
    }

    [Fact]
    public async Task Orders_that_overlap_end_and_never_both_take_a_battery()
    {
        await Open([.. Enumerable.Range(1, 12)]);
        var orders = Enumerable.Range(0, 60).Select(i => (int[])[.. Random.Shared.GetItems(Enumerable.Range(1, 12).ToArray(), 3).Distinct()]).ToList();

        var outcomes = await Task.WhenAll(orders.Select((serials, i) => Task.Run(() => InstallUntilDecided($"order-{i}", serials))))
            .WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        var taken = orders.Where((_, i) => outcomes[i] is WorkOrderOutcome.Done).SelectMany(serials => serials).ToList();
        Assert.NotEmpty(taken);
        Assert.Equal(taken.Count, taken.Distinct().Count());
        foreach (var serial in Enumerable.Range(1, 12))
        {
            Assert.Equal(taken.Contains(serial) ? Stage.Installed : Stage.Available, (await life.Verified(Some.Code(serial))).Stage);
            Assert.Null((await life.Dossier(Some.Code(serial))).Claim);
        }
    }

    [Fact]
    public void An_id_is_the_same_for_the_same_key_and_line_and_new_without_a_key()
    {
        var id = WorkOrderDesk.IdFor("transfer", Some.Act("key"), "a");

        Assert.Equal(id, WorkOrderDesk.IdFor("transfer", Some.Act("key", "other body"), "a"));
        Assert.StartsWith("transfer-", id, StringComparison.Ordinal);
        Assert.Equal(6, new[]
        {
            id,
            WorkOrderDesk.IdFor("transfer", Some.Act("key"), "b"),
            WorkOrderDesk.IdFor("product", Some.Act("key"), "a"),
            WorkOrderDesk.IdFor("transfer", Some.Act("other"), "a"),
            WorkOrderDesk.IdFor("transfer", Some.Act("key") with { By = Some.OtherMaker }, "a"),
            WorkOrderDesk.IdFor("transfer", Some.Act(), "a"),
        }.Distinct().Count());
        Assert.NotEqual(WorkOrderDesk.IdFor("transfer", Some.Act()), WorkOrderDesk.IdFor("transfer", Some.Act()));
    }

    internal static string IdOf(int whole, string key) => WorkOrderDesk.IdFor("registration", Some.Act(key), Some.Code(whole).Value);

    /// <summary>Opens a dossier and builds others into it.</summary>
    internal static Task<WorkOrderOutcome> BuildIn(Life life, int whole, IReadOnlyList<int> parts, string key, string hash = "hash") => life.Desk.CarryOut(
        IdOf(whole, key),
        Some.Act(key, hash),
        [
            PlannedLine.Open(Some.Code(whole), _ => Some.Registered with { Parts = [.. parts.Select(Some.Code)] }),
            .. parts.Select(part => PlannedLine.Record(Some.Code(part), (standing, _) =>
                CommonRules.RefuseStage(standing, Stage.Available) is { } refusal ? refusal : new BatteryBuiltIn { Into = Some.Code(whole) })),
        ],
        [new("lots", IdOf(whole, key), JsonSerializer.SerializeToElement(new { whole }), ["open"])],
        Cancellation);

    internal static IReadOnlyList<Receipt> Receipts(WorkOrderOutcome outcome) => Assert.IsType<WorkOrderOutcome.Done>(outcome).Receipts;

    private async Task<WorkOrderOutcome> InstallUntilDecided(string id, IReadOnlyList<int> serials)
    {
        while (true)
        {
            var outcome = await life.Desk.CarryOut(
                id,
                Some.Act(),
                [
                    .. serials.Select(serial => PlannedLine.Record(Some.Code(serial), (standing, _) =>
                        CommonRules.RefuseStage(standing, Stage.Available) is { } refusal ? refusal : Some.Installed)),
                ],
                [],
                Cancellation);
            if (outcome is WorkOrderOutcome.Done || ((WorkOrderOutcome.Refused)outcome).Refusals.Any(refusal => refusal.Refusal.Kind == DossierRefusals.WrongStage))
            {
                return outcome;
            }

            await Task.Delay(Random.Shared.Next(10), Cancellation);
        }
    }

    private async Task Open(params int[] serials)
    {
        foreach (var serial in serials)
        {
            await life.Write(Some.Opening(Some.Code(serial)));
        }
    }
}
