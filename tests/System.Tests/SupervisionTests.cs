using System.Net;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>What a regulator can ask of the running registry: who has what, what came of it, and what somebody tried in vain.</summary>
public sealed class SupervisionTests
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly object[] Permits =
    [
        new { kind = "investment-filing", number = "F-1", validFrom = "2024-01-01" },
        new { kind = "environmental-impact-assessment", number = "E-1", validFrom = "2024-01-01" },
        new { kind = "pollutant-discharge", number = "P-1", validFrom = "2024-01-01" },
    ];

    [Fact]
    public async Task A_regulator_finds_batteries_their_families_and_what_was_refused()
    {
        using var data = new TemporaryFolder();
        await using var registry = await StandaloneProcess.Start(data.Path, null, "--Operator:ClientSecret", AdministratorSecret);
        var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        var maker = await administrator.Register("91520115MA0TEXT129", "Guizhou Battery", "520115", ["battery-maker"], ["GZ9"]);
        var copyist = await administrator.Register("91520303MA0TEXT39Y", "Zunyi Cells", "520303", ["battery-maker"], ["GZ7"]);
        var recycler = await administrator.Register("91520603MA0TEXT63Y", "Tongren Recycling", "520603", ["recycler", "battery-maker"], ["GZ8"], Permits);
        var lapsed = await administrator.Register("91520502MA0TEXT55G", "Bijie Recycling", "520502", ["recycler"]);
        var province = await administrator.Register("11520000MB0TEXT163", "Provincial industry department", "520000", ["regulator"]);
        var anshun = await administrator.Register("91520402MA0TEXT47G", "Anshun industry bureau", "520402", ["regulator"]);
        var (cell, pack, fresh) = (Codes.Ncm('C', 1), Codes.Ncm('P', 1), "GZ8CE0100000A1G6K0000002");

        await maker.Record("/batteries", new { battery = cell, occurredAt = "2026-06-19T10:00:00+08:00", nameplate = Codes.Nameplate("cell") });
        await maker.Record("/batteries", new { battery = pack, occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack"), parts = new[] { cell } });
        await copyist.Refused(HttpStatusCode.Conflict, "/batteries", new { battery = pack, occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack") });
        await maker.Record("/retirements", new { battery = pack, reason = "fault", occurredAt = "2026-08-01T08:00:00+08:00" });
        await Offer(HttpStatusCode.UnprocessableEntity, maker, lapsed, pack);

        await Shows(province, $"/audit/batteries?holder={maker.Id}&stage=retired&region=520100", "batteries", "battery", [pack]);
        await Shows(maker, "/audit/batteries?level=cell", "batteries", "builtInto", [pack]);
        await Shows(anshun, "/audit/batteries", "batteries", "battery", []);
        await Shows(province, $"/audit/refusals?battery={pack}", "attempts", "problem", ["battery-exists", "receiver-permit-not-valid"]);
        await Shows(copyist, "/audit/refusals", "attempts", "battery", [pack]);
        await Shows(anshun, "/audit/refusals", "attempts", "problem", []);

        var lot = await Recycle(maker, recycler, pack);
        await recycler.Record("/batteries", new
        {
            battery = fresh, occurredAt = "2026-10-28T10:00:00+08:00", nameplate = Codes.Nameplate("cell"), recycledContent = new[] { new { lot, massKg = 0.5 } },
        });
        await Shows(recycler, $"/audit/batteries/{fresh}/material-origins?atLeast=1", "origins", "battery", [pack]);
        await Shows(province, $"/audit/batteries/{pack}/material-uses", "uses", "battery", [fresh]);
        await Shows(province, $"/audit/batteries/{cell}/family?direction=into", "links", "kind", ["part-of", "recovered-as", "treated-in", "used-in"]);
        await Shows(recycler, $"/audit/batteries/{fresh}/family?direction=from&depth=1", "nodes", "id", [fresh, lot]);

        await CheckWhatIsRefused(maker, anshun, pack);
    }

    private static async Task CheckWhatIsRefused(PartyClient maker, PartyClient stranger, string pack)
    {
        foreach (var (path, code) in new[]
        {
            ("/audit/batteries?stage=burnt", "malformed-parameter"), ("/audit/batteries?limit=0", "number-out-of-range"), ("/audit/batteries?vin=X", "vin-length"),
            ($"/audit/batteries/{pack}/family?after=x", "malformed-parameter"), ($"/audit/batteries/{pack}/family?direction=sideways", "malformed-parameter"),
            ($"/audit/batteries/{pack}/material-origins?after=x", "malformed-parameter"), ("/audit/refusals?problem=%01", "text-not-usable"),
        })
        {
            Assert.Equal(code, (await maker.Get(path, HttpStatusCode.BadRequest))["code"]!.GetValue<string>());
        }

        Assert.Equal("material-unknown", (await maker.Get("/audit/lots/lot-none/family", HttpStatusCode.NotFound))["code"]!.GetValue<string>());
        Assert.Equal("dossier-not-yours", (await stranger.Get($"/audit/batteries/{pack}/family", HttpStatusCode.Forbidden))["code"]!.GetValue<string>());
    }

    // What is asked for is a copy that may not have caught up.
    private static async Task Shows(PartyClient reader, string path, string list, string member, string[] expected)
    {
        JsonObject? page = null;
        await Eventually.Holds(
            async () => (page = await reader.Get(path))[list]!.AsArray()
                .Select(item => item![member]?.GetValue<string>()).Distinct().Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)),
            Patience,
            () => $"{path}: {page}");
    }

    private static async Task<string> Recycle(PartyClient maker, PartyClient recycler, string pack)
    {
        var transfer = (await Offer(HttpStatusCode.Created, maker, recycler, pack))["transfer"]!.GetValue<string>();
        await recycler.Post(HttpStatusCode.Created, $"/transfers/{transfer}/acceptance", new { occurredAt = "2026-08-04T08:00:00+08:00", consigneeJudgement = Safe("2026-08-04T07:30:00+08:00") });
        await recycler.Record("/intakes", new { battery = pack, massKg = 339.0, occurredAt = "2026-08-05T09:00:00+08:00" });
        await recycler.Record("/health-assessments", new
        {
            battery = pack, testedOn = "2026-08-06", dischargeCapacityAh = 60, occurredAt = "2026-08-06T16:00:00+08:00", laboratory = "Bench 2", equipment = "BT-500",
            calibration = "GZ-114", ambientCelsius = 25, cRate = 0.33, openCircuitVoltageV = 352, findings = Array.Empty<string>(),
        });
        await recycler.Record("/dispositions", new { battery = pack, disposition = "recycling", occurredAt = "2026-08-07T08:00:00+08:00" });
        var treated = await recycler.Post(HttpStatusCode.Created, "/treatments", new
        {
            process = "hydrometallurgy", occurredAt = "2026-08-20T09:00:00+08:00", batteries = new[] { new { battery = pack } },
            outputs = new object[] { new { material = "nickel-sulfate", massKg = 110.0, purityPercent = 99.0 } },
        });
        return treated["treatment"]!["lots"]![0]!["lot"]!.GetValue<string>();
    }

    private static Task<JsonObject> Offer(HttpStatusCode expected, PartyClient from, PartyClient to, string battery) => from.Post(expected, "/transfers", new
    {
        type = "collection", to = to.Id, occurredAt = "2026-08-02T08:00:00+08:00", expiresAt = DateTimeOffset.UtcNow.AddDays(30),
        batteries = new[] { new { battery, consignorJudgement = Safe("2026-08-02T07:00:00+08:00") } },
    });

    private static object Safe(string judgedAt) => new { judgedAt, checklist = "C-1", findings = Array.Empty<string>() };
}
