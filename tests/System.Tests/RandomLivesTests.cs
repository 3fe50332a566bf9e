using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>Random commands of several parties at once, over HTTP: whatever comes, the dossiers stay whole.</summary>
public sealed class RandomLivesTests
{
    private const int Workers = 4;
    private const int CommandsPerWorker = 250;
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";
    private const string Vin = "LZ9AB1CD8RG100001";

    private static readonly string[] Batteries = [.. Enumerable.Range(1, 24).Select(serial => Codes.Ncm('P', serial)), .. Enumerable.Range(1, 6).Select(serial => $"GZ7PE01G8L{serial:0000000}RP")];
    private static readonly string[] Ends = ["made-into-product", "battery-treated"];
    private static readonly string[] ChangesOfHolder =
        ["battery-registered", "product-registered", "transfer-accepted", "sold-to-private-owner", "collected-from-private-owner"];

    private readonly ConcurrentBag<string> openTransfers = [];
    private readonly ConcurrentDictionary<string, int> answers = new();
    private int minute;

    [Fact]
    public async Task Whatever_parties_do_at_once_every_chain_holds_and_nothing_follows_an_end()
    {
        using var data = new TemporaryFolder();
        await using var registry = await StandaloneProcess.Start(data.Path, null, "--Operator:ClientSecret", AdministratorSecret);
        var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        var parties = await Register(administrator);
        var regulator = await administrator.Register("11520000MB0TEXT163", "Provincial industry department", "520000", ["regulator"]);
        var owner = (await parties[1].Post(HttpStatusCode.Created, "/owners", new { name = "A person" }))["reference"]!.GetValue<string>();

        var seed = Environment.TickCount;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Act(new Random(seed + worker), parties, regulator, owner)));

        var reached = new HashSet<string>();
        foreach (var battery in Batteries)
        {
            reached.UnionWith(await Check(regulator, battery));
        }

        Assert.True(
            reached.IsSupersetOf(["battery-installed", "transfer-accepted", "battery-retired", "health-assessed", "disposition-decided"]),
            $"Seed {seed} reached only {string.Join(", ", reached)}; answers {string.Join(", ", answers)}.");
    }

    private static async Task<PartyClient[]> Register(PartyClient administrator)
    {
        object[] permits =
        [
            new { kind = "investment-filing", number = "F-1", validFrom = "2024-01-01" },
            new { kind = "environmental-impact-assessment", number = "E-1", validFrom = "2024-01-01" },
            new { kind = "pollutant-discharge", number = "P-1", validFrom = "2024-01-01" },
        ];
        return
        [
            await administrator.Register("91520115MA0TEXT129", "Guizhou Battery", "520115", ["battery-maker", "vehicle-maker"], ["GZ9"]),
            await administrator.Register("91520303MA0TEXT39Y", "Zunyi Cars", "520303", ["dealer", "collection-outlet"]),
            await administrator.Register("91520502MA0TEXT55G", "Bijie Second Life", "520502", ["second-life-user"], ["GZ7"], permits),
            await administrator.Register("91520603MA0TEXT63Y", "Tongren Recycling", "520603", ["recycler"], null, permits),
        ];
    }

    private async Task Act(Random random, PartyClient[] parties, PartyClient regulator, string owner)
    {
        for (var i = 0; i < CommandsPerWorker; i++)
        {
            var battery = Batteries[random.Next(Batteries.Length)];
            using var standing = await regulator.Read($"/audit/batteries/{battery}/standing");
            var known = standing.IsSuccessStatusCode ? JsonNode.Parse(await standing.Content.ReadAsStringAsync()) : null;
            var likely = known?["custodian"]?.GetValue<string>() switch
            {
                null => parties[battery.StartsWith("GZ7", StringComparison.Ordinal) ? 2 : 0],
                var custodian when custodian == owner => parties[1],
                var custodian => parties.First(party => party.Id == custodian),
            };
            await Send(random, random.Next(8) == 0 ? parties[random.Next(parties.Length)] : likely, parties, battery, known, owner);
        }
    }

    private async Task Send(Random random, PartyClient party, PartyClient[] parties, string battery, JsonNode? standing, string owner)
    {
        var occurredAt = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(Interlocked.Increment(ref minute));
        var isRetired = standing?["stage"]?.GetValue<string>() == "retired";
        var to = parties[isRetired && random.Next(8) > 0 ? 2 + random.Next(2) : random.Next(parties.Length)].Id;
        var judgement = new { judgedAt = occurredAt, checklist = "C-1", findings = random.Next(5) == 0 ? new[] { "leak" } : [] };
        string? transfer = null;
        if (random.Next(2) == 0)
        {
            openTransfers.TryTake(out transfer);
        }

        var line = (standing?["stage"]?.GetValue<string>(), random.Next(5)) switch
        {
            _ when transfer is not null && random.Next(8) == 0 => ($"/transfers/{transfer}/withdrawal", new { occurredAt, reason = "Changed mind." }),
            _ when transfer is not null => ($"/transfers/{transfer}/acceptance", (object)new { occurredAt, consigneeJudgement = judgement }),
            (null, _) when battery.StartsWith("GZ7", StringComparison.Ordinal) => ("/products", Product(battery, Batteries[random.Next(Batteries.Length)], occurredAt)),
            (null, _) => ("/batteries", Lines(new { battery, occurredAt, nameplate = Codes.Nameplate("pack") })),
            ("available", 0) => ("/installations", Lines(new { battery, occurredAt, vin = Vin })),
            ("available", 1) => ("/deployments", Lines(new { battery, occurredAt, application = "telecom-backup", site = "B1" })),
            ("available" or "installed", 2) => ("/private-sales", Lines(new { battery, occurredAt, owner })),
            ("available" or "deployed", 3) => ("/retirements", Lines(new { battery, occurredAt, reason = "fault" })),
            ("installed", 0) => ("/removals", Lines(new { battery, occurredAt, vin = Vin, reason = "repair" })),
            ("installed", 1 or 3) => ("/retirements", Lines(new { battery, occurredAt, reason = "fault", vin = Vin })),
            ("deployed", 0) => ("/take-backs", Lines(new { battery, occurredAt, reason = "Service." })),
            ("retired", _) when standing!["holder"]!.GetValue<string>() == owner => ("/private-collections", Lines(new { battery, occurredAt, collectorJudgement = judgement })),
            ("retired", 0) => ("/health-assessments", Lines(Test(battery, occurredAt, 60 + random.Next(90)))),
            ("retired", 1) => ("/dispositions", Lines(new
            {
                battery, occurredAt, disposition = party == parties[2] ? "second-life" : "recycling", overrideReason = random.Next(2) == 0 ? "Our choice." : null,
            })),
            ("retired", 2) when party == parties[3] => ("/intakes", Lines(new { battery, occurredAt, massKg = 330 })),
            ("retired", 3) when party == parties[3] => ("/treatments", new
            {
                process = "hydrometallurgy", occurredAt, batteries = new[] { new { battery } }, outputs = new[] { new { material = "copper", massKg = 20 } },
            }),
            ("retired", 2 or 3) when party == parties[2] => ("/products", Product(Batteries[^(1 + random.Next(6))], battery, occurredAt)),
            _ => ("/transfers", new
            {
                type = random.Next(3) == 0 ? "custody-only" : "collection", to, occurredAt, expiresAt = DateTimeOffset.UtcNow.AddDays(1),
                batteries = new[] { new { battery, consignorJudgement = judgement } },
            }),
        };
        using var answer = await party.Send(line.Item1, line.Item2, random.Next(3) == 0 ? $"key-{random.Next(50)}" : null);
        Assert.True((int)answer.StatusCode is < 500 or 503, $"{line.Item1} answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        answers.AddOrUpdate(((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture), 1, (_, count) => count + 1);
        if (line.Item1 == "/transfers" && answer.StatusCode == HttpStatusCode.Created)
        {
            openTransfers.Add(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["transfer"]!.GetValue<string>());
        }
    }

    private static async Task<IReadOnlyList<string>> Check(PartyClient regulator, string battery)
    {
        using var found = await regulator.Read($"/audit/batteries/{battery}");
        if (found.StatusCode == HttpStatusCode.NotFound)
        {
            return [];
        }

        var verification = await regulator.Get($"/audit/batteries/{battery}/verification");
        Assert.True(verification["valid"]!.GetValue<bool>(), verification.ToJsonString());

        var history = JsonNode.Parse(await found.Content.ReadAsStringAsync())!;
        var entries = history["entries"]!.AsArray();
        var kinds = entries.Select(entry => entry!["kind"]!.GetValue<string>()).ToList();
        Assert.DoesNotContain(kinds.SkipLast(1), kind => Ends.Contains(kind));
        Assert.Equal(Enumerable.Range(1, kinds.Count), entries.Select(entry => entry!["sequence"]!.GetValue<int>()));
        Assert.Equal(LastHolder(entries), history["standing"]!["holder"]!.GetValue<string>());
        return kinds;
    }

    private static string LastHolder(JsonArray entries)
    {
        var data = entries.Last(entry => ChangesOfHolder.Contains(entry!["kind"]!.GetValue<string>()))!["data"]!;
        return (data["holder"] ?? data["owner"] ?? data["maker"])!.GetValue<string>() is var holder && data["collector"] is { } collector
            ? collector.GetValue<string>()
            : holder;
    }

    private static object Product(string product, string origin, DateTimeOffset occurredAt) => new
    {
        product, occurredAt, origins = new[] { new { battery = origin } },
        nameplate = new { level = "pack", chemistry = "NCM622", capacityAh = 120, voltageV = 350, energyKwh = 42, massKg = 345, model = "S42", producedOn = "2026-08-20" },
    };

    private static object Lines(object line) => new { batteries = new[] { line } };

    private static object Test(string battery, DateTimeOffset occurredAt, decimal dischargeCapacityAh) => new
    {
        battery, occurredAt, dischargeCapacityAh, testedOn = occurredAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), laboratory = "Bench 2",
        equipment = "BT-500", calibration = "GZ-114", ambientCelsius = 25, cRate = 0.33, openCircuitVoltageV = 352, findings = Array.Empty<string>(),
    };
}
