using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;
using Xunit;
using static Traceability.Recycling.Tests.Answers;
using static Traceability.Recycling.Tests.Batteries;
using static Traceability.Recycling.Tests.Parties;

namespace Traceability.Recycling.Tests;

public sealed class CitationTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parallel_registrations_never_cite_more_than_there_is()
    {
        await using var store = await AStore.Open();
        var lot = await store.GiveLot("lot-1", 10, Maker);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 100).Select(number => Task.Run(() => store.Cite(Cell(number), Maker, new RecycledContent(lot, 0.3m)))));

        Assert.Equal(33, outcomes.Count(outcome => outcome is Outcome.Recorded));
        Assert.Equal(67, outcomes.OfType<Outcome.Refused>().Count(refused => refused.Refusal is { Kind.Code: "lot-exhausted", Field: "recycledContent[0].massKg" }));
        var after = (await store.Lots.Find(lot, Cancellation))!;
        Assert.Equal((0.1m, 33, true), (after.RemainingKg, after.Uses.Count, after.Uses.All(use => use is { Settled: true, Kind: LotUseKind.Cited })));
    }

    [Fact]
    public async Task Only_the_owner_cites_and_a_registration_that_is_refused_takes_nothing()
    {
        await using var store = await AStore.Open();
        var (own, foreign) = (await store.GiveLot("lot-1", 10, Maker), await store.GiveLot("lot-2", 10, Recycler));
        await store.Give(Cell(1), Registered);

        AssertRefused(DossierRefusals.BatteryExists, await store.Cite(Cell(1), Maker, new RecycledContent(own, 1)));
        AssertRefused(LotRefusals.LotUnknown, await store.Cite(Cell(2), Maker, new RecycledContent(own, 1), new RecycledContent(foreign, 1)));
        AssertRefused(LotRefusals.LotUnknown, await store.Cite(Cell(2), Maker, new RecycledContent("lot-3", 1)));
        AssertRefused(LotRefusals.LotExhausted, await store.Cite(Cell(2), Maker, new RecycledContent(own, 6), new RecycledContent(own, 6)));
        AssertRefused(DossierRefusals.NumberOutOfRange, await store.Cite(Cell(2), Maker, new RecycledContent(own, 0.1234567m)));

        Assert.Equal([10m, 10m], await Remaining(store, own, foreign));
        Assert.IsType<Outcome.Recorded>(await store.Cite(Cell(2), Maker, new RecycledContent(own, 6)));
        AssertRefused(DossierRefusals.BatteryExists, await store.Cite(Cell(2), Maker, new RecycledContent(own, 2)));
        Assert.Equal([4m], await Remaining(store, own));
    }

    [Fact]
    public async Task A_citation_that_a_crash_left_open_is_taken_up_kept_or_given_back()
    {
        await using var store = await AStore.Open();
        var lot = await store.GiveLot("lot-1", 10, Maker);
        await Assert.ThrowsAsync<IOException>(() => Left(store, 1, lot, opens: false));
        await Assert.ThrowsAsync<IOException>(() => Left(store, 2, lot, opens: false));
        await Assert.ThrowsAsync<IOException>(() => Left(store, 3, lot, opens: true));
        Assert.Equal([7m], await Remaining(store, lot));

        Assert.IsType<Outcome.Recorded>(await store.Cite(Cell(1), Maker, new RecycledContent(lot, 2)));
        await store.Settlement.ResolveAll(TimeSpan.FromMinutes(1), Cancellation);
        Assert.Equal([6m], await Remaining(store, lot));
        await store.Settlement.ResolveAll(TimeSpan.Zero, Cancellation);

        Assert.Equal([7m], await Remaining(store, lot));
        Assert.Equal([Cell(1).Value, Cell(3).Value], (await store.Lots.Find(lot, Cancellation))!.Uses.Select(use => use.Id).Order(StringComparer.Ordinal));
        Assert.Empty(await store.Lots.ListOpen(null, 10, Cancellation));
    }

    [Fact]
    public async Task Nothing_is_given_back_while_a_registration_may_still_succeed()
    {
        await using var store = await AStore.Open();
        var lot = await store.GiveLot("lot-1", 10, Maker);
        var (reached, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var contents = new RecycledContent(lot, 4);
        var citing = store.Citations.Cite(
            new(Maker, Cell(1), Today, [contents]),
            async () =>
            {
                reached.SetResult();
                await goOn.Task;
                await store.Give(Cell(1), (BatteryRegistered)Registered with { RecycledContent = [contents] });
                return new Outcome.Recorded(null!);
            },
            Cancellation);

        await reached.Task;
        await store.Settlement.ResolveAll(TimeSpan.Zero, Cancellation);
        Assert.Equal([6m], await Remaining(store, lot));
        goOn.SetResult();
        await citing;
        Assert.Equal([6m], await Remaining(store, lot));
        Assert.Empty(await store.Lots.ListOpen(null, 10, Cancellation));
    }

    private static BatteryCode Cell(int number) => BatteryCode.Of($"GZ9PE0100000A1G6K{number:0000000}");

    // As after a crash right before the answer, with or without the dossier on disk.
    private static Task<Outcome> Left(AStore store, int number, string lot, bool opens) => store.Citations.Cite(
        new(Maker, Cell(number), Today, [new(lot, 1)]),
        async () =>
        {
            if (opens)
            {
                await store.Give(Cell(number), (BatteryRegistered)Registered with { RecycledContent = [new(lot, 1)] });
            }

            throw new IOException("The process ended here.");
        },
        Cancellation);

    private static void AssertRefused(RefusalKind kind, Outcome outcome) => Assert.Equal(kind.Code, Assert.IsType<Outcome.Refused>(outcome).Refusal.Kind.Code);
}
