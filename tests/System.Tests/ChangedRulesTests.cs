using System.Net;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>An operator changes the law of the registry with a text editor, and the registry remembers what was in force.</summary>
public sealed class ChangedRulesTests : IDisposable
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";
    private const string Reuse = "91520502MA0TEXT55G";

    private readonly TemporaryFolder data = new();
    private PartyClient reuse = null!;

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task One_value_in_one_file_ends_second_life_from_a_day_on()
    {
        await using (var registry = await Start())
        {
            var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
            reuse = await administrator.Register(Reuse, "Second life", "520502", ["second-life-user"], ["GZ7"]);
            await Make(1, "2026-06-02");
            Assert.Equal("second-life/2026-04-01", await RulesOf(1));
        }

        Put(Admissible("2026-06-01", 1, "[]"));
        await using (var registry = await Start())
        {
            reuse = await PartyClient.LogIn(registry.Address, Reuse, reuse.ClientId, reuse.Secret);
            await Make(2, "2026-05-31");
            Assert.Equal("second-life/2026-04-01", await RulesOf(2));
            Assert.Equal("second-life-not-allowed", (await Make(3, "2026-06-01", HttpStatusCode.UnprocessableEntity))["code"]!.GetValue<string>());

            foreach (var service in new[] { "second-life", "retirement" })
            {
                Assert.Equal(($"{service}/2026-04-01", 6), await InForce(service, "2026-05-31"));
                Assert.Equal(($"{service}/2026-06-01", 0), await InForce(service, "2026-06-01"));
            }
        }

        Put(Admissible("2026-06-01", 2, """["telecom-backup"]"""));
        await using (var registry = await Start())
        {
            reuse = await PartyClient.LogIn(registry.Address, Reuse, reuse.ClientId, reuse.Secret);
            await Make(3, "2026-06-01");
            Assert.Equal("second-life/2026-06-01.2", await RulesOf(3));
            await CheckThatBothVersionsAreKept();
            await CheckHowItSaysNo();
        }
    }

    [Fact]
    public async Task Broken_rules_keep_the_registry_from_starting_with_one_clear_message()
    {
        Put("""{ "from": "2027-01-01", "version": 1, "rules": { "admissibleApplications": { "value": ["moon"], "source": "s", "certainty": "sourced", "en": "e", "zh": "z" } } }""");

        var (exitCode, output) = await StandaloneProcess.StartInVain(data.Path);

        Assert.Equal(1, exitCode);
        Assert.Matches(
            @"^The rules cannot be used:\s+.*second-life-admission\.json: edition 2027-01-01, rule admissibleApplications: value\[0\] must be one of stationary-storage, [^\n]*\s*$",
            output);
    }

    private static string Admissible(string from, int version, string value) => $$"""
        { "from": "{{from}}", "version": {{version}}, "rules": { "admissibleApplications": {
            "value": {{value}}, "source": "A law of this test", "certainty": "sourced", "en": "Only these: {{value.Replace('"', '\'')}}", "zh": "仅限：{{value.Replace('"', '\'')}}" } } }
        """;

    private Task<StandaloneProcess> Start() => StandaloneProcess.Start(data.Path, null, "--Operator:ClientSecret", AdministratorSecret);

    private void Put(string edition)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data.Path, "rules"));
        File.WriteAllText(Path.Combine(folder.FullName, "second-life-admission.json"), $$"""{ "editions": [ {{edition}} ] }""");
    }

    private Task<JsonObject> Make(int serial, string day, HttpStatusCode expected = HttpStatusCode.Created) => reuse.Post(expected, "/products", new
    {
        product = Product(serial), occurredAt = $"{day}T12:00:00+08:00", origins = new[] { new { party = Reuse, reason = "Built before codes were given." } },
        nameplate = new { level = "pack", chemistry = "LFP", capacityAh = 230, voltageV = 6.4, energyKwh = 1.472, massKg = 15, model = "S2", producedOn = "2026-05-20" },
    });

    private static string Product(int serial) => $"GZ7PB01G5L{serial:0000000}RP";

    private async Task<string> RulesOf(int serial) =>
        (await reuse.Get($"/audit/batteries/{Product(serial)}?atLeast=1"))["entries"]![0]!["rules"]!.GetValue<string>();

    private async Task<(string Edition, int Admissible)> InForce(string service, string day)
    {
        var rules = (await reuse.Get($"/rules?on={day}&service={service}"))["services"]!.AsArray().Single()!;
        var admissible = rules["rules"]!.AsArray().Single(rule => rule!["name"]!.GetValue<string>() == "admissibleApplications")!;
        Assert.NotEmpty(admissible["words"]!.GetValue<string>());
        return (rules["edition"]!.GetValue<string>(), admissible["value"]!.AsArray().Count);
    }

    private async Task CheckThatBothVersionsAreKept()
    {
        var editions = (await reuse.Get("/rules/editions"))["editions"]!.AsArray()
            .Where(edition => edition!["service"]!.GetValue<string>() == "second-life")
            .Select(edition => (edition!["id"]!.GetValue<string>(), edition["isInForce"]!.GetValue<bool>()));
        Assert.Equal(
            [
                ("second-life/2018-08-01", true), ("second-life/2026-04-01", true), ("second-life/2026-06-01", false), ("second-life/2026-06-01.2", true),
                ("second-life/2026-07-30", true),
            ],
            editions);
        var first = (await reuse.Get("/rules/editions/second-life/2026-06-01"))["rules"]!.AsArray().First()!;
        Assert.Equal(
            ("admissibleApplications", "[]", "A law of this test", "second-life/2026-06-01"),
            (first["name"]!.GetValue<string>(), first["value"]!.ToJsonString(), first["source"]!.GetValue<string>(), first["since"]!.GetValue<string>()));
    }

    private async Task CheckHowItSaysNo()
    {
        Assert.Equal("malformed-parameter", (await reuse.Get("/rules?on=1.5.2026", HttpStatusCode.BadRequest))["code"]!.GetValue<string>());
        Assert.Equal("rules-unknown", (await reuse.Get("/rules?service=nobody", HttpStatusCode.NotFound))["code"]!.GetValue<string>());
        Assert.Equal("rule-edition-unknown", (await reuse.Get("/rules/editions/second-life/1999-01-01", HttpStatusCode.NotFound))["code"]!.GetValue<string>());
    }
}
