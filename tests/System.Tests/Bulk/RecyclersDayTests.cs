using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>A recycler's day: each step is a template filled in.</summary>
public sealed class RecyclersDayTests
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";

    private static readonly object[] Permits =
    [
        new { kind = "investment-filing", number = "F-1", validFrom = "2024-01-01" },
        new { kind = "environmental-impact-assessment", number = "E-1", validFrom = "2024-01-01" },
        new { kind = "pollutant-discharge", number = "P-1", validFrom = "2024-01-01" },
    ];

    [Fact]
    public async Task From_registration_to_intake_by_files_alone()
    {
        using var data = new TemporaryFolder();
        await using var registry = await StandaloneProcess.Start(data.Path, null, "--Operator:ClientSecret", AdministratorSecret);
        var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        var maker = await administrator.Register("91520115MA0TEXT129", "Guizhou Battery", "520115", ["battery-maker"], ["GZ9"]);
        var recycler = await administrator.Register("91520603MA0TEXT63Y", "Tongren Recycling", "520603", ["recycler"], null, Permits);
        using var making = new FileClient(registry.Address, maker);
        using var recycling = new FileClient(registry.Address, recycler);

        await Fill(making, "batteries", "zh", []);
        await Fill(making, "retirements", "zh", [("LZ9AB1CD8RG100001", ""), ("2026/10/8", "2026/7/8")]);
        var offered = await Fill(making, "transfers", "zh", [("2026/10/9", "2026/7/9")]);
        var transfer = $"{offered["transfer"]}";
        Assert.StartsWith("transfer-", transfer, StringComparison.Ordinal);
        var accepted = await Fill(recycling, "acceptances", "zh", [("transfer-2f0c9b1d7e4a55c80f31", transfer), ("2026/10/11", "2026/7/11")]);
        Assert.Equal("transfer-accepted", $"{accepted["kind"]}");
        await Fill(recycling, "health-assessments", "zh", [("2026/10/15", "2026/7/15")]);
        await Fill(recycling, "intakes", "en", [("2026-10-19", "2026-07-19")]);

        var history = await recycler.Get("/audit/batteries/GZ9PB0100000A1G6K0000021?atLeast=6");
        Assert.Equal(
            ["battery-registered", "battery-retired", "transfer-offered", "transfer-accepted", "health-assessed", "battery-received"],
            history["entries"]!.AsArray().Select(entry => $"{entry!["kind"]}"));
    }

    private static async Task<JsonObject> Fill(FileClient files, string operation, string language, (string Old, string New)[] changes)
    {
        var csv = Encoding.UTF8.GetString(await files.Get($"/bulk/{operation}/template?format=csv&language={language}"));
        var filled = changes.Aggregate(csv, (text, change) => text.Replace(change.Old, change.New, StringComparison.Ordinal));
        var row = Assert.Single(await files.Record(operation, FileClient.Text(filled)));
        Assert.True(row["seal"] is not null, $"{operation}: {row.ToJsonString()}");
        return row;
    }
}
