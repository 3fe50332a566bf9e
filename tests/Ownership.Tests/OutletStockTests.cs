using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Xunit;
using static Traceability.Ownership.Tests.Given;

namespace Traceability.Ownership.Tests;

public sealed class OutletStockTests
{
    private static readonly DateTimeOffset Legacy = new(2026, 3, 31, 2, 0, 0, TimeSpan.Zero);
    private static readonly Party Regulator = Party("100000009", PartyRole.Regulator) with { Region = RegionCode.Of("520000") };
    private static readonly Party CentralStore = Outlet with
    {
        Permits = [new() { Kind = PermitKind.CentralStorageFiling, Number = "JZ-1", ValidFrom = new(2026, 4, 1) }],
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void An_outlet_that_only_collects_may_have_5_t_and_one_of_central_storage_more()
    {
        Assert.Equal(5000, LimitOf(Outlet, Now));
        Assert.Equal(5000, LimitOf(Outlet, Legacy));
        Assert.Null(LimitOf(CentralStore, Now));
        Assert.Equal(5000, LimitOf(CentralStore, Legacy));
        Assert.Null(LimitOf(Outlet with { Roles = [PartyRole.CollectionOutlet, PartyRole.Recycler] }, Now));
        Assert.Null(LimitOf(Recycler, Now));
    }

    [Fact]
    public void What_is_too_much_is_warned_of_or_refused_as_the_rules_say()
    {
        var refusing = RulesNow with { OutletStockAboveMax = AboveMax.Refuse };

        Assert.Equal(["outlet-stock-exceeded"], Warnings(Accept(RulesNow, 5000.1m)));
        Assert.Empty(Warnings(Accept(RulesNow, 5000)));
        Assert.Empty(Warnings(Accept(refusing, 5000)));
        Accept(refusing, 5000.1m).AssertRefused(OwnershipRefusals.OutletFull);
        Collect(refusing, 5000.1m).AssertRefused(OwnershipRefusals.OutletFull);
        Assert.Contains("outlet-stock-exceeded", Warnings(Collect(RulesNow, 5000.1m)));
    }

    [Fact]
    public void An_outlet_is_asked_for_the_vehicle_of_a_pack_that_a_person_brings()
    {
        var installed = Held(Dealer).Then(new BatteryInstalled { Vin = Vin.Of("LSVAA4182E2184847"), Region = Guiyang });

        Assert.Equal(["vehicle-unknown"], Warnings(Collect(RulesNow, 330)));
        Assert.Empty(Warnings(Collect(RulesNow, 330, installed)));
        Assert.Empty(Warnings(Collect(RulesNow with { OutletRecordsVin = false }, 330)));
    }

    [Fact]
    public async Task What_an_outlet_takes_over_is_in_its_stock_until_it_goes_on_however_often_and_in_whatever_order_it_is_told()
    {
        await using var registry = await Registry.With(Code(1), Code(2), Code(3));
        await Give(registry, Maker, Outlet, Code(1), Code(2), Code(3));
        await Give(registry, Outlet, Repairer, Code(2));

        var news = (await Task.WhenAll(Enumerable.Range(1, 3).Select(serial => registry.News(Code(serial))))).SelectMany(some => some).ToList();
        await registry.Stocks.Receive(news, Cancellation);
        await registry.Stocks.Receive([.. news.AsEnumerable().Reverse()], Cancellation);
        foreach (var message in Enumerable.Reverse(news))
        {
            await registry.Stocks.Receive([message], Cancellation);
        }

        foreach (var message in news.Concat(news))
        {
            await registry.Stocks.Receive([message], Cancellation);
        }

        var stock = (await registry.ReadStock(Outlet, Outlet))!;
        Assert.Equal(new OutletStock { Outlet = Outlet.Id, Count = 2, MassKg = 660, LimitKg = 5000, Rules = "ownership/2026-04-01" }, stock);
        Assert.Equal(3 * 330, await registry.Stocks.AfterKg(Outlet.Id, [Code(1), Code(2), Code(2), Code(9)], Cancellation));
        Assert.Equal(2, (await registry.ReadStock(Outlet, Regulator))!.Count);
        Assert.Null(await registry.ReadStock(Outlet, Repairer));
        Assert.Null(await registry.ReadStock(Outlet, Regulator with { Region = RegionCode.Of("520300") }));
        Assert.Null(await registry.ReadStock(Repairer, Repairer));
        Assert.Equal("outlet-unknown", OwnershipRefusals.OutletUnknown.Code);
    }

    [Fact]
    public async Task The_batteries_of_one_request_count_together()
    {
        var batteries = Enumerable.Range(1, 16).Select(serial => Code(serial)).ToArray();
        await using var registry = await Registry.With(batteries);

        Assert.Empty(await Give(registry, Maker, Outlet, batteries[..15]));
        foreach (var battery in batteries[..15])
        {
            await registry.Stocks.Receive(await registry.News(battery), Cancellation);
        }

        Assert.Equal("outlet-stock-exceeded", Assert.Single(await Give(registry, Maker, Outlet, batteries[15])));
        await registry.Learn(CentralStore with { Version = 2 });
        Assert.Empty(await Give(registry, Outlet, Repairer, batteries[0]));
    }

    private static decimal? LimitOf(Party party, DateTimeOffset occurredAt) => OutletStock.LimitKgOf(party, occurredAt, Rules.On(occurredAt).Rules);

    private static async Task<IReadOnlyList<string>> Give(Registry registry, Party from, Party to, params BatteryCode[] batteries)
    {
        var offered = await registry.Offer(registry.Offering(to, batteries), from);
        var accepted = await registry.Accept(offered.Result!.Transfer!, to);
        Assert.Equal(201, accepted.Status);
        return [.. accepted.Result!.Results.SelectMany(line => line.Receipt!.Warnings).Select(warning => warning.Code)];
    }

    private static Decision Accept(OwnershipRules rules, decimal stockAfterKg) => AcceptTransfer.Decide(
        Held(Maker).Then(Offered(TransferType.Sale, Maker, Outlet)), Transfer(TransferType.Sale, Maker, Outlet),
        new() { OccurredAt = Now }, new() { Battery = Code() }, Outlet, rules, Now, stockAfterKg);

    private static Decision Collect(OwnershipRules rules, decimal stockAfterKg, Standing? held = null) => CollectFromPrivateOwner.Decide(
        (held ?? Held(Dealer)).Then(new SoldToPrivateOwner { Owner = Person, Region = Guiyang }),
        new() { Battery = Code(), OccurredAt = Now }, Outlet, rules, Now, stockAfterKg);

    private static IEnumerable<string> Warnings(Decision decision) =>
        Assert.IsType<Decision.Record>(decision).Warnings.Select(warning => warning.Code);
}
