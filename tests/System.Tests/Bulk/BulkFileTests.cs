using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>Tables as recyclers have them, over HTTP against the real process.</summary>
public sealed class BulkFileTests : IAsyncLifetime
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";
    private const string Headings = "battery,occurredAt,level,chemistry,capacityAh,voltageV,energyKwh,massKg,model,producedOn";
    private const string ExampleCode = "GZ9PB0100000A1G6K0000021";

    private readonly TemporaryFolder data = new();
    private StandaloneProcess registry = null!;
    private PartyClient maker = null!;
    private FileClient files = null!;

    static BulkFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public async ValueTask InitializeAsync()
    {
        registry = await StandaloneProcess.Start(data.Path, null, "--Operator:ClientSecret", AdministratorSecret);
        var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        maker = await administrator.Register("91520115MA0TEXT129", "Guizhou Battery", "520115", ["battery-maker", "vehicle-maker", "second-life-user"], ["GZ9"]);
        files = new(registry.Address, maker);
    }

    public async ValueTask DisposeAsync()
    {
        files.Dispose();
        await registry.DisposeAsync();
        data.Dispose();
    }

    [Fact]
    public async Task A_template_is_recorded_as_it_stands_in_every_form_and_language()
    {
        var serial = 100;
        foreach (var language in new[] { "zh", "en" })
        {
            var csv = Encoding.UTF8.GetString(await files.Get($"/bulk/batteries/template?format=csv&language={language}"));
            var xlsx = await files.Get($"/bulk/batteries/template?format=xlsx&language={language}");
            HttpContent[] filled =
            [
                FileClient.Text(Renumber(csv, ++serial)),
                FileClient.Text(Renumber(csv, ++serial), encoding: Encoding.GetEncoding("gb18030"), charset: "gb18030"),
                FileClient.Text(Renumber(csv, ++serial).TrimStart('\ufeff'), encoding: Encoding.GetEncoding("gb18030")),
                FileClient.Text(Renumber(csv, ++serial).Replace(',', '\t')),
                FileClient.Text(Renumber(csv, ++serial), encoding: Encoding.Unicode),
                FileClient.Bytes(Workbooks.Replace(xlsx, ExampleCode, Codes.Lfp(++serial)), FileClient.Xlsx),
                FileClient.Form(Workbooks.Replace(xlsx, ExampleCode, Codes.Lfp(++serial)), "登记.xlsx"),
                FileClient.Form(Encoding.UTF8.GetBytes(Renumber(csv, ++serial)), "registrations.csv"),
            ];
            foreach (var file in filled)
            {
                var row = Assert.Single(await files.Record("batteries", file));
                Assert.True(row["seal"] is not null && row["warnings"] is null, row.ToJsonString());
            }
        }
    }

    [Fact]
    public async Task Every_column_of_every_operation_has_a_heading_and_an_explanation_in_both_languages()
    {
        var document = JsonNode.Parse(await files.Get("/openapi/v1.json"))!;
        var operations = document["paths"]!["/bulk/{operation}"]!["post"]!["parameters"]![0]!["schema"]!["enum"]!.AsArray().Select(name => $"{name}").ToList();
        Assert.Superset(new HashSet<string> { "acceptances", "batteries", "health-assessments", "intakes", "retirements", "transfers" }, operations.ToHashSet());
        foreach (var operation in operations)
        {
            var chinese = Lines(await files.Get($"/bulk/{operation}/template?format=csv&language=zh"));
            var english = Lines(await files.Get($"/bulk/{operation}/template?format=csv&language=en"));
            Assert.All(chinese[0].Split(','), heading => Assert.True(heading.Any(IsChinese), $"{operation}: no Chinese heading for {heading}"));
            Assert.DoesNotContain(chinese[1].Split(','), help => !help.Any(IsChinese) && help.Contains('.', StringComparison.Ordinal));
            Assert.All(english[0].Split(','), heading => Assert.True(char.IsUpper(heading[0]) || heading == "C-rate", $"{operation}: no English heading for {heading}"));
            Assert.Equal(chinese[0].Split(',').Length, english[0].Split(',').Length);
        }
    }

    [Fact]
    public async Task One_bad_row_spoils_no_other()
    {
        var rows = Enumerable.Range(1, 1000).Select(serial => Row(serial)).ToList();
        rows[9] = rows[9].Replace(",150,", ",viel,", StringComparison.Ordinal);
        rows[19] = rows[19].Replace("2026-06-20 08:00", "20th of June", StringComparison.Ordinal);
        rows[29] = rows[29].Replace(",pack,", ",\"pack,", StringComparison.Ordinal);
        rows[39] = string.Join(',', rows[39].Split(',')[..4]);
        rows[49] += ",more";
        rows[59] = rows[58];
        rows[69] = rows[69].Replace(",GP-52,", ",\"GP-52, the\nlong one\",", StringComparison.Ordinal);

        var results = await files.Record("batteries", FileClient.Text($"{Headings}\n{string.Join('\n', rows)}\n"));

        Assert.Equal(1000, results.Count);
        Assert.Equal(
            ["cell-unreadable 11 nameplate.capacityAh capacityAh", "cell-unreadable 21 occurredAt occurredAt", "row-unreadable 31  ", "malformed-body 41 nameplate.capacityAh capacityAh",
                "row-unreadable 51  ", "battery-exists 61  ", "text-not-usable 71 nameplate.model model"],
            results.Where(row => row["code"] is not null).Select(row => $"{row["code"]} {row["row"]} {row["field"]} {row["column"]}"));
        Assert.Equal(993, results.Count(row => row["seal"] is not null));
        Assert.Equal("GZ9PB0100000A1G6K0000010", results[9]["battery"]!.GetValue<string>());
    }

    [Fact]
    public async Task Headings_are_read_as_people_write_them()
    {
        var csv = $"""
            电池编码;发生时间; 电池层级 ;电池类型;额定容量（Ah）;标称电压【V】;ENERGY KWH;质量;Model;生产日期;行政区划代码
            {Codes.Lfp(1)};2026/6/20 08:00;电池包;磷酸铁锂;１５０;345.6;51.84;340;GP-52;2026/6/19;520115
            {Codes.Lfp(2)};2026-06-20T00:00:00Z;Pack;lfp;150;345.6;51.84;340;GP-52;20260619;
            {Codes.Lfp(3)};46193.5;pack;LFP;150;345.6;51.84;340;GP-52;46192;
            """;

        var results = await files.Record("batteries", FileClient.Text(csv));

        Assert.All(results, row => Assert.Equal("battery-registered", row["kind"]?.GetValue<string>() ?? row.ToJsonString()));
        var history = await maker.Get($"/audit/batteries/{Codes.Lfp(3)}?atLeast=1");
        Assert.Equal("2026-06-20T04:00:00.000Z", history["entries"]![0]!["occurredAt"]!.GetValue<string>());
        Assert.Equal("2026-06-19", history["entries"]![0]!["data"]!["nameplate"]!["producedOn"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_formula_is_never_worked_out_neither_here_nor_where_results_are_opened()
    {
        string Sheet(string battery, string capacity, string model) => "<row r=\"1\">" + string.Concat(Headings.Split(',').Select(Inline)) + "</row><row r=\"2\">"
            + string.Concat(new[] { battery, "2026-06-20 08:00", "pack", "LFP" }.Select(Inline)) + capacity
            + Inline("345.6") + Inline("51.84") + Inline("340") + model + Inline("2026-06-19") + "</row>";
        var saved = Workbooks.Of(Sheet(Codes.Lfp(1), "<c><f>100+50</f><v>150.00000000000003</v></c>", "<c t=\"str\"><f>\"GP\"&amp;52</f><v>=GP52</v></c>"));
        var unsaved = Workbooks.Of(Sheet(Codes.Lfp(2), "<c><f>100+50</f></c>", Inline("GP")));
        var failed = Workbooks.Of(Sheet(Codes.Lfp(3), "<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", Inline("GP")));
        var attack = Workbooks.Of(Sheet("=HYPERLINK(\"http://x\")", "<c><v>150</v></c>", Inline("GP")));

        Assert.NotNull(Assert.Single(await files.Record("batteries", FileClient.Bytes(saved, FileClient.Xlsx)))["seal"]);
        var registered = await maker.Get($"/audit/batteries/{Codes.Lfp(1)}?atLeast=1");
        Assert.Equal("=GP52", registered["entries"]![0]!["data"]!["nameplate"]!["model"]!.GetValue<string>());
        Assert.Equal(150, registered["entries"]![0]!["data"]!["nameplate"]!["capacityAh"]!.GetValue<decimal>());
        foreach (var file in new[] { unsaved, failed })
        {
            Assert.Equal("cell-unreadable", $"{Assert.Single(await files.Record("batteries", FileClient.Bytes(file, FileClient.Xlsx)))["code"]}");
        }

        using var csv = await files.Send("batteries", FileClient.Bytes(attack, FileClient.Xlsx), accept: FileClient.Csv);
        Assert.Contains(",\"'=HYPERLINK(\"\"http://x\"\")\",", await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var xlsx = await files.Send("batteries", FileClient.Bytes(attack, FileClient.Xlsx), accept: FileClient.Xlsx);
        var sheet = Workbooks.Sheet(await xlsx.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Contains("=HYPERLINK", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<x:f", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<f", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_again_gets_its_first_receipts_and_a_changed_row_is_refused_alone()
    {
        var rows = Enumerable.Range(1, 20).Select(serial => Row(serial)).ToList();
        var half = await files.Record("batteries", FileClient.Text($"{Headings}\n{string.Join('\n', rows[..10])}"), "my-file-1");
        var all = await files.Record("batteries", FileClient.Text($"{Headings}\n{string.Join('\n', rows)}"), "my-file-1");
        rows[4] = rows[4].Replace(",150,", ",151,", StringComparison.Ordinal);
        var changed = await files.Record("batteries", FileClient.Text($"{Headings}\n{string.Join('\n', rows)}"), "my-file-1");

        Assert.Equal(half.Select(row => $"{row["seal"]}"), all.Take(10).Select(row => $"{row["seal"]}"));
        Assert.Equal(20, all.Count(row => row["seal"] is not null));
        Assert.Equal("6 idempotency-key-reused", string.Join(';', changed.Where(row => row["code"] is not null).Select(row => $"{row["row"]} {row["code"]}")));
        Assert.Equal(all.Where(row => $"{row["row"]}" != "6").Select(row => $"{row["seal"]}"), changed.Where(row => row["seal"] is not null).Select(row => $"{row["seal"]}"));
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_taken_up_again_with_the_same_file()
    {
        var csv = $"{Headings}\n{string.Join('\n', Enumerable.Range(1, 6000).Select(serial => Row(serial)))}";
        var first = new List<string>();
        using (var answer = await files.Send("batteries", FileClient.Text(csv), "cut", until: HttpCompletionOption.ResponseHeadersRead))
        {
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            while (first.Count < 700 && await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                first.Add(line);
            }
        }

        var again = await files.Record("batteries", FileClient.Text(csv), "cut");

        Assert.Equal(6000, again.Count(row => row["seal"] is not null));
        Assert.Equal(first.Select(line => $"{JsonNode.Parse(line)!["seal"]}"), again.Take(700).Select(row => $"{row["seal"]}"));
    }

    private static string Row(int serial) => $"{Codes.Lfp(serial)},2026-06-20 08:00,pack,LFP,150,345.6,51.84,340,GP-52,2026-06-19";

    private static string Renumber(string text, int serial) => text.Replace(ExampleCode, Codes.Lfp(serial), StringComparison.Ordinal);

    private static string Inline(string text) => $"<c t=\"inlineStr\"><is><t>{System.Security.SecurityElement.Escape(text)}</t></is></c>";

    private static string[] Lines(byte[] csv) => Encoding.UTF8.GetString(csv).TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static bool IsChinese(char letter) => letter is >= '\u4e00' and <= '\u9fff';
}
