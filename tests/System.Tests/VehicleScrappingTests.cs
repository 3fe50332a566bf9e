using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>Vehicles scrapped with and without their batteries, over HTTP.</summary>
public sealed class VehicleScrappingTests : IAsyncLifetime
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";
    private const int Vehicles = 40;
    private const string Complete = "LZ9AB1CD8RG100001";
    private const string Incomplete = "LZ9AB1CD2SG100002";
    private const string Swap = "1M8GDM9AXKP042788";
    private const string Repaired = "LSVAA4182E2184847";

    private readonly TemporaryFolder data = new();
    private readonly int port = StandaloneProcess.FreePort();
    private StandaloneProcess registry = null!;
    private PartyClient maker = null!;
    private PartyClient dismantler = null!;
    private PartyClient regulator = null!;

    public async ValueTask InitializeAsync()
    {
        registry = await StandaloneProcess.Start(data.Path, port, "--Operator:ClientSecret", AdministratorSecret);
        var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        maker = await administrator.Register("91520115MA0TEXT129", "Guizhou Cars", "520115", ["battery-maker", "vehicle-maker"], ["GZ9"]);
        dismantler = await administrator.Register("91520201MA0TEXT200", "Liupanshui Dismantling", "520201", ["dismantler", "collection-outlet"]);
        regulator = await administrator.Register("11520000MB0TEXT163", "Provincial industry department", "520000", ["regulator"]);
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        data.Dispose();
    }

    [Fact]
    public async Task A_car_is_scrapped_whole_and_one_without_its_battery_is_flagged_for_ever()
    {
        string[] packs = [.. Enumerable.Range(1, 5).Select(serial => Codes.Ncm('P', serial))];
        await Sell(packs[0], Complete);
        await Sell(packs[1], Incomplete);
        await Sell(packs[2], Swap);
        await Sell(packs[3], Repaired, packs[4]);

        var complete = await dismantler.Post(HttpStatusCode.Created, "/vehicle-scrappings", Scrapping(Complete, packs[0]));
        Assert.Equal("battery-retired", complete["receipts"]![0]!["kind"]!.GetValue<string>());

        var incomplete = await dismantler.Post(HttpStatusCode.Created, "/vehicle-scrappings", Scrapping(Incomplete), "key-1");
        var again = await dismantler.Post(HttpStatusCode.Created, "/vehicle-scrappings", Scrapping(Incomplete), "key-1");
        Assert.Equal(incomplete.ToJsonString(), again.ToJsonString());
        Assert.True(incomplete["scrapping"]!["incomplete"]!.GetValue<bool>());
        var twice = await dismantler.Post(HttpStatusCode.Conflict, "/vehicle-scrappings", Scrapping(Incomplete));
        Assert.Equal("vehicle-already-scrapped", twice["code"]!.GetValue<string>());

        var swap = await dismantler.Post(
            HttpStatusCode.Created,
            "/vehicle-scrappings",
            new { vin = Swap, occurredAt = "2026-10-08T10:00:00+08:00", batteries = Array.Empty<string>(), swapVehicle = true });
        Assert.Equal("swap-vehicle", swap["scrapping"]!["exemption"]!.GetValue<string>());

        var repaired = await dismantler.Post(HttpStatusCode.Created, "/vehicle-scrappings", Scrapping(Repaired, packs[4]));
        Assert.Empty(repaired["scrapping"]!["missing"]!.AsArray());
        Assert.Empty(repaired["scrapping"]!["warnings"]!.AsArray());

        var listed = await regulator.Get("/vehicle-scrappings?incomplete=true");
        Assert.Equal($"scrapping-{Incomplete}", Assert.Single(listed["scrappings"]!.AsArray())!["id"]!.GetValue<string>());
        Assert.Equal(4, (await regulator.Get("/vehicle-scrappings"))["scrappings"]!.AsArray().Count);
        await maker.Get($"/vehicle-scrappings/scrapping-{Incomplete}", HttpStatusCode.NotFound);
        await maker.Get($"/vehicles/{Incomplete}/batteries", HttpStatusCode.Forbidden);
        Assert.Equal([packs[1]], (await regulator.Get($"/vehicles/{Incomplete}/batteries"))["batteries"]!.AsArray().Select(pack => pack!.GetValue<string>()));

        await CheckMissing(packs[1], incomplete["receipts"]![0]!["sequence"]!.GetValue<int>());
        await CheckStock(packs[0]);
    }

    [Fact]
    public async Task Killed_while_vehicles_are_scrapped_each_report_is_there_with_all_of_its_entries_once_it_is_repeated()
    {
        var vehicles = Enumerable.Range(1, Vehicles).ToDictionary(
            number => $"WVWZZZ1JZXW{number:000000}", number => new[] { Codes.Ncm('P', 2 * number), Codes.Ncm('P', (2 * number) + 1) });
        var packs = vehicles.SelectMany(vehicle => vehicle.Value.Select(pack => (Vin: vehicle.Key, Pack: pack))).ToList();
        await All("/batteries", packs.Select(pack => new { battery = pack.Pack, occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack") }));
        await All("/installations", packs.Select(pack => new { battery = pack.Pack, occurredAt = "2026-07-01T08:00:00+08:00", vin = pack.Vin }));
        await Parallel.ForEachAsync(vehicles, async (vehicle, _) => await UntilKnown(vehicle.Key, vehicle.Value));

        var acknowledged = new ConcurrentDictionary<string, string>();
        var scrapping = vehicles.Keys.Select(vin => Scrap(dismantler, vin, acknowledged)).ToList();
        await Eventually.Holds(() => Task.FromResult(acknowledged.Count >= Vehicles / 4), TimeSpan.FromSeconds(60), () => registry.Output);
        await registry.Kill();
        await Task.WhenAll(scrapping);

        await using var restarted = await StandaloneProcess.Start(data.Path, port);
        var survivor = await PartyClient.LogIn(restarted.Address, dismantler.Id, dismantler.ClientId, dismantler.Secret);
        var repeated = new ConcurrentDictionary<string, string>();
        await Eventually.Holds(
            async () =>
            {
                await Task.WhenAll(vehicles.Keys.Except(repeated.Keys).Select(vin => Scrap(survivor, vin, repeated)));
                return repeated.Count == Vehicles;
            },
            TimeSpan.FromSeconds(60),
            () => restarted.Output);

        Assert.All(acknowledged, report => Assert.Equal(report.Value, repeated[report.Key]));
        Assert.All(repeated, report => Assert.Equal(
            vehicles[report.Key].Select(pack => (pack, 3)),
            JsonNode.Parse(report.Value)!["receipts"]!.AsArray().Select(receipt => (receipt!["battery"]!.GetValue<string>(), receipt["sequence"]!.GetValue<int>()))));
    }

    private static async Task Scrap(PartyClient dismantler, string vin, ConcurrentDictionary<string, string> reports)
    {
        try
        {
            using var answer = await dismantler.Send("/vehicle-scrappings", Scrapping(vin), $"key-{vin}");
            if (answer.StatusCode == HttpStatusCode.Created)
            {
                reports[vin] = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            }
        }
        catch (HttpRequestException)
        {
            // The process was killed before it answered.
        }
    }

    private Task<JsonObject> All<T>(string path, IEnumerable<T> lines) => maker.Post(HttpStatusCode.Created, path, new { batteries = lines.ToArray() });

    private async Task CheckMissing(string pack, int sequence)
    {
        var history = await regulator.Get($"/audit/batteries/{pack}?atLeast={sequence}");
        Assert.Equal("missing-at-scrapping", history["entries"]![sequence - 1]!["kind"]!.GetValue<string>());
        Assert.Equal($"scrapping-{Incomplete}", history["standing"]!["missing"]!["scrapping"]!.GetValue<string>());
        Assert.Equal("installed", history["standing"]!["stage"]!.GetValue<string>());

        // It turns up at somebody else's.
        var found = await dismantler.Record("/retirements", new { battery = pack, reason = "fault", vin = Incomplete, occurredAt = "2026-11-02T10:00:00+08:00" });
        history = await regulator.Get($"/audit/batteries/{pack}?atLeast={found["sequence"]}");
        Assert.Null(history["standing"]!["missing"]);
        Assert.Contains(history["entries"]!.AsArray(), entry => entry!["kind"]!.GetValue<string>() == "missing-at-scrapping");
    }

    private async Task CheckStock(string pack)
    {
        var judgement = new { judgedAt = "2026-10-08T11:00:00+08:00", checklist = "C-1", findings = Array.Empty<string>() };
        await dismantler.Record("/private-collections", new { battery = pack, occurredAt = "2026-10-08T12:00:00+08:00", collectorJudgement = judgement });
        var text = "";
        await Eventually.Holds(
            async () =>
            {
                var stock = await regulator.Get($"/outlets/{dismantler.Id}/stock");
                text = stock.ToJsonString();
                return stock["count"]!.GetValue<int>() == 1 && stock["massKg"]!.GetValue<decimal>() == 340 && stock["limitKg"]!.GetValue<decimal>() == 5000;
            },
            TimeSpan.FromSeconds(10),
            () => text);
        Assert.Equal("outlet-unknown", (await maker.Get($"/outlets/{dismantler.Id}/stock", HttpStatusCode.NotFound))["code"]!.GetValue<string>());
    }

    private async Task Sell(string pack, string vin, string? replacedBy = null)
    {
        await Register(pack);
        await maker.Record("/installations", new { battery = pack, occurredAt = "2026-07-01T08:00:00+08:00", vin });
        if (replacedBy is not null)
        {
            await Register(replacedBy);
            await maker.Record("/replacements", new { battery = pack, by = replacedBy, vin, reason = "replacement", occurredAt = "2026-07-20T08:00:00+08:00" });
        }

        var owner = await maker.Post(HttpStatusCode.Created, "/owners", new { name = "Zhang San" });
        await maker.Record(
            "/private-sales",
            new { battery = replacedBy ?? pack, occurredAt = "2026-08-01T08:00:00+08:00", owner = owner["reference"]!.GetValue<string>() });
        await UntilKnown(vin, replacedBy ?? pack);
    }

    private Task<JsonObject> Register(string pack) =>
        maker.Record("/batteries", new { battery = pack, occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack") });

    private async Task UntilKnown(string vin, params string[] packs)
    {
        var text = "";
        await Eventually.Holds(
            async () =>
            {
                var known = await dismantler.Get($"/vehicles/{vin}/batteries");
                text = known.ToJsonString();
                return known["batteries"]!.AsArray().Select(pack => pack!.GetValue<string>()).SequenceEqual(packs);
            },
            TimeSpan.FromSeconds(10),
            () => text);
    }

    private static object Scrapping(string vin, params string[] batteries) => new { vin, occurredAt = "2026-10-08T10:00:00+08:00", batteries };
}
