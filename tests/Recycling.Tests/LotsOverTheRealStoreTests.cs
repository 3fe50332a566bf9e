using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;
using Xunit;
using static Traceability.Recycling.Tests.Answers;
using static Traceability.Recycling.Tests.Batteries;
using static Traceability.Recycling.Tests.Parties;

namespace Traceability.Recycling.Tests;

public sealed class LotsOverTheRealStoreTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lot_is_split_into_parts_of_the_same_kind_once()
    {
        await using var store = await AStore.Open();
        var lot = await store.GiveLot("lot-1", 100);
        var command = new SplitLot { OccurredAt = Today, PartsKg = [12.5m, 5] };

        var parts = Value<LotParts>(await store.Split(lot, command, "key-1"));
        Assert.Equal(Json(parts), Json(Value<LotParts>(await store.Split(lot, command, "key-1"))));

        Assert.Equal([12.5m, 5m], parts.Parts.Select(part => part.MassKg));
        var part = (await store.Lots.Find(parts.Parts[1].Lot, Cancellation))!;
        Assert.Equal((5m, lot, Recycler.Id, Material.LithiumCarbonate), (part.RemainingKg, part.Parent, part.Owner, part.Material));
        Assert.Equal(82.5m, (await store.Lots.Find(lot, Cancellation))!.RemainingKg);
        Assert.Equal("idempotency-key-reused", Code(await store.Split(lot, command with { PartsKg = [1] }, "key-1")));
        Assert.Equal("lot-exhausted", Code(await store.Split(lot, command with { PartsKg = [50, 50] })));
        Assert.Equal("lots-out-of-range", Code(await store.Split(lot, command with { PartsKg = [] })));
        Assert.Equal("used-before-recovered", Code(await store.Split(lot, command with { OccurredAt = Today.AddDays(-2) })));
        Assert.Equal("lot-unknown", Code(await store.Split(lot, command, caller: OtherRecycler)));
        Assert.Equal("not-lot-owner", Code(await store.Split(lot, command, caller: RegulatorOfZunyi)));
    }

    [Fact]
    public async Task Lots_of_one_material_are_merged_wholly_or_not_at_all()
    {
        await using var store = await AStore.Open();
        var lots = new[] { await store.GiveLot("lot-1", 100), await store.GiveLot("lot-2", 50), await store.GiveLot("lot-3", 7, material: Material.Copper) };
        var command = new MergeLots { OccurredAt = Today, Lots = [new(lots[0], 60), new(lots[1])] };

        var merged = Value<Lot>(await store.Merge(command, "key-1"));
        Assert.Equal(Json(merged), Json(Value<Lot>(await store.Merge(command, "key-1"))));

        Assert.Equal((110m, 110m, null), (merged.MassKg, merged.RemainingKg, merged.Treatment));
        Assert.Equal([new(null, "lot-1", 60), new(null, "lot-2", 50)], merged.Sources);
        Assert.Equal([40m, 0m, 7m], await Remaining(store, lots));
        Assert.Equal("idempotency-key-reused", Code(await store.Merge(command with { Lots = [new(lots[0], 1), new(merged.Id)] }, "key-1")));
        Assert.Equal("lots-differ", Code(await store.Merge(command with { Lots = [new(lots[0]), new(lots[2])] })));
        Assert.Equal("lot-exhausted", Code(await store.Merge(command with { Lots = [new(lots[0]), new(lots[1])] })));
        Assert.Equal("lot-unknown", Code(await store.Merge(command with { Lots = [new(lots[0]), new("lot-4")] })));
        Assert.Equal("lot-repeated", Code(await store.Merge(command with { Lots = [new(lots[0]), new(lots[0])] })));
        Assert.Equal("lots-out-of-range", Code(await store.Merge(command with { Lots = [new(lots[0])] })));
        Assert.Equal([40m, 0m, 7m], await Remaining(store, lots));
        Assert.Empty(await store.Lots.ListOpen(null, 10, Cancellation));
    }

    [Fact]
    public async Task Lots_go_into_a_further_treatment_and_nothing_of_them_does_where_it_is_refused()
    {
        await using var store = await AStore.Open();
        var powder = await APowder(store);
        var leaching = new TreatBatteries
        {
            OccurredAt = Today, Process = TreatmentProcess.Hydrometallurgy, Lots = [new(powder, 100)],
            Outputs = [new(Material.NickelSulfate, 87.7m), new(Material.LithiumCarbonate, 19.16m)],
        };

        Assert.Equal("more-out-than-in", Code(await store.Treat(leaching with { Outputs = [new(Material.Other, 104, Description: "?")] })));
        Assert.Equal("lot-exhausted", Code(await store.Treat(leaching with { Lots = [new(powder, 171)] })));
        Assert.Equal([170m], await Remaining(store, powder));

        var treated = Value<TreatmentRecorded>(await store.Treat(leaching, "key-1"));
        Assert.Equal(Json(treated), Json(Value<TreatmentRecorded>(await store.Treat(leaching, "key-1"))));
        Assert.Equal("idempotency-key-reused", Code(await store.Treat(leaching with { LossKg = 1 }, "key-1")));

        Assert.Equal([70m], await Remaining(store, powder));
        Assert.Equal([(Metal.Lithium, 90.0m), (Metal.Nickel, 97.9m)], treated.Treatment.Balance.Metals.Select(metal => (metal.Metal, metal.RatePercent!.Value)));
        Assert.Equal(100, treated.Treatment.MassInKg);
        Assert.Equal(87.7m, (await store.Lots.Find(treated.Treatment.Lots[0].Lot, Cancellation))!.RemainingKg);
    }

    [Fact]
    public async Task Batteries_and_lots_go_in_together_or_not_at_all()
    {
        await using var store = await AStore.Open();
        var lot = await store.GiveLot("lot-1", 100, material: Material.BlackMass);
        var codes = await store.Give(2, ReadyToTreat);
        var unknown = BatteryCode.Of("GZ9PE0100000A1G6K0008888");
        var command = new TreatBatteries
        {
            OccurredAt = Today, Process = TreatmentProcess.Pyrometallurgy, Batteries = [.. codes.Append(unknown).Select(code => new BatteryToTreat(code))],
            Lots = [new(lot)], Outputs = [new(Material.Alloy, 300)],
        };

        Assert.Equal("battery-unknown", Code(await store.Treat(command)));
        Assert.Equal([100m], await Remaining(store, lot));
        Assert.Empty(await store.Lots.ListOpen(null, 10, Cancellation));

        var treated = Value<TreatmentRecorded>(await store.Treat(command with { Batteries = command.Batteries.Take(2).ToList() })).Treatment;
        Assert.Equal((778.4m, 2), (treated.MassInKg, treated.Batteries.Count));
        Assert.Equal([0m], await Remaining(store, lot));
    }

    [Theory]
    [InlineData("treatments", false)]
    [InlineData("lots", true)]
    public async Task After_a_crash_a_treatment_of_lots_is_carried_through_or_was_nothing(string crashesOnNew, bool isCarriedThrough)
    {
        CrashingStore? crashing = null;
        await using var store = await AStore.Open(documents => crashing = new(documents));
        var powder = await APowder(store);
        crashing!.CrashesOn = document => document.Collection == crashesOnNew && document.Version == 1;
        await Assert.ThrowsAsync<IOException>(() => store.Treat(
            new() { OccurredAt = Today, Process = TreatmentProcess.Hydrometallurgy, Lots = [new(powder, 100)], Outputs = [new(Material.NickelSulfate, 80)] }));
        crashing.CrashesOn = _ => false;
        Assert.Equal([70m], await Remaining(store, powder));

        await store.Settlement.ResolveAll(TimeSpan.Zero, Cancellation);

        Assert.Equal([isCarriedThrough ? 70m : 170m], await Remaining(store, powder));
        Assert.Equal(isCarriedThrough ? 2 : 1, (await store.Lots.List($"owner:{Recycler.Id}", null, 10, Cancellation)).Count);
        Assert.Empty(await store.Lots.ListOpen(null, 10, Cancellation));
    }

    [Fact]
    public async Task After_a_crash_before_the_merged_lot_is_there_nothing_was_merged()
    {
        CrashingStore? crashing = null;
        await using var store = await AStore.Open(documents => crashing = new(documents));
        var lots = new[] { await store.GiveLot("lot-1", 100), await store.GiveLot("lot-2", 50) };
        crashing!.CrashesOn = document => document is { Collection: "lots", Version: 1 };
        await Assert.ThrowsAsync<IOException>(() => store.Merge(new() { OccurredAt = Today, Lots = [new(lots[0]), new(lots[1])] }));
        Assert.Equal([0m, 0m], await Remaining(store, lots));

        crashing.CrashesOn = _ => false;
        await store.Settlement.ResolveAll(TimeSpan.Zero, Cancellation);
        Assert.Equal([100m, 50m], await Remaining(store, lots));
    }

    private static async Task<string> APowder(AStore store) => Value<TreatmentRecorded>(await store.Treat(Step(
        await store.Give(1, ReadyToTreat),
        new Output(Material.BlackMass, 170, AssayPercent: new Dictionary<Metal, decimal> { [Metal.Lithium] = 4, [Metal.Nickel] = 20 })))).Treatment.Lots[0].Lot;
}
