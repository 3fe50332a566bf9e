using System.Net;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>What batteries were made of, on its way through two recyclers into a new battery, over HTTP and through kills.</summary>
public sealed class MaterialTests : IAsyncLifetime
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";

    private static readonly int[] PartsKg = [20, 10];

    private readonly TemporaryFolder data = new();
    private readonly int port = StandaloneProcess.FreePort();
    private StandaloneProcess registry = null!;
    private PartyClient works = null!;
    private PartyClient refinery = null!;
    private PartyClient regulator = null!;

    public async ValueTask InitializeAsync()
    {
        registry = await StandaloneProcess.Start(data.Path, port, "--Operator:ClientSecret", AdministratorSecret);
        var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        works = await administrator.Register("91520115MA0TEXT129", "Guizhou Battery and Recovery", "520115", ["battery-maker", "recycler"], ["GZ9"]);
        refinery = await administrator.Register("91520603MA0TEXT63Y", "Tongren Refinery", "520603", ["recycler"]);
        regulator = await administrator.Register("11520000MB0TEXT163", "Provincial industry department", "520000", ["regulator"]);
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        data.Dispose();
    }

    [Fact]
    public async Task From_old_batteries_over_black_mass_and_salts_into_a_new_battery_and_not_a_gram_more()
    {
        var batteries = new[] { await InStore(1), await InStore(2) };
        var assay = new { lithium = 3.5, nickel = 18, cobalt = 6, manganese = 5.6, copper = 1.2, aluminium = 0.9 };
        var crushing = await Treat(works, new
        {
            process = "mechanical-separation", occurredAt = "2026-09-01T09:00:00+08:00", batteries = batteries.Select(battery => new { battery }), lossKg = 12.5,
            outputs = new object[] { new { material = "black-mass", massKg = 340, assayPercent = assay }, new { material = "copper", massKg = 70 } },
            residues = new[] { new { kind = "hazardous", massKg = 20, description = "separator and electrolyte", wasteCode = "HW49" } },
        });
        var powder = await Ship(works, LotOf(crushing, 0), 340, refinery, "2026-09-05");
        var leaching = await Treat(refinery, new
        {
            process = "hydrometallurgy", occurredAt = "2026-09-10T09:00:00+08:00", batteries = Array.Empty<object>(), lots = new[] { new { lot = powder, massKg = 300 } },
            outputs = new object[] { new { material = "lithium-carbonate", massKg = 51, purityPercent = 99.5 }, new { material = "nickel-sulfate", massKg = 238 } },
            water = new { usedM3 = 20, reusedM3 = 18.5 }, energy = new { electricityKwh = 900 },
        });
        await CheckRecovery(leaching);

        var parts = await refinery.Post(
            HttpStatusCode.Created, $"/lots/{LotOf(leaching, 0)}/splits", new { occurredAt = "2026-09-11T09:00:00+08:00", partsKg = PartsKg });
        var carbonate = await Ship(refinery, parts["parts"]![0]!["lot"]!.GetValue<string>(), 12, works, "2026-10-01");
        await works.Record("/batteries", Citing(11, carbonate, 7), "cite");
        await works.Record("/batteries", Citing(11, carbonate, 7), "cite");
        Assert.Equal("lot-exhausted", Code(await works.Refused(HttpStatusCode.Conflict, "/batteries", Citing(12, carbonate, 7))));
        Assert.Equal("lot-unknown", Code(await works.Refused(HttpStatusCode.NotFound, "/batteries", Citing(12, LotOf(leaching, 1), 1))));
        Assert.Equal(5, (await works.Get($"/lots/{carbonate}"))["remainingKg"]!.GetValue<decimal>());

        await CheckBalances();
    }

    [Fact]
    public async Task Killed_while_many_cells_cite_one_lot_nothing_is_cited_twice_or_beyond_what_there_is()
    {
        var crushing = await Treat(works, new
        {
            process = "hydrometallurgy", occurredAt = "2026-09-01T09:00:00+08:00", batteries = new[] { new { battery = await InStore(1) } },
            outputs = new object[] { new { material = "lithium-carbonate", massKg = 30 } },
        });
        var lot = LotOf(crushing, 0);
        var acknowledged = 0;
        var citing = Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            try
            {
                for (var i = 0; i < 100; i++)
                {
                    using var answer = await works.Send("/batteries", new { batteries = new[] { Citing((client * 1000) + i + 100, lot, 0.1m) } }, $"cite-{client}-{i}");
                    Interlocked.Add(ref acknowledged, answer.StatusCode == HttpStatusCode.Created ? 1 : 0);
                }
            }
            catch (HttpRequestException)
            {
                // The process was killed, as it should be.
            }
        })).ToArray();
        await Eventually.Holds(() => Task.FromResult(Volatile.Read(ref acknowledged) > 60), TimeSpan.FromSeconds(60), () => registry.Output);
        await registry.Kill();
        await Task.WhenAll(citing);
        await registry.DisposeAsync();

        registry = await StandaloneProcess.Start(data.Path, port, "--Operator:ClientSecret", AdministratorSecret);
        works = await PartyClient.LogIn(registry.Address, works.Id, works.ClientId, works.Secret);
        JsonObject after = [];
        await Eventually.Holds(
            async () =>
            {
                after = await works.Get($"/lots/{lot}");
                return after["uses"]!.AsArray().All(use => use!["settled"]!.GetValue<bool>());
            },
            TimeSpan.FromSeconds(30),
            () => after.ToJsonString());
        var uses = after["uses"]!.AsArray();
        Assert.True(uses.Count >= acknowledged, $"{uses.Count} uses for {acknowledged} receipts");
        Assert.Equal(30 - (0.1m * uses.Count), after["remainingKg"]!.GetValue<decimal>());
        await Parallel.ForEachAsync(uses.ToList(), async (use, _) => await works.Get($"/audit/batteries/{use!["battery"]!.GetValue<string>()}?atLeast=1"));
    }

    private async Task CheckRecovery(JsonObject leaching)
    {
        var recovery = await refinery.Get($"/treatments/{leaching["id"]!.GetValue<string>()}/recovery");
        var lithium = recovery["indicators"]!.AsArray().First(result => result!["indicator"]!.GetValue<string>() == "lithium")!;
        Assert.Equal(("met", 90.8m, 90m), (lithium["status"]!.GetValue<string>(), lithium["value"]!.GetValue<decimal>(), lithium["limit"]!.GetValue<decimal>()));
        var water = recovery["indicators"]!.AsArray().Single(result => result!["indicator"]!.GetValue<string>() == "water-reuse")!;
        Assert.Equal("met", water["status"]!.GetValue<string>());
        var flagged = await regulator.Get("/treatments?flag=recovery-above-all");
        Assert.Empty(flagged["treatments"]!.AsArray());
    }

    private async Task CheckBalances()
    {
        JsonObject balance = [];
        await Eventually.Holds(
            async () =>
            {
                balance = await regulator.Get($"/recycling/balance?party={refinery.Id}&from=2026-01&to=2026-10");
                return balance["treatments"]!.GetValue<int>() == 1;
            },
            TimeSpan.FromSeconds(30),
            () => balance.ToJsonString());
        var lithium = balance["metals"]![0]!;
        Assert.Equal((11.9m, 9.533m, 1.4m), (Kg("expectedInKg"), Kg("recoveredKg"), Kg("inProcessKg")));
        var works = await this.works.Get("/recycling/balance");
        Assert.Equal(11.9m, works["metals"]![0]!["passedOnKg"]!.GetValue<decimal>());
        Assert.Equal("balance-not-yours", Code(await this.works.Get($"/recycling/balance?party={refinery.Id}", HttpStatusCode.Forbidden)));
        Assert.Equal("months-out-of-range", Code(await this.works.Get("/recycling/balance?from=2026-11&to=2026-01", HttpStatusCode.BadRequest)));

        decimal Kg(string member) => lithium[member]!.GetValue<decimal>();
    }

    private async Task<string> InStore(int serial)
    {
        var battery = Codes.Ncm('P', serial);
        await works.Record("/batteries", new { battery, occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack") });
        await works.Record("/retirements", new { battery, reason = "fault", occurredAt = "2026-08-01T08:00:00+08:00" });
        await works.Record("/health-assessments", new
        {
            battery, testedOn = "2026-08-02", dischargeCapacityAh = 40, occurredAt = "2026-08-02T16:00:00+08:00", laboratory = "Bench 2", equipment = "BT-500",
            calibration = "GZ-114", ambientCelsius = 25, cRate = 0.33, openCircuitVoltageV = 352, findings = Array.Empty<string>(),
        });
        await works.Record("/dispositions", new { battery, disposition = "recycling", occurredAt = "2026-08-03T08:00:00+08:00" });
        await works.Record("/intakes", new { battery, massKg = 340, occurredAt = "2026-08-04T09:00:00+08:00" });
        return battery;
    }

    private static async Task<JsonObject> Treat(PartyClient recycler, object step) =>
        (await recycler.Post(HttpStatusCode.Created, "/treatments", step))["treatment"]!.AsObject();

    private static async Task<string> Ship(PartyClient owner, string lot, decimal massKg, PartyClient to, string day) => (await owner.Post(
        HttpStatusCode.Created, $"/lots/{lot}/shipments", new { to = to.Id, massKg, occurredAt = $"{day}T09:00:00+08:00" }))["lot"]!.GetValue<string>();

    private static object Citing(int serial, string lot, decimal massKg) => new
    {
        battery = Codes.Ncm('P', serial), occurredAt = "2026-10-10T08:00:00+08:00", nameplate = Codes.Nameplate("pack"), recycledContent = new[] { new { lot, massKg } },
    };

    private static string LotOf(JsonObject treatment, int output) => treatment["lots"]![output]!["lot"]!.GetValue<string>();

    private static string Code(JsonObject problem) => problem["code"]!.GetValue<string>();
}
