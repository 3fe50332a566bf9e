using System.Globalization;
using CsCheck;
using Traceability.Audit.Family;
using Traceability.Audit.Origins;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Messages;
using static Traceability.Audit.Tests.Histories;

namespace Traceability.Audit.Tests;

public abstract class OriginContract : AuditContract
{
    private static readonly IReadOnlyDictionary<Metal, decimal> Nothing = new Dictionary<Metal, decimal>();

    [Fact]
    public async Task Metal_is_shared_out_by_what_each_battery_contains_of_it_and_the_rest_by_mass()
    {
        await using var histories = await Open();
        await Treat(histories, "treatment-1", [In(1, 300, Metals(nickel: 30)), In(2, 100, Metals(nickel: 10)), In(3, 400, Metals(lithium: 8))], [], "nickel", "slag");
        await histories.Families.Keep(
            [
                Lot("nickel", 100, Metals(nickel: 22), new LotSource("treatment-1", null, 100)),
                Lot("slag", 100, Nothing, new LotSource("treatment-1", null, 100)),
                Lot("shipped", 50, Metals(nickel: 11), new LotSource(null, "nickel", 50)),
            ],
            Cancellation);
        await Make(histories, 9, new RecycledContent("shipped", 5), new RecycledContent("slag", 8));

        Assert.Equal(
            [
                "shipped Nickel 1 0.825 75", "shipped Nickel 2 0.275 25", "shipped Nickel 3 0 0",
                "slag - 1 3 37.5", "slag - 2 1 12.5", "slag - 3 4 50",
            ],
            Origins(histories, 9).Select(Shown));

        var uses = MaterialUses.Of(histories.Families, NodeId.Of(Battery(1)), [], 100);
        Assert.Equal(Battery(1).Value, uses.Treated);
        Assert.Equal(
            [$"shipped {Battery(9)} Nickel 0.825 75", $"slag {Battery(9)}  3 37.5"],
            uses.Uses.Select(row => $"{row.Lot} {row.Battery} {row.Metal} {Number(row.MassKg)} {Number(row.SharePercent)}"));
    }

    [Fact]
    public async Task The_lots_in_its_cells_are_those_of_a_pack_and_what_a_pack_became_is_the_use_of_its_cells()
    {
        await using var histories = await Open();
        var cell = BatteryCode.Of("GZ9CE0100000A1G6K0000001");
        await histories.Receive(
            [
                .. Tell(cell, Registered(null, new RecycledContent("lot-1", 2)), new BatteryBuiltIn { Into = Battery(1) }),
                .. Tell(Battery(1), Registered([cell], new RecycledContent("lot-1", 3)), Retired, Received, Treated("treatment-1", "lot-2")),
                .. Tell(Battery(2), Registered(null, new RecycledContent("lot-2", 1))),
            ]);

        // Nothing but the dossiers is known: the lot that came from nobody knows where is said to.
        Assert.Equal(["lot-1 - - 5 100"], Origins(histories, 1).Select(Shown));
        Assert.Equal(["lot-2 - 1 1 100"], Origins(histories, 2).Select(Shown));
        Assert.Equal(Battery(2).Value, Assert.Single(MaterialUses.Of(histories.Families, NodeId.Of(cell), [], 10).Uses).Battery);
        Assert.Null(MaterialUses.Of(histories.Families, NodeId.Of(Battery(2)), [], 10).Treated);
    }

    [Fact]
    public async Task Through_any_treatments_splits_and_merges_the_shares_make_a_hundred_and_both_ways_agree() => await Gen.Int.SampleAsync(
        async seed =>
        {
            await using var histories = await Open();
            var random = new Random(seed);
            await RandomMaterial(histories, random);

            var rows = Origins(histories, 100);
            foreach (var group in rows.GroupBy(row => (row.Lot, row.Metal)))
            {
                Assert.InRange(group.Sum(row => row.SharePercent), 99.99m, 100.01m);
            }

            var paged = new List<OriginShare>();
            var after = Array.Empty<string>();
            MaterialOrigins page;
            do
            {
                page = MaterialOrigins.Of(histories.Families, NodeId.Of(Battery(100)), after, 3);
                paged.AddRange(page.Origins);
                after = page.Next is null ? [] : Cursors.Read(page.Next, 3);
            }
            while (page.Next is not null);
            Assert.Equal(rows, paged);

            foreach (var row in rows.Where(row => row.Battery is not null && row.SharePercent > 0))
            {
                var uses = MaterialUses.Of(histories.Families, new NodeId(NodeKind.Battery, row.Battery!), [], 1000).Uses;
                var use = uses.Single(use => use.Battery == Battery(100).Value && use.Lot == row.Lot && use.Metal == row.Metal);
                Assert.InRange(use.SharePercent - row.SharePercent, -0.0002m, 0.0002m);
            }
        },
        iter: Samples(40),
        threads: 2);

