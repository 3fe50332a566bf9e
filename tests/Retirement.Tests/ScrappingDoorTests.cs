using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Fixtures;
using Xunit;

namespace Traceability.Retirement.Tests;

public sealed class ScrappingDoorTests : IAsyncDisposable
{
    private static readonly DatedRules<RetirementRules> Rules = DatedRules.Embedded<RetirementRules>(RetirementService.Name);
    private static readonly Party Dismantler = Life.Party("91520201MA0TEXT200", PartyRole.Dismantler);
    private static readonly Party OtherDismantler = Life.Party("91522702MA0TEXT719", PartyRole.Dismantler) with { Region = RegionCode.Of("520303") };
    private static readonly Party Regulator = Life.Party("11520000MB0TEXT163", PartyRole.Regulator) with { Region = RegionCode.Of("520100") };
    private static readonly BatteryCode Second = BatteryCode.Of("GZ9PB0100000A1G6K0000013");

    private readonly RealStore store = new();
    private readonly ScrappingBook book;
    private readonly BoundBatteries bound;

    public ScrappingDoorTests()
    {
        book = new(store.Documents);
        bound = new(store.Documents);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task One_battery_found_and_one_missing_are_recorded_together_and_once()
    {
        await Install(Life.Pack, Life.Vehicle);
        await Install(Second, Life.Vehicle);
        var command = Scrapping(Life.Vehicle, Life.Pack);

        var first = await Scrap(command, Dismantler, "key-1");
        var again = await Scrap(command, Dismantler, "key-1");

        var made = Assert.IsType<JsonHttpResult<VehicleScrapped>>(first);
        Assert.Equal(201, made.StatusCode);
        Assert.Equal(["battery-retired", "missing-at-scrapping"], made.Value!.Receipts.Select(receipt => receipt.Kind));
        Assert.True(made.Value.Scrapping.Incomplete);
        Assert.Equal(Text(made.Value), Text(Assert.IsType<JsonHttpResult<VehicleScrapped>>(again).Value!));
        Assert.Equal((Stage.Retired, false), await Now(Life.Pack));
        Assert.Equal((Stage.Installed, true), await Now(Second));
        Assert.Equal("vehicle-already-scrapped", Problem(await Scrap(command, Dismantler)));
        Assert.Equal("vehicle-already-scrapped", Problem(await Scrap(command, OtherDismantler, "key-1")));
        Assert.Equal("idempotency-key-reused", Problem(await Scrap(Scrapping(Life.OtherVehicle), Dismantler, "key-1")));
    }

    [Fact]
    public async Task Of_two_that_report_a_vehicle_at_once_one_is_refused_also_where_no_battery_is_known()
    {
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => Task.Run(() => Scrap(Scrapping(Life.Vehicle), i % 2 == 0 ? Dismantler : OtherDismantler, $"key-{i}"))));

