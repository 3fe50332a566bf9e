using Traceability.Audit.Family;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Messages;
using static Traceability.Audit.Tests.Histories;

namespace Traceability.Audit.Tests;

public abstract class FamilyContract : AuditContract
{
    private static readonly BatteryCode Pack = Battery(1);
    private static readonly BatteryCode Product = BatteryCode.Of("GZ7PE01G8L0000001RP");
    private static readonly BatteryCode New = Battery(9);
    private static readonly BatteryCode Module = BatteryCode.Of("GZ9ME0100000A1G6K0000001");
    private static readonly BatteryCode OtherModule = BatteryCode.Of("GZ9ME0100000A1G6K0000002");
    private static readonly BatteryCode Cell = BatteryCode.Of("GZ9CE0100000A1G6K0000001");

    [Fact]
    public async Task From_a_cell_to_the_new_battery_and_back_the_family_is_one_call()
    {
        await using var histories = await AWholeLife();

        Assert.Equal(
            [
                (Cell.Value, Module.Value), (Module.Value, Pack.Value), (Pack.Value, Product.Value), (Product.Value, "treatment-1"),
                ("treatment-1", "lot-1"), ("lot-1", "lot-2"), ("lot-2", New.Value),
            ],
            Links(histories, NodeId.Of(Cell), Direction.Into).Select(link => (link.From.Id, link.Into.Id)));

        var origins = Links(histories, NodeId.Of(New), Direction.From);
        Assert.Equal(
            [LinkKind.UsedIn, LinkKind.PassedInto, LinkKind.RecoveredAs, LinkKind.TreatedIn, LinkKind.MadeInto, LinkKind.PartOf, LinkKind.PartOf, LinkKind.PartOf],
            origins.Select(link => link.Kind));
        Assert.Equal(new decimal?[] { 5, 20, 110, 339 }, origins.Take(4).Select(link => link.MassKg));
    }

    [Fact]
    public async Task A_part_that_was_taken_out_stays_in_the_family_with_the_time_and_is_not_followed()
    {
        await using var histories = await AWholeLife();

        var parts = Links(histories, NodeId.Of(Pack), Direction.From).Where(link => link.Into == NodeId.Of(Pack)).ToDictionary(link => link.From.Id);
        Assert.Null(parts[Module.Value].Until);
        var takenOut = Assert.Single(Tell(OtherModule, OtherModuleFacts), entry => entry.Entry.Data is BatteryTakenOut).Entry;
        Assert.Equal(takenOut.OccurredAt, parts[OtherModule.Value].Until);

        // What became of the pack later is not its story.
        var link = Assert.Single(Links(histories, NodeId.Of(OtherModule), Direction.Into));
        Assert.Equal((Pack.Value, takenOut.OccurredAt), (link.Into.Id, link.Until));
        Assert.True(FamilyTree.Of(histories.Families, NodeId.Of(OtherModule), [Direction.Into], 8, null, 10).Nodes.Single(node => node.Id == Pack.Value).GoesOn);
    }

    [Fact]
    public async Task Pages_and_depth_leave_nothing_out_and_repeat_nothing()
    {
        await using var histories = await AWholeLife();
        var whole = Links(histories, NodeId.Of(Pack), Direction.From, Direction.Into);
        foreach (var limit in new[] { 1, 2, 3 })
        {
            var paged = new List<FamilyLink>();
            FamilyPlace? place = null;
            string? next;
            do
            {
                var page = FamilyTree.Of(histories.Families, NodeId.Of(Pack), [Direction.From, Direction.Into], 8, place, limit);
                paged.AddRange(page.Links);
                next = page.Next;
                Assert.Null(FamilyPlace.Read(next, out place));
            }
            while (next is not null);
            Assert.Equal(whole, paged);
        }

        var near = FamilyTree.Of(histories.Families, NodeId.Of(Pack), [Direction.Into], 2, null, 100);
        Assert.Equal(2, near.Links.Count);
        Assert.True(near.Nodes.Single(node => node.Id == "treatment-1").GoesOn);
        var pack = near.Nodes.Single(node => node.Id == Pack.Value);
        Assert.Equal(BatteryLevel.Pack, pack.Level);
        Assert.Equal(Stage.MadeIntoProduct, pack.Stage);
    }

    [Fact]
    public async Task Lots_that_are_said_to_come_from_each_other_end()
    {
        await using var histories = await Open();
        await histories.Families.Keep([Lot("lot-a", 1, Material.BlackMass, new LotSource(null, "lot-b", 10)), Lot("lot-b", 1, Material.BlackMass, new LotSource(null, "lot-a", 10))], Cancellation);
        Assert.Equal(2, Links(histories, NodeId.Lot("lot-a"), Direction.From).Count);
    }

    [Fact]
    public async Task What_is_told_late_of_a_lot_changes_nothing()
    {
        await using var histories = await Open();
        await histories.Families.Keep([Lot("lot-a", 2, Material.Copper, new LotSource("treatment-1", null, 100))], Cancellation);
        await histories.Families.Keep([Lot("lot-a", 1, Material.Steel)], Cancellation);
        Assert.Equal(Material.Copper, histories.Families.Lot("lot-a")!.Material);
        Assert.Single(Links(histories, NodeId.Lot("lot-a"), Direction.From));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("!")]
    [InlineData("RnJvbQo")]
    public void A_cursor_that_was_changed_is_refused(string cursor) =>
        Assert.Equal("malformed-parameter", FamilyPlace.Read(cursor, out _)?.Kind.Code);

    internal static LotFacts Lot(string id, long version, Material material, params IReadOnlyList<LotSource> sources) => new()
    {
        Id = id, Version = version, Material = material, MassKg = sources.Sum(source => source.MassKg), RemainingKg = 0, Owner = Maker, Region = Zunyi,
        RecoveredAt = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero), Sources = sources,
    };

    private static readonly EntryData[] OtherModuleFacts =
    [
        Registered(),
        new BatteryBuiltIn { Into = Pack },
        new BatteryTakenOut { From = Pack, Holder = Maker, Custodian = Maker, Stage = Stage.Retired, Region = Guanshanhu },
    ];

    private async Task<Histories> AWholeLife()
    {
        var histories = await Open();
        await histories.Receive(
        [
            .. Tell(Cell, Registered(), new BatteryBuiltIn { Into = Module }),
            .. Tell(Module, Registered([Cell]), new BatteryBuiltIn { Into = Pack }),
            .. Tell(OtherModule, OtherModuleFacts),
            .. Tell(
                Pack, Registered([Module, OtherModule]), Retired, new PartsTakenOut { Parts = [OtherModule], Reason = "Weak." }, Tested(80), new MadeIntoProduct { Product = Product }),
            .. Tell(
                Product,
                new ProductRegistered { Nameplate = Registered().Nameplate, Maker = Maker, Region = Zunyi, Origins = [new() { Battery = Pack }] },
                Retired, Received, Treated("treatment-1", "lot-1")),
            .. Tell(New, Registered(null, new RecycledContent("lot-2", 2), new RecycledContent("lot-2", 3))),
        ]);
        await histories.Families.Keep(
            [Lot("lot-1", 1, Material.NickelSulfate, new LotSource("treatment-1", null, 110)), Lot("lot-2", 1, Material.NickelSulfate, new LotSource(null, "lot-1", 20))],
            Cancellation);
        return histories;
    }

    private static IReadOnlyList<FamilyLink> Links(Histories histories, NodeId root, params IReadOnlyList<Direction> directions) =>
        FamilyTree.Of(histories.Families, root, directions, 32, null, 1000).Links;
}