    [Fact]
    public async Task Lots_that_come_from_each_other_are_of_unknown_origin_and_a_long_chain_is_followed()
    {
        await using var histories = await Open();
        await histories.Families.Keep(
            [
                Lot("round-1", 10, Nothing, new LotSource(null, "round-2", 10)), Lot("round-2", 10, Nothing, new LotSource(null, "round-1", 10)),
                .. Enumerable.Range(1, 2000).Select(link => Lot($"chain-{link}", 10, Nothing, new LotSource(null, $"chain-{link - 1}", 10))),
                Lot("chain-0", 10, Nothing, new LotSource("treatment-1", null, 10)),
            ],
            Cancellation);
        await Treat(histories, "treatment-1", [In(1, 300, Nothing)], [], "chain-0");
        await Make(histories, 9, new RecycledContent("round-1", 1), new RecycledContent("chain-2000", 1));
        Assert.Equal(["chain-2000 - 1 1 100", "round-1 - - 1 100"], Origins(histories, 9).Select(Shown));
    }

    private static string Shown(OriginShare row) =>
        $"{row.Lot} {row.Metal?.ToString() ?? "-"} {row.Battery?[^1..] ?? "-"} {Number(row.MassKg)} {Number(row.SharePercent)}";

    private static string Number(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private static IReadOnlyList<OriginShare> Origins(Histories histories, int serial) =>
        MaterialOrigins.Of(histories.Families, NodeId.Of(Battery(serial)), [], 10_000).Origins;

    // Treatments of batteries and of lots, and lots of treatments and of lots; each of what came before it.
    private static async Task RandomMaterial(Histories histories, Random random)
    {
        var lots = new List<string>();
        var serial = 1;
        for (var step = 0; step < 12; step++)
        {
            var (treatment, lot) = ($"treatment-{step}", $"lot-{step}");
            var sources = lots.Count == 0 ? [] : Enumerable.Range(0, random.Next(3)).Select(_ => new LotSource(null, lots[random.Next(lots.Count)], 1 + random.Next(50))).DistinctBy(source => source.Lot).ToList();
            if (random.Next(2) == 0 || sources.Count == 0)
            {
                var batteries = Enumerable.Range(0, 1 + random.Next(3)).Select(_ => In(serial++, 100 + random.Next(300), random.Next(3) == 0 ? Nothing : Metals(random.Next(40), random.Next(20)))).ToList();
                await Treat(histories, treatment, batteries, sources, lot);
                sources = [new LotSource(treatment, null, 80)];
            }

            await histories.Families.Keep([Lot(lot, 80, random.Next(3) == 0 ? Nothing : Metals(random.Next(1, 40), random.Next(20)), [.. sources])], Cancellation);
            lots.Add(lot);
        }

        await Make(histories, 100, [.. Enumerable.Range(0, 4).Select(_ => new RecycledContent(lots[random.Next(lots.Count)], 1 + random.Next(9)))]);
    }

    private static TreatedBattery In(int serial, decimal massKg, IReadOnlyDictionary<Metal, decimal> metalKg) => new(Battery(serial), massKg, metalKg);

    private static Dictionary<Metal, decimal> Metals(decimal nickel = 0, decimal lithium = 0) => new() { [Metal.Nickel] = nickel, [Metal.Lithium] = lithium };

    private static LotFacts Lot(string id, decimal massKg, IReadOnlyDictionary<Metal, decimal> metalKg, params IReadOnlyList<LotSource> sources) =>
        FamilyContract.Lot(id, 1, Material.NickelSulfate, sources) with { MassKg = massKg, MetalKg = metalKg };

    private static async Task Treat(Histories histories, string id, IReadOnlyList<TreatedBattery> batteries, IReadOnlyList<LotSource> lots, params IReadOnlyList<string> outputs)
    {
        await histories.Receive(batteries.SelectMany(battery => Tell(battery.Battery, Registered(), Retired, Received, Treated(id, outputs))));
        await histories.Families.Keep(
            [
                new TreatmentFacts
                {
                    Id = id, Process = TreatmentProcess.Hydrometallurgy, Owner = Maker, Region = Zunyi, OccurredAt = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero),
                    Batteries = batteries, Lots = lots, Outputs = outputs,
                },
            ],
            Cancellation);
    }

    private static Task Make(Histories histories, int serial, params IReadOnlyList<RecycledContent> content) =>
        histories.Receive(Tell(Battery(serial), Registered(null, content)));
}
