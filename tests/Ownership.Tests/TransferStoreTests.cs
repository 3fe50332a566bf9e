using System.Text.Json;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Xunit;
using static Traceability.Ownership.Tests.Given;

namespace Traceability.Ownership.Tests;

public sealed class TransferStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transfer_may_be_accepted_in_part_rejected_in_part_and_left_open_in_part()
    {
        await using var registry = await Registry.With(Code(1), Code(2), Code(3));
        var offer = await registry.Offer(registry.Offering(Dealer, Code(1), Code(2), Code(3)), Maker);
        var id = offer.Result!.Transfer!;

        var part = await registry.Accept(
            id, Dealer, null, new() { Battery = Code(1), Discrepancy = "Scratched." }, new AnsweredBattery { Battery = Code(2), Reject = "Missing." });

        Assert.Equal(201, offer.Status);
        Assert.Equal(201, part.Status);
        Assert.Equal([LineState.Accepted, LineState.Rejected, LineState.Open], await registry.States(id));
        Assert.Equal(Dealer.Id, (await registry.Standing(Code(1))).Holder);
        Assert.Equal(Maker.Id, (await registry.Standing(Code(2))).Holder);
        Assert.Single((await registry.List(Dealer, "in", open: true)).Transfers);

        // Without names, only what still waits is meant.
        Assert.Single((await registry.Accept(id, Dealer)).Result!.Results);
        Assert.Empty((await registry.List(Dealer, "in", open: true)).Transfers);
        Assert.Equal("transfer-closed", (await registry.Accept(id, Dealer)).Problem);
    }

    [Fact]
    public async Task A_repeated_acceptance_gets_the_same_receipts()
    {
        await using var registry = await Registry.With(Code(1), Code(2));
        var id = (await registry.Offer(registry.Offering(Dealer, Code(1), Code(2)), Maker)).Result!.Transfer!;

        var first = await registry.Accept(id, Dealer, "key-1");
        var again = await registry.Accept(id, Dealer, "key-1");

        Assert.Equal(2, again.Result!.Results.Count);
        Assert.Equal(first.Result!.Results.Select(line => line.Receipt!.Seal), again.Result.Results.Select(line => line.Receipt!.Seal));
    }

    [Fact]
    public async Task A_repeated_offer_resumes_under_the_same_id_what_a_crash_left()
    {
        await using var registry = await Registry.With(Code(1), Code(2));
        var request = registry.Offering(Dealer, Code(1), Code(2));
        var first = await registry.Offer(request, Maker, "key-1");
        var id = first.Result!.Transfer!;

        // As after a crash: the list knows nothing of what was recorded.
        await registry.PretendNothingWasNoted(id);
        var again = await registry.Offer(request, Maker, "key-1");

        Assert.Equal(id, again.Result!.Transfer);
        Assert.Equal(first.Result.Results.Select(line => line.Receipt!.Seal), again.Result.Results.Select(line => line.Receipt!.Seal));
        Assert.Equal([LineState.Open, LineState.Open], await registry.States(id));
        Assert.Equal(["battery-registered", "transfer-offered"], await registry.Kinds(Code(1)));
        Assert.Equal("idempotency-key-reused", (await registry.Offer(registry.Offering(Dealer, Code(1)), Maker, "key-1")).Problem);
    }

    [Fact]
    public async Task A_refused_line_is_no_part_of_the_transfer_and_if_all_are_there_is_none()
    {
        await using var registry = await Registry.With(Code(1));

        var both = await registry.Offer(registry.Offering(Dealer, Code(1), Code(2)), Maker);
        var none = await registry.Offer(registry.Offering(Outlet, Code(1), Code(2)), Maker);
        var single = await registry.Offer(registry.Offering(Outlet, Code(1)), Maker, "key-2");

        Assert.Equal(207, both.Status);
        Assert.Equal("battery-unknown", both.Result!.Results[1].Problem!.Code);
        Assert.Equal([LineState.Open], await registry.States(both.Result.Transfer!));
        Assert.Equal((207, null), (none.Status, none.Result!.Transfer));
        Assert.Equal("transfer-open", single.Problem);
        Assert.Single((await registry.List(Maker, "out")).Transfers);
    }

    [Fact]
    public async Task A_refused_line_may_follow_when_the_request_is_repeated()
    {
        await using var registry = await Registry.With(Code(1), Code(2));
        var other = (await registry.Offer(registry.Offering(Outlet, Code(2)), Maker)).Result!.Transfer!;
        var request = registry.Offering(Dealer, Code(1), Code(2));
        var first = await registry.Offer(request, Maker, "key-1");
        await registry.Withdraw(other, Maker);

        var again = await registry.Offer(request, Maker, "key-1");

        Assert.Equal(207, first.Status);
        Assert.Equal(201, again.Status);
        Assert.Equal(first.Result!.Transfer, again.Result!.Transfer);
        Assert.Equal([LineState.Open, LineState.Open], await registry.States(again.Result.Transfer!));
    }

    [Fact]
    public async Task What_concerns_the_whole_request_is_answered_once()
    {
        await using var registry = await Registry.With(Code(1), Code(2));

        Assert.Equal("transfer-to-oneself", (await registry.Offer(registry.Offering(Maker, Code(1), Code(2)), Maker)).Problem);
        Assert.Equal("receiver-unknown", (await registry.Offer(registry.Offering(Party("999999999"), Code(1), Code(2)), Maker)).Problem);
        Assert.Equal("lines-out-of-range", (await registry.Offer(registry.Offering(Dealer), Maker)).Problem);
        Assert.Equal("transfer-unknown", (await registry.Accept("transfer-none", Dealer)).Problem);
        var id = (await registry.Offer(registry.Offering(Dealer, Code(1)), Maker)).Result!.Transfer!;
        Assert.Equal("transfer-unknown", (await registry.Accept(id, Outlet)).Problem);
        Assert.Equal("not-the-receiver", (await registry.Accept(id, Maker)).Problem);
        Assert.Equal("not-the-offerer", (await registry.Withdraw(id, Dealer)).Problem);
    }

    [Fact]
    public async Task Of_an_acceptance_and_a_withdrawal_at_once_exactly_one_wins_for_each_battery()
    {
        BatteryCode[] batteries = [.. Enumerable.Range(1, 60).Select(Code)];
        await using var registry = await Registry.With(batteries);
        var id = (await registry.Offer(registry.Offering(Dealer, batteries), Maker)).Result!.Transfer!;

        await Task.WhenAll(
            Task.Run(() => registry.Accept(id, Dealer, "key-1", [.. batteries.Select(battery => new AnsweredBattery { Battery = battery })]), Cancellation),
            Task.Run(() => registry.Withdraw(id, Maker), Cancellation));

        foreach (var (battery, state) in batteries.Zip(await registry.States(id)))
        {
            var kinds = await registry.Kinds(battery);
            Assert.Equal(3, kinds.Count);
            Assert.Equal(state == LineState.Accepted ? "transfer-accepted" : "transfer-withdrawn", kinds[^1]);
            Assert.Equal(state == LineState.Accepted ? Dealer.Id : Maker.Id, (await registry.Standing(battery)).Holder);
        }
    }

    [Fact]
    public async Task Lists_are_read_page_by_page()
    {
        await using var registry = await Registry.With(Code(1), Code(2), Code(3));
        foreach (var serial in new[] { 1, 2, 3 })
        {
            await registry.Offer(registry.Offering(Dealer, Code(serial)), Maker);
        }

        var first = await registry.List(Maker, "out", limit: 2);
        var second = await registry.List(Maker, "out", after: first.Next, limit: 2);

        Assert.Equal(3, first.Transfers.Concat(second.Transfers).DistinctBy(transfer => transfer.Transfer).Count());
        Assert.Null(second.Next);
        Assert.Empty((await registry.List(Maker, "in")).Transfers);
        Assert.Contains("\"counts\":{\"open\":1}", JsonSerializer.Serialize(first, TraceabilityJson.Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_request_sent_twice_at_once_makes_one_transfer()
    {
        BatteryCode[] batteries = [.. Enumerable.Range(1, 30).Select(Code)];
        await using var registry = await Registry.With(batteries);
        var request = registry.Offering(Dealer, batteries);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => registry.Offer(request, Maker, "key-1"), Cancellation)));

        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        Assert.Single(answers.Select(answer => answer.Result!.Transfer).Distinct());
        Assert.All(await registry.States(answers[0].Result!.Transfer!), state => Assert.Equal(LineState.Open, state));
        Assert.Equal(2, (await registry.Standing(Code(30))).Sequence);
    }
}
