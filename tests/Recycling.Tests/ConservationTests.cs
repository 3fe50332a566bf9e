using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;
using Xunit;
using static Traceability.Recycling.Tests.Parties;

namespace Traceability.Recycling.Tests;

/// <summary>Whatever is done to lots side by side, no mass comes to be and none is lost.</summary>
public sealed class ConservationTests
{
    private const decimal AllKg = 100;
    private static readonly DateTimeOffset Today = DateTimeOffset.UtcNow.AddMinutes(-1);
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Mass_is_conserved_whatever_is_done_at_once(int seed)
    {
        await using var store = await AStore.Open();
        await store.GiveLot("lot-1", AllKg, Maker);
        var random = new Random(seed);
        for (var round = 0; round < 6; round++)
        {
            var lots = await AllLots(store);
            await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            {
                var (kind, lot, other, massKg) = (random.Next(5), Any(lots), Any(lots), decimal.Round((decimal)random.NextDouble() * 20, 6) + 0.000001m);
                var number = (round * 100) + i;
                return Task.Run(() => Do(store, kind, lot, other, massKg, number));
            }));
            await Check(store);
        }

        string Any(IReadOnlyList<Lot> lots) => lots[random.Next(lots.Count)].Id;
    }

    private static async Task Do(AStore store, int kind, string lot, string other, decimal massKg, int number)
    {
        _ = kind switch
        {
            0 => (object)await store.Split(lot, new() { OccurredAt = Today, PartsKg = [massKg, massKg / 2 > 0.000001m ? decimal.Round(massKg / 2, 6) : massKg] }, caller: Maker),
            1 => await store.Merge(new() { OccurredAt = Today, Lots = [new(lot, massKg), new(other)] }, caller: Maker),
            2 => await store.Ship(lot, new() { OccurredAt = Today, To = MaterialMaker.Id, MassKg = massKg }, caller: Maker),
            3 => await store.Treat(
                new() { OccurredAt = Today, Process = TreatmentProcess.Hydrometallurgy, Lots = [new(lot, massKg)], Outputs = [new(Material.LithiumCarbonate, massKg)] },
                caller: RecyclingMaker),
            _ => await store.Cite(BatteryCode.Of($"GZ9PE0100000A1G6K{number + 1:0000000}"), Maker, new RecycledContent(lot, massKg)),
        };
    }

    private static async Task Check(AStore store)
    {
        var lots = await AllLots(store);
        Assert.All(lots, lot => Assert.True(lot.RemainingKg >= 0 && lot.RemainingKg == lot.MassKg - lot.Uses.Sum(use => use.MassKg), lot.Id));
        Assert.All(lots.SelectMany(lot => lot.Uses), use => Assert.True(use.Settled, use.Id));
        var shipped = await store.Lots.List($"owner:{MaterialMaker.Id}", null, 500, Cancellation);
        var cited = lots.SelectMany(lot => lot.Uses).Where(use => use.Kind == LotUseKind.Cited).ToList();
        Assert.Equal(AllKg, lots.Sum(lot => lot.RemainingKg) + shipped.Sum(lot => lot.MassKg) + cited.Sum(use => use.MassKg));
        foreach (var use in cited)
        {
            var opening = (BatteryRegistered)(await store.Dossiers.Entries(use.Battery!.Value, 0, Cancellation))[0].Entry.Data;
            Assert.Equal(use.MassKg, Assert.Single(opening.RecycledContent).MassKg);
        }
    }

    private static Contracts.Parties.Party RecyclingMaker => Maker with { Roles = [Contracts.Parties.PartyRole.BatteryMaker, Contracts.Parties.PartyRole.Recycler] };

    private static Task<IReadOnlyList<Lot>> AllLots(AStore store) => store.Lots.List($"owner:{Maker.Id}", null, 500, Cancellation);
}
