using Traceability.Contracts.Entries;
using Traceability.Fixtures;
using Xunit;
using static Traceability.Ownership.Tests.Given;

namespace Traceability.Ownership.Tests;

public sealed class ExpireTransfersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_crash_left_unrecorded_the_sweep_offers_after_a_while()
    {
        await using var registry = await Registry.With(Code(1));
        var pending = Transfer(TransferType.Sale, Maker, Dealer) with { RequestedAt = Now };
        await registry.Book.Begin(pending, Cancellation);

        Assert.Equal(0, await registry.Sweeper.Sweep(all: true, Cancellation));
        registry.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await registry.Sweeper.Sweep(all: false, Cancellation));

        Assert.Equal([LineState.Open], await registry.States(pending.Id));
        Assert.Equal(pending.Id, (await registry.Standing(Code(1))).Offer?.Transfer);
    }

    [Fact]
    public async Task An_offer_is_over_by_time_before_a_sweep_and_recorded_so_by_the_sweep_once()
    {
        await using var registry = await Registry.With(Code(1), Code(2));
        var id = (await registry.Offer(registry.Offering(Dealer, Code(1), Code(2)), Maker)).Result!.Transfer!;
        await registry.Accept(id, Dealer, null, new AnsweredBattery { Battery = Code(1) });
        registry.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal("transfer-expired", (await registry.Accept(id, Dealer)).Problem);
        Assert.DoesNotContain("transfer-expired", await registry.Kinds(Code(2)));
        Assert.Equal(1, await registry.Sweeper.Sweep(all: false, Cancellation));
        Assert.Equal(0, await registry.Sweeper.Sweep(all: true, Cancellation));

        Assert.Equal([LineState.Accepted, LineState.Expired], await registry.States(id));
        Assert.Single(await registry.Kinds(Code(2)), kind => kind == "transfer-expired");
        Assert.Equal("transfer-expired", (await registry.Accept(id, Dealer)).Problem);
        Assert.Empty(await registry.Book.List(Ownership.Transfer.OpenTag, null, 10, Cancellation));
    }

    [Fact]
    public async Task The_hosted_sweep_runs_by_the_clock()
    {
        await using var registry = await Registry.With(Code(1));
        var id = (await registry.Offer(registry.Offering(Dealer, Code(1)), Maker)).Result!.Transfer!;
        await registry.Sweeper.StartAsync(Cancellation);

        await Eventually.Holds("the offer has expired", async () =>
        {
            registry.Clock.Advance(TimeSpan.FromDays(1));
            return await registry.States(id) is [LineState.Expired];
        });

        await registry.Sweeper.StopAsync(Cancellation);
    }

    [Fact]
    public async Task After_a_start_the_sweep_notes_what_was_answered_before_the_crash()
    {
        await using var registry = await Registry.With(Code(1));
        var id = (await registry.Offer(registry.Offering(Dealer, Code(1)), Maker)).Result!.Transfer!;
        await registry.Accept(id, Dealer, "key-1");
        await registry.PretendNothingWasNoted(id);

        Assert.Equal(1, await registry.Sweeper.Sweep(all: true, Cancellation));

        Assert.Equal([LineState.Accepted], await registry.States(id));
        Assert.Single((await registry.Accept(id, Dealer, "key-1")).Result!.Results);
    }
}
