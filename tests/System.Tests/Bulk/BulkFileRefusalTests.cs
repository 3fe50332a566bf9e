using System.Net;
using System.Text;
using System.Text.Json;

namespace Traceability.SystemTests;

/// <summary>Files that are refused, wholly or from some point on.</summary>
public sealed class BulkFileRefusalTests : IAsyncLifetime
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";
    private const string Headings = "battery,occurredAt,level,chemistry,capacityAh,voltageV,energyKwh,massKg,model,producedOn";

    private readonly TemporaryFolder data = new();
    private StandaloneProcess registry = null!;
    private FileClient files = null!;

    static BulkFileRefusalTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public async ValueTask InitializeAsync()
    {
        registry = await StandaloneProcess.Start(data.Path, null, "--Operator:ClientSecret", AdministratorSecret, "--Bulk:PartyMaxBytes", "20000000");
        var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        files = new(registry.Address, await administrator.Register("91520115MA0TEXT129", "Guizhou Battery", "520115", ["battery-maker"], ["GZ9"]));
    }

    public async ValueTask DisposeAsync()
    {
        files.Dispose();
        await registry.DisposeAsync();
        data.Dispose();
    }

    [Theory]
    [InlineData("Batterie,occurredAt", 400, "column-unknown")]
    [InlineData("battery,occurredAt", 400, "column-missing")]
    [InlineData("battery,电池编码,occurredAt", 400, "column-repeated")]
    [InlineData("# only a remark\n\n", 400, "file-empty")]
    public async Task A_table_with_wrong_headings_is_refused_before_anything_is_recorded(string csv, int status, string code) =>
        Assert.Equal(code, await files.Refused((HttpStatusCode)status, "batteries", FileClient.Text(csv)));

    [Fact]
    public async Task A_file_that_is_none_is_refused()
    {
        var workbook = Workbooks.OfTexts([Headings.Split(','), Row.Split(',')]);
        Assert.Equal("file-unreadable", await files.Refused(HttpStatusCode.BadRequest, "batteries", FileClient.Bytes(workbook[..(workbook.Length / 2)], FileClient.Xlsx)));
        Assert.Equal("file-unreadable", await files.Refused(HttpStatusCode.BadRequest, "batteries", FileClient.Bytes("no zip"u8.ToArray(), FileClient.Xlsx)));
        Assert.Equal("file-unreadable", await files.Refused(HttpStatusCode.BadRequest, "batteries", FileClient.Text("电池编码", encoding: Encoding.GetEncoding("gb18030"), charset: "utf-8")));
        Assert.Equal("file-unreadable", await files.Refused(HttpStatusCode.BadRequest, "batteries", FileClient.Bytes("--x--"u8.ToArray(), "multipart/form-data; boundary=x")));
        Assert.Equal("file-type-unknown", await files.Refused(HttpStatusCode.UnsupportedMediaType, "batteries", FileClient.Bytes([1], "image/png")));
        Assert.Equal("bulk-operation-unknown", await files.Refused(HttpStatusCode.NotFound, "miracles", FileClient.Text(Headings)));

        var bomb = Workbooks.Of($"<row><c t=\"inlineStr\"><is><t>{new string('a', 40_000_000)}</t></is></c></row>");
        Assert.Equal("file-expands-too-far", await files.Refused(HttpStatusCode.RequestEntityTooLarge, "batteries", FileClient.Bytes(bomb, FileClient.Xlsx)));
        Assert.Equal("file-space-exhausted", await files.Refused(HttpStatusCode.Conflict, "batteries", FileClient.Bytes(new byte[21_000_000], FileClient.Csv)));

        // What a damaged workbook holds up to the damage is recorded, and its last result says where it ends.
        var damaged = Workbooks.Replace(workbook, "</sheetData>", "<row");
        var results = await files.Record("batteries", FileClient.Bytes(damaged, FileClient.Xlsx));
        Assert.Equal([null, "file-unreadable"], results.Select(row => row["code"]?.GetValue<string>()));
    }

    [Fact]
    public async Task A_disk_that_takes_no_more_is_told_and_nothing_is_recorded_or_kept()
    {
        var spool = Path.Combine(data.Path, "bulk");
        Directory.Delete(spool, recursive: true);
        await File.WriteAllTextAsync(spool, "No folder can be made here any more.", TestContext.Current.CancellationToken);
        Assert.Equal("not-available", await files.Refused(HttpStatusCode.ServiceUnavailable, "batteries", FileClient.Text($"{Headings}\n{Row}")));

        File.Delete(spool);
        var row = Assert.Single(await files.Record("batteries", FileClient.Text($"{Headings}\n{Row}")));
        Assert.Equal(1, row["sequence"]!.GetValue<int>());
        Assert.Empty(Directory.EnumerateFiles(spool));
    }

    [Fact]
    public async Task A_line_that_is_no_json_spoils_no_other()
    {
        string Line(string battery) => JsonSerializer.Serialize(new { battery, occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack") });
        var lines = $"{Line(Codes.Ncm('P', 1))}\n{{\"battery\":\n\n[]\n{Line(Codes.Ncm('P', 2))}";

        var results = await files.Record("batteries", FileClient.Text(lines, FileClient.Ndjson));

        Assert.Equal([null, "row-unreadable", "malformed-body", null], results.Select(row => row["code"]?.GetValue<string>()));
        Assert.Equal([1, 2, 4, 5], results.Select(row => row["row"]!.GetValue<int>()));
    }

    private static string Row => $"{Codes.Lfp(1)},2026-06-20 08:00,pack,LFP,150,345.6,51.84,340,GP-52,2026-06-19";
}
