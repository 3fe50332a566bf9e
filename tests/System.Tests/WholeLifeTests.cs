using System.Net;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>The whole life of batteries over HTTP: the real process, a real file, plain JSON.</summary>
public sealed class WholeLifeTests
{
    private const string Vin = "LZ9AB1CD8RG100001";
    private const string Product = "GZ7PE01G8L0000001RP";
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";

    private static readonly string Pack = Codes.Ncm('P', 1);

    private static readonly object[] Permits =
    [
        new { kind = "investment-filing", number = "F-1", validFrom = "2024-01-01" },
        new { kind = "environmental-impact-assessment", number = "E-1", validFrom = "2024-01-01" },
        new { kind = "pollutant-discharge", number = "P-1", validFrom = "2024-01-01" },
    ];

    [Fact]
    public async Task From_the_cell_to_recovered_metal_every_step_is_one_sealed_entry()
    {
        using var data = new TemporaryFolder();
        var port = StandaloneProcess.FreePort();
        string[] settings = ["--Operator:ClientSecret", AdministratorSecret];
        PartyClient regulator;
        await using (var registry = await StandaloneProcess.Start(data.Path, port, settings))
        {
            regulator = await Live(registry.Address, await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret));
        }

        await using var restarted = await StandaloneProcess.Start(data.Path, port, settings);
        var again = await PartyClient.LogIn(restarted.Address, regulator.Id, regulator.ClientId, regulator.Secret);
        await CheckHistories(again);
        await CheckHistories(regulator);
    }

    /// <summary>Leads a pack from the cell to recovered metal, and gives the regulator who may read it.</summary>
    internal static async Task<PartyClient> Live(Uri registry, PartyClient administrator)
    {
        var maker = await administrator.Register("91520115MA0TEXT129", "Guizhou Battery", "520115", ["battery-maker", "vehicle-maker"], ["GZ9"]);
        var dealer = await administrator.Register("91520303MA0TEXT39Y", "Zunyi Cars", "520303", ["dealer"]);
        var outlet = await administrator.Register("91520402MA0TEXT47G", "Anshun Take-back", "520402", ["collection-outlet"]);
        var reuse = await administrator.Register("91520502MA0TEXT55G", "Bijie Second Life", "520502", ["second-life-user"], ["GZ7"], Permits);
        var recycler = await administrator.Register("91520603MA0TEXT63Y", "Tongren Recycling", "520603", ["recycler"], null, Permits);
        var material = await administrator.Register("91522702MA0TEXT719", "Fuquan Materials", "522702", ["material-maker"]);
        var regulator = await administrator.Register("11520000MB0TEXT163", "Provincial industry department", "520000", ["regulator"]);

        await BuildAndSell(maker, dealer, Pack);
        await Retire(outlet, Pack);
        await Move(outlet, reuse, Pack, "2026-08-03", "2026-08-05");
        await GiveSecondLife(reuse, Pack, Product);
        await RetireAgain(reuse, Product);
        await Move(reuse, recycler, Product, "2026-10-05", "2026-10-07");
        await Recycle(recycler, material, Product);

        await CheckHistories(regulator);
        await CheckWhoReads(dealer, material, Pack, registry);
        await CheckNothingFollowsTheEnd(recycler, Product);
        return regulator;
    }

    private static async Task BuildAndSell(PartyClient maker, PartyClient dealer, string pack)
    {
        string[] cells = [Codes.Ncm('C', 1), Codes.Ncm('C', 2)];
        foreach (var cell in cells)
        {
            await maker.Record("/batteries", new { battery = cell, occurredAt = "2026-06-19T10:00:00+08:00", nameplate = Codes.Nameplate("cell") });
        }

        var line = new { battery = pack, occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack"), parts = cells };
        var receipt = await maker.Record("/batteries", line, "the-pack");
        Assert.Contains(receipt["warnings"]!.AsArray(), warning => warning!["code"]!.GetValue<string>() == "parts-energy-implausible");
        var repeated = await maker.Record("/batteries", line, "the-pack");
        Assert.Equal(receipt.ToJsonString(), repeated.ToJsonString());

        var builtIn = await maker.Refused(HttpStatusCode.Conflict, "/installations", new { battery = cells[0], occurredAt = "2026-06-25T08:00:00+08:00", vin = Vin });
        Assert.Equal("battery-built-in", builtIn["code"]!.GetValue<string>());

        await maker.Record("/corrections", new
        {
            battery = pack, occurredAt = "2026-06-22T08:00:00+08:00", corrects = 1, reason = "Scale ticket 17 read wrongly.", nameplate = Codes.Nameplate("pack"),
        });
        await maker.Record("/installations", new { battery = pack, occurredAt = "2026-06-25T08:00:00+08:00", vin = Vin });
        await Transfer(maker, dealer, "sale", [new { battery = pack }], "2026-06-26", new { occurredAt = "2026-06-27T08:00:00+08:00" });
        var owner = await dealer.Post(HttpStatusCode.Created, "/owners", new { name = "A person" });
        await dealer.Record("/private-sales", new { battery = pack, occurredAt = "2026-07-01T08:00:00+08:00", owner = owner["reference"]!.GetValue<string>() });
    }

    private static async Task Retire(PartyClient outlet, string pack)
    {
        await outlet.Record("/retirements", new { battery = pack, reason = "accident", vin = Vin, occurredAt = "2026-08-01T08:00:00+08:00" });
        var unsafeToMove = await outlet.Refused(
            HttpStatusCode.UnprocessableEntity, "/private-collections", new { battery = pack, occurredAt = "2026-08-01T09:00:00+08:00" });
        Assert.Equal("safety-judgement-missing", unsafeToMove["code"]!.GetValue<string>());
        await outlet.Record("/private-collections", new
        {
            battery = pack, occurredAt = "2026-08-01T09:00:00+08:00", collectorJudgement = Safe("2026-08-01T08:30:00+08:00"),
        });
    }

    private static async Task Move(PartyClient from, PartyClient to, string battery, string offeredOn, string acceptedOn) => await Transfer(
        from, to, "collection",
        [new { battery, consignorJudgement = Safe($"{offeredOn}T07:00:00+08:00") }],
        offeredOn,
        new { occurredAt = $"{acceptedOn}T08:00:00+08:00", consigneeJudgement = Safe($"{acceptedOn}T07:00:00+08:00") });

    private static async Task Transfer(PartyClient from, PartyClient to, string type, object[] batteries, string offeredOn, object acceptance)
    {
        var offer = await from.Post(HttpStatusCode.Created, "/transfers", new
        {
            type, to = to.Id, batteries, occurredAt = $"{offeredOn}T08:00:00+08:00", expiresAt = DateTimeOffset.UtcNow.AddDays(30),
        });
        await to.Post(HttpStatusCode.Created, $"/transfers/{offer["transfer"]!.GetValue<string>()}/acceptance", acceptance);
    }

    private static async Task GiveSecondLife(PartyClient reuse, string pack, string product)
    {
        var early = await reuse.Refused(
            HttpStatusCode.Conflict, "/dispositions", new { battery = pack, disposition = "second-life", occurredAt = "2026-08-06T08:00:00+08:00" });
        Assert.Equal("no-assessment", early["code"]!.GetValue<string>());
        await reuse.Record("/health-assessments", Test(pack, "2026-08-10", 123));
        await reuse.Record("/dispositions", new { battery = pack, disposition = "second-life", occurredAt = "2026-08-11T08:00:00+08:00" });
        await reuse.Post(HttpStatusCode.Created, "/products", new
        {
            product, occurredAt = "2026-08-20T18:00:00+08:00", origins = new[] { new { battery = pack } },
            nameplate = new { level = "pack", chemistry = "NCM622", capacityAh = 120, voltageV = 350, energyKwh = 42, massKg = 345, model = "S42", producedOn = "2026-08-20" },
        });
        await reuse.Record("/deployments", new { battery = product, application = "stationary-storage", site = "Park 7", occurredAt = "2026-08-25T08:00:00+08:00" });
        var forbidden = await reuse.Refused(
            HttpStatusCode.Conflict, "/deployments", new { battery = product, application = "stationary-storage", site = "Park 8", occurredAt = "2026-08-26T08:00:00+08:00" });
        Assert.Equal("wrong-stage", forbidden["code"]!.GetValue<string>());
        await reuse.Record("/deployment-moves", new { battery = product, site = "Park 8", occurredAt = "2026-09-01T08:00:00+08:00" });
    }

    private static async Task RetireAgain(PartyClient reuse, string product)
    {
        await reuse.Record("/take-backs", new { battery = product, reason = "Service.", occurredAt = "2026-09-20T08:00:00+08:00" });
        await reuse.Record("/retirements", new { battery = product, reason = "fault", occurredAt = "2026-10-01T08:00:00+08:00" });
        await reuse.Record("/health-assessments", Test(product, "2026-10-02", 50));
        await reuse.Record("/dispositions", new { battery = product, disposition = "recycling", occurredAt = "2026-10-03T08:00:00+08:00" });
    }

    private static async Task Recycle(PartyClient recycler, PartyClient material, string product)
    {
        await recycler.Record("/intakes", new { battery = product, massKg = 344.2, occurredAt = "2026-10-07T09:00:00+08:00" });
        var treated = await recycler.Post(HttpStatusCode.Created, "/treatments", new
        {
            process = "hydrometallurgy", occurredAt = "2026-10-20T09:00:00+08:00", batteries = new[] { new { battery = product } },
            outputs = new object[] { new { material = "nickel-sulfate", massKg = 110.0, purityPercent = 99.0 }, new { material = "copper", massKg = 28.5 } },
        });
        var lot = treated["treatment"]!["lots"]![0]!["lot"]!.GetValue<string>();
        await recycler.Post(HttpStatusCode.Created, $"/lots/{lot}/shipments", new { to = material.Id, massKg = 100.0, occurredAt = "2026-10-25T09:00:00+08:00" });
        var exhausted = await recycler.Post(
            HttpStatusCode.Conflict, $"/lots/{lot}/shipments", new { to = material.Id, massKg = 50.0, occurredAt = "2026-10-26T09:00:00+08:00" });
        Assert.Equal("lot-exhausted", exhausted["code"]!.GetValue<string>());
    }

    private static async Task CheckHistories(PartyClient regulator)
    {
        string[] packKinds =
        [
            "battery-registered", "battery-corrected", "battery-installed", "transfer-offered", "transfer-accepted", "sold-to-private-owner", "battery-retired",
            "collected-from-private-owner", "transfer-offered", "transfer-accepted", "health-assessed", "disposition-decided", "made-into-product",
        ];
        string[] productKinds =
        [
            "product-registered", "product-deployed", "product-moved", "product-taken-back", "battery-retired", "health-assessed", "disposition-decided",
            "transfer-offered", "transfer-accepted", "battery-received", "battery-treated",
        ];
        foreach (var (code, kinds) in new[] { (Pack, packKinds), (Product, productKinds) })
        {
            var history = await regulator.Get($"/audit/batteries/{code}?atLeast={kinds.Length}");
            Assert.Equal(kinds, history["entries"]!.AsArray().Select(entry => entry!["kind"]!.GetValue<string>()));
            var verification = await regulator.Get($"/audit/batteries/{code}/verification");
            Assert.True(verification["valid"]!.GetValue<bool>(), verification.ToJsonString());
        }
    }

    private static async Task CheckWhoReads(PartyClient dealer, PartyClient stranger, string pack, Uri address)
    {
        await dealer.Get($"/audit/batteries/{pack}");
        var refused = await stranger.Get($"/audit/batteries/{pack}", HttpStatusCode.Forbidden);
        Assert.Equal("dossier-not-yours", refused["code"]!.GetValue<string>());

        using var anyone = new HttpClient { BaseAddress = address };
        var passport = JsonNode.Parse(await anyone.GetStringAsync($"/passport/{pack}"))!;
        Assert.Equal("made-into-product", passport["stage"]!.GetValue<string>());
        Assert.DoesNotContain(Vin, passport.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anyone.GetAsync($"/audit/batteries/{pack}")).StatusCode);
    }

    private static async Task CheckNothingFollowsTheEnd(PartyClient recycler, string product)
    {
        var ended = await recycler.Refused(HttpStatusCode.Conflict, "/intakes", new { battery = product, massKg = 1, occurredAt = "2026-10-21T09:00:00+08:00" });
        Assert.Equal("battery-ended", ended["code"]!.GetValue<string>());
    }

    private static object Safe(string judgedAt) => new { judgedAt, checklist = "C-1", findings = Array.Empty<string>() };

    private static object Test(string battery, string testedOn, decimal dischargeCapacityAh) => new
    {
        battery, testedOn, dischargeCapacityAh, occurredAt = $"{testedOn}T16:00:00+08:00", laboratory = "Bench 2", equipment = "BT-500", calibration = "GZ-114",
        ambientCelsius = 25, cRate = 0.33, openCircuitVoltageV = 352, findings = Array.Empty<string>(),
    };
}
