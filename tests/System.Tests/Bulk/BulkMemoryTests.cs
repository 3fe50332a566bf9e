using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Traceability.SystemTests;

/// <summary>Large files, and what the process takes for them.</summary>
public sealed class BulkMemoryTests(ITestOutputHelper output)
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";
    private const string Headings = "battery,occurredAt,level,chemistry,capacityAh,voltageV,energyKwh,massKg,model,producedOn";
    private const long GrowthMaxBytes = 400L << 20;

    [Theory]
    [InlineData(FileClient.Csv, 200_000)]
    [InlineData(FileClient.Ndjson, 200_000)]
    [InlineData(FileClient.Xlsx, 50_000)]
    public async Task A_large_file_takes_no_more_memory_than_a_small_one(string type, int rows)
    {
        using var data = new TemporaryFolder();
        await using var registry = await StandaloneProcess.Start(data.Path, null, "--Operator:ClientSecret", AdministratorSecret);
        var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        var maker = await administrator.Register("91520115MA0TEXT129", "Guizhou Battery", "520115", ["battery-maker"], ["GZ9"]);
        using var files = new FileClient(registry.Address, maker);
        var path = Path.Combine(data.Path, "table");
        await Write(path, type, 0, 2_000);
        await Send(files, path, type, registry);
        var before = registry.ResidentBytes;
        await Write(path, type, 2_000, rows);

        var time = Stopwatch.StartNew();
        var (recorded, peak) = await Send(files, path, type, registry);

        output.WriteLine($"{type}: {recorded} rows, {recorded / time.Elapsed.TotalSeconds:0} a second, {before >> 20} MiB before, {peak >> 20} MiB at most");
        Assert.Equal(rows, recorded);
        Assert.True(peak - before < GrowthMaxBytes, $"From {before >> 20} to {peak >> 20} MiB.");
    }

    private static async Task<(int Recorded, long Peak)> Send(FileClient files, string path, string type, StandaloneProcess registry)
    {
        var content = new StreamContent(File.OpenRead(path));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await files.Send("batteries", content, until: HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var (recorded, peak, count) = (0, 0L, 0);
        while (await lines.ReadLineAsync() is { } line)
        {
            recorded += line.Contains("\"seal\"", StringComparison.Ordinal) ? 1 : 0;
            peak = count++ % 1000 == 0 ? Math.Max(peak, registry.ResidentBytes) : peak;
        }

        return (recorded, peak);
    }

    private static async Task Write(string path, string type, int after, int rows)
    {
        var serials = Enumerable.Range(after + 1, rows);
        if (type == FileClient.Xlsx)
        {
            await File.WriteAllBytesAsync(path, Workbooks.OfTexts(serials.Select(serial => Row(serial).Split(',').AsEnumerable()).Prepend(Headings.Split(','))));
            return;
        }

        await using var file = new StreamWriter(path);
        await file.WriteAsync(type == FileClient.Csv ? Headings + "\n" : "");
        foreach (var serial in serials)
        {
            await file.WriteLineAsync(type == FileClient.Csv ? Row(serial) : Line(serial));
        }
    }

    private static string Row(int serial) => $"{Codes.Lfp(serial)},2026-06-20 08:00,pack,LFP,150,345.6,51.84,340,GP-52,2026-06-19";

    private static string Line(int serial) => JsonSerializer.Serialize(new
    {
        battery = Codes.Ncm('P', serial),
        occurredAt = "2026-06-20T08:00:00+08:00",
        nameplate = Codes.Nameplate("pack"),
    });
}
