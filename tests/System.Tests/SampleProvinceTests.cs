using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.SystemTests;

/// <summary>The sample province, loaded by the real process through its own door.</summary>
public sealed partial class SampleProvinceTests
{
    private const string Loaded = "The sample province is loaded";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_sample_has_every_stage_and_chemistry_and_shows_every_misconduct_that_the_readme_lists()
    {
        using var data = new TemporaryFolder();
        await using (var registry = await Load(data, "--sample-packs", "500"))
        {
            var regulator = await Regulator(registry);
            var readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "README.md"), TestContext.Current.CancellationToken);
            var rows = MisconductRow.Matches(readme);
            Assert.True(rows.Count >= 6, $"The README lists {rows.Count} queries.");
            foreach (Match row in rows)
            {
                var answer = await (await regulator.Read(row.Groups["path"].Value)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.Contains(row.Groups["shows"].Value, answer, StringComparison.Ordinal);
            }
        }

        var entries = Entries(data);
        var kinds = entries.CountBy(entry => entry.Kind).ToDictionary();
        Assert.All(
            [
                "battery-registered", "battery-built-in", "battery-installed", "transfer-offered", "transfer-accepted", "sold-to-private-owner", "battery-removed",
                "battery-retired", "collected-from-private-owner", "health-assessed", "disposition-decided", "parts-taken-out", "battery-taken-out",
                "product-registered", "made-into-product", "product-deployed", "battery-received", "battery-treated",
            ],
            kind => Assert.True(kinds.GetValueOrDefault(kind) > 0, $"No {kind} in the sample."));
        Assert.True(kinds["battery-registered"] > 500);
        Assert.Equal(
            Enum.GetValues<Chemistry>().Order(),
            entries.Select(entry => SealedEntry.Read(entry.Json).Entry.Data).OfType<BatteryRegistered>().Select(data => data.Nameplate.Chemistry).Distinct().Order());
        Assert.InRange(kinds["battery-treated"], kinds["battery-retired"] / 4, kinds["battery-retired"]);
        Assert.Equal(1, kinds["transfer-expired"]);
        Assert.All(entries.GroupBy(entry => entry.Battery), dossier =>
        {
            var verification = new HistoryVerification(BatteryCode.Of(dossier.Key));
            Assert.All(dossier, entry => Assert.Null(verification.Next(entry.Json)));
        });
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_seals_and_another_one_others()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        using var other = new TemporaryFolder();
        await Task.WhenAll(new[] { (Data: first, Seed: "7"), (Data: second, Seed: "7"), (Data: other, Seed: "8") }.Select(async sample =>
        {
            await using var registry = await Load(sample.Data, "--sample-packs", "200", "--sample-seed", sample.Seed);
        }));

        var seals = SealsIn(first);
        Assert.Equal(seals, SealsIn(second));
        Assert.NotEqual(seals, SealsIn(other));
    }

    [Fact]
    public async Task A_loaded_sample_starts_again_and_an_interrupted_one_or_another_registry_is_refused()
    {
        using var data = new TemporaryFolder();
        await using (await Load(data, "--sample-packs", "100"))
        {
        }

        await using (var again = await StandaloneProcess.Start(data.Path, null, "--sample"))
        {
            await Eventually.Holds(() => Task.FromResult(again.Output.Contains("Look at:", StringComparison.Ordinal)), Patience, () => again.Output);
            Assert.Contains("was loaded before", again.Output, StringComparison.Ordinal);
            await Regulator(again);
        }

        using var interrupted = new TemporaryFolder();
        await using (await StandaloneProcess.Start(interrupted.Path, null, "--sample"))
        {
        }

        await IsRefused(interrupted, "interrupted");

        using var another = new TemporaryFolder();
        await using (await StandaloneProcess.Start(another.Path))
        {
        }

        await IsRefused(another, "holds something else");
    }

    private static async Task IsRefused(TemporaryFolder data, string why)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => StandaloneProcess.Start(data.Path, null, "--sample"));
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<StandaloneProcess> Load(TemporaryFolder data, params string[] settings)
    {
        var registry = await StandaloneProcess.Start(data.Path, null, ["--sample", .. settings]);
        await Eventually.Holds(() => Task.FromResult(registry.Output.Contains("Look at:", StringComparison.Ordinal)), Patience, () => registry.Output);
        Assert.Contains(Loaded, registry.Output, StringComparison.Ordinal);
        return registry;
    }

    private static async Task<PartyClient> Regulator(StandaloneProcess registry)
    {
        var credential = RegulatorCredential.Match(registry.Output);
        var id = credential.Groups["id"].Value;
        return await PartyClient.LogIn(registry.Address, id[..^2], id, credential.Groups["secret"].Value);
    }

    private static List<string> SealsIn(TemporaryFolder data) => [.. Entries(data).Select(entry => $"{entry.Battery} {entry.Sequence} {entry.Seal}")];

    private static List<(string Battery, int Sequence, string Seal, string Kind, byte[] Json)> Entries(TemporaryFolder data)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data.Path, "traceability.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select battery, sequence, seal, json_extract(cast(json as text), '$.kind'), json from audit_entries order by battery, sequence";
        using var rows = command.ExecuteReader();
        var entries = new List<(string, int, string, string, byte[])>();
        while (rows.Read())
        {
            entries.Add((rows.GetString(0), rows.GetInt32(1), rows.GetString(2), rows.GetString(3), rows.GetFieldValue<byte[]>(4)));
        }

        return entries;
    }

    // | what | `GET path` | `what the answer holds` |
    [GeneratedRegex(@"^\| [^|]+ \| `GET (?<path>/[^`]+)` \| `(?<shows>[^`]+)`", RegexOptions.Multiline)]
    private static partial Regex MisconductRow { get; }

    [GeneratedRegex(@"client id\s+(?<id>11520000\S+)\s+client secret\s+(?<secret>\S+)")]
    private static partial Regex RegulatorCredential { get; }
}
