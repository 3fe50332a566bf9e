using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>Files that nobody waits for.</summary>
public sealed class BulkJobTests
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";
    private const string MakerId = "91520115MA0TEXT129";
    private const string Headings = "battery,occurredAt,level,chemistry,capacityAh,voltageV,energyKwh,massKg,model,producedOn";
    private const int Rows = 20_000;

    [Fact]
    public async Task A_job_that_is_killed_goes_on_where_it_stopped_and_records_nothing_twice()
    {
        using var data = new TemporaryFolder();
        var port = StandaloneProcess.FreePort();
        var csv = $"{Headings}\n{string.Join('\n', Enumerable.Range(1, Rows).Select(Row))}\nnot-a-code,2026-06-20 08:00,pack,LFP,150,345.6,51.84,340,GP-52,2026-06-19";
        string id;
        PartyClient maker;
        await using (var registry = await StandaloneProcess.Start(data.Path, port, "--Operator:ClientSecret", AdministratorSecret))
        {
            var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
            maker = await administrator.Register(MakerId, "Guizhou Cell Works", "520115", ["battery-maker"], ["GZ9"]);
            using var files = new FileClient(registry.Address, maker);
            id = $"{(await files.Begin("batteries", FileClient.Text(csv), "killed"))["job"]}";
            Assert.Equal(id, $"{(await files.Begin("batteries", FileClient.Text(csv), "killed"))["job"]}");
            await Eventually.Holds(async () => (await Job(maker, id))["rows"]!.GetValue<int>() > 1500, TimeSpan.FromSeconds(60), () => registry.Output);
            await registry.Kill();
        }

        await using var again = await StandaloneProcess.Start(data.Path, port);
        var same = await PartyClient.LogIn(again.Address, MakerId, maker.ClientId, maker.Secret);
        await Eventually.Holds(async () => $"{(await Job(same, id))["state"]}" == "done", TimeSpan.FromSeconds(120), () => again.Output);

        var done = await Job(same, id);
        Assert.Equal((Rows + 1, Rows, 1), (done["rows"]!.GetValue<int>(), done["recorded"]!.GetValue<int>(), done["refused"]!.GetValue<int>()));
        using var reader = new FileClient(again.Address, same);
        var results = FileClient.Rows(Encoding.UTF8.GetString(await reader.Get($"/bulk/jobs/{id}/results")));
        Assert.Equal(Enumerable.Range(2, Rows + 1), results.Select(row => row["row"]!.GetValue<int>()));
        Assert.All(results.SkipLast(1), row => Assert.Equal(1, row["sequence"]!.GetValue<int>()));
        Assert.Equal("battery-code-length", $"{results[^1]["code"]}");
        var table = Encoding.UTF8.GetString(await reader.Get($"/bulk/jobs/{id}/results?format=csv&language=zh"));
        Assert.StartsWith("\ufeff行号,电池编码,", table, StringComparison.Ordinal);
        Assert.Contains("not-a-code", Workbooks.Sheet(await reader.Get($"/bulk/jobs/{id}/results?format=xlsx")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_is_its_owners_alone_and_can_be_stopped_and_removed()
    {
        using var data = new TemporaryFolder();
        await using var registry = await StandaloneProcess.Start(data.Path, null, "--Operator:ClientSecret", AdministratorSecret, "--Bulk:RowsAtOnce", "50");
        var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        var maker = await administrator.Register(MakerId, "Guizhou Cell Works", "520115", ["battery-maker"], ["GZ9"]);
        var other = await administrator.Register("91520201MA0TEXT200", "Liupanshui Vehicles", "520201", ["battery-maker"], ["GZ8"]);
        using var files = new FileClient(registry.Address, maker);
        var csv = $"{Headings}\n{string.Join('\n', Enumerable.Range(1, Rows).Select(Row))}";
        var running = $"{(await files.Begin("batteries", FileClient.Text(csv)))["job"]}";
        var waiting = $"{(await files.Begin("batteries", FileClient.Text(csv)))["job"]}";

        // Another's file does not wait for both of these.
        using var others = new FileClient(registry.Address, other);
        var small = $"{(await others.Begin("batteries", FileClient.Text($"{Headings}\n{Row(1)}")))["job"]}";
        await Eventually.Holds(async () => $"{(await Job(other, small))["state"]}" == "done", TimeSpan.FromSeconds(60), () => registry.Output);
        Assert.Equal("waiting", $"{(await Job(maker, waiting))["state"]}");

        Assert.Equal("job-unknown", $"{(await other.Get($"/bulk/jobs/{running}", HttpStatusCode.NotFound))["code"]}");
        Assert.Equal("job-unknown", $"{(await other.Get($"/bulk/jobs/{running}/results", HttpStatusCode.NotFound))["code"]}");
        Assert.Equal(HttpStatusCode.NotFound, await others.Delete($"/bulk/jobs/{running}"));
        Assert.Equal(small, $"{Assert.Single((await other.Get("/bulk/jobs"))["jobs"]!.AsArray())!["job"]}");

        foreach (var job in new[] { waiting, running })
        {
            Assert.Equal(HttpStatusCode.NoContent, await files.Delete($"/bulk/jobs/{job}"));
            await Eventually.Holds(async () => $"{(await Job(maker, job))["state"]}" == "cancelled", TimeSpan.FromSeconds(30), () => registry.Output);
            Assert.Equal(HttpStatusCode.NoContent, await files.Delete($"/bulk/jobs/{job}"));
            await maker.Get($"/bulk/jobs/{job}", HttpStatusCode.NotFound);
        }

        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(data.Path, "bulk")), path => path.Contains(running, StringComparison.Ordinal));
    }

    private static Task<JsonObject> Job(PartyClient client, string id) => client.Get($"/bulk/jobs/{id}");

    private static string Row(int serial) => $"{Codes.Lfp(serial)},2026-06-20 08:00,pack,LFP,150,345.6,51.84,340,GP-52,2026-06-19";
}