        var recorded = Assert.Single(outcomes.OfType<JsonHttpResult<VehicleScrapped>>());
        Assert.Empty(recorded.Value!.Receipts);
        Assert.False(recorded.Value.Scrapping.Incomplete);
        Assert.All(outcomes.OfType<ProblemHttpResult>(), refused => Assert.True(Problem(refused) is "vehicle-already-scrapped" or "battery-busy"));
    }

    [Fact]
    public async Task A_battery_that_cannot_be_retired_leaves_nothing_behind()
    {
        await Install(Life.Pack, Life.Vehicle, owner: null);
        await Install(Second, Life.Vehicle);

        Assert.Equal("not-custodian", Problem(await Scrap(Scrapping(Life.Vehicle, Life.Pack), Dismantler, "key-1")));

        Assert.Equal((Stage.Installed, false), await Now(Second));
        Assert.Null(await book.Find("scrapping-LZ9AB1CD8RG100001", Cancellation));
    }

    [Fact]
    public async Task Its_dismantler_and_regulators_of_the_region_read_a_report()
    {
        await Install(Life.Pack, Life.Vehicle);
        await Scrap(Scrapping(Life.Vehicle), Dismantler);
        await Scrap(Scrapping(Life.OtherVehicle), Dismantler);

        Assert.IsType<Ok<VehicleScrapping>>(await Read(Dismantler));
        Assert.IsType<Ok<VehicleScrapping>>(await Read(Regulator));
        Assert.Equal("scrapping-unknown", Problem(await Read(OtherDismantler)));
        Assert.Equal("scrapping-unknown", Problem(await Read(Regulator with { Region = OtherDismantler.Region })));
        Assert.Equal(["scrapping-LZ9AB1CD8RG100001"], await List(Regulator, incomplete: true));
        Assert.Equal(["scrapping-LZ9AB1CD2SG100002", "scrapping-LZ9AB1CD8RG100001"], await List(Regulator));
        Assert.Equal(["scrapping-LZ9AB1CD8RG100001"], await List(Dismantler, after: "scrapping-LZ9AB1CD2SG100002"));
        Assert.Empty(await List(OtherDismantler));
        Assert.Equal("number-out-of-range", Problem((await ReadScrappingsEndpoint.List(null, null, 501, new(Regulator), book, Cancellation)).Result));
    }

    [Fact]
    public async Task The_index_knows_the_vehicle_however_often_and_in_whatever_order_it_is_told()
    {
        EntryData[] life =
        [
            new BatteryInstalled { Vin = Life.Vehicle, Region = Life.Kaiyang },
            new BatteryRemoved { Vin = Life.Vehicle, Reason = RemovalReason.Repair, Region = Life.Kaiyang },
            new BatteryInstalled { Vin = Life.OtherVehicle, Region = Life.Kaiyang },
            new BatteryCorrected { Corrects = 4, Reason = "Misread.", Vin = Life.Vehicle },
        ];
        await Open(Life.Pack, life);
        var news = await News(Life.Pack);

        foreach (var message in news.AsEnumerable().Reverse().Concat(news))
        {
            await bound.Receive([message], Cancellation);
        }

        await bound.Receive([.. news, .. news], Cancellation);
        Assert.Equal([Life.Pack], await bound.Of(Life.Vehicle, Cancellation));
        Assert.Empty(await bound.Of(Life.OtherVehicle, Cancellation));

        await Record(Life.Pack, new BatteryRetired { Reason = RetirementReason.Accident, Vin = Life.Vehicle, Region = Life.Kaiyang });
        await bound.Receive(await News(Life.Pack), Cancellation);
        await bound.Receive(news, Cancellation);
        Assert.Empty(await bound.Of(Life.Vehicle, Cancellation));
    }

    private static ScrapVehicle Scrapping(Vin vin, params BatteryCode[] batteries) => new() { Vin = vin, OccurredAt = Life.RetiredAt, Batteries = batteries };

    private async Task Install(BatteryCode code, Vin vin, string? owner = "owner-01k7f3q8w2m4n6p8r0t2v4x6z8")
    {
        await Open(code, new BatteryInstalled { Vin = vin, Region = Life.Kaiyang });
        if (owner is not null)
        {
            await Record(code, new SoldToPrivateOwner { Owner = OwnerReference.Of(owner), Region = Life.Kaiyang });
        }

        await bound.Receive(await News(code), Cancellation);
    }

    private async Task Open(BatteryCode code, params EntryData[] entries) => Assert.IsType<Outcome.Recorded>(await store.Office.Open(
        code,
        Act(),
        _ => new Decision.Record(
            [new BatteryRegistered { Nameplate = Life.Nameplate(code), Maker = Life.Maker.Id, Holder = Life.Maker.Id, Region = Life.Kaiyang }, .. entries], []),
        Cancellation));

    private async Task Record(BatteryCode code, EntryData data) =>
        Assert.IsType<Outcome.Recorded>(await store.Office.Record(code, Act(), (_, _) => data, Cancellation));

    private async Task<IReadOnlyList<EntryRecorded>> News(BatteryCode code) =>
        [.. (await store.Dossiers.Entries(code, 0, Cancellation)).Select(entry => new EntryRecorded { Entry = entry })];

    private async Task<IResult> Scrap(ScrapVehicle command, Party caller, string? key = null) => (await ScrapVehicleEndpoint.Handle(
        command, new(caller), new(key), store.Office, store.Desk, book, bound, Rules, store.Clock, Cancellation)).Result;

    private async Task<IResult> Read(Party reader) =>
        (await ReadScrappingsEndpoint.Read("scrapping-LZ9AB1CD8RG100001", new(reader), book, Cancellation)).Result;

    private async Task<IEnumerable<string>> List(Party reader, bool? incomplete = null, string? after = null) => Assert.IsType<Ok<VehicleScrappingPage>>(
        (await ReadScrappingsEndpoint.List(incomplete, after, null, new(reader), book, Cancellation)).Result).Value!.Scrappings.Select(report => report.Id);

    private async Task<(Stage Stage, bool IsMissing)> Now(BatteryCode code)
    {
        var standing = (await store.Office.Read(code, Cancellation))!;
        return (standing.Stage, standing.Missing is not null);
    }

    private static string Text(VehicleScrapped answer) => JsonSerializer.Serialize(answer, TraceabilityJson.Options);

    private static string? Problem(IResult result) => (string?)Assert.IsType<ProblemHttpResult>(result).ProblemDetails.Extensions["code"];

    private static Act Act() => new() { By = Life.Maker.Id, Service = "tests", Rules = "tests/2026-01-01", OccurredAt = Life.MadeAt };
}
