using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CsCheck;
using Traceability.Contracts;
using Traceability.Fixtures.Fuzzing;
using Traceability.Hosting.Bulk;
using Traceability.Hosting.Bulk.Files;
using Traceability.SystemTests;

namespace Traceability.Hosting.Tests.Bulk;

/// <summary>Files of every kind with bytes changed: each row is read or refused, and nothing but a refusal ever comes of it.</summary>
public sealed class MutatedFilesTests : IDisposable
{
    private static readonly string?[] Charsets = [null, "utf-8", "gb18030", "\"GBK\"", "klingon"];

    private static readonly string[] Encodings = ["utf-8", "gb18030", "utf-16", "utf-16BE"];

    private static readonly byte[][] Tables = [.. Texts($"{Rows.Headings}\n# a remark\n{Rows.Cells}\n{Rows.Cells}\n", $"{Rows.Headings}\r\n{Rows.Cells}\r\n".Replace(',', '\t'), "电池编码;发生时间\r\n")];

    private static readonly byte[][] Lines = [.. Texts($"{Rows.Line}\n\n{Rows.Line}")];

    private static readonly byte[] Workbook = Workbooks.OfTexts([Rows.Headings.Split(','), [.. Rows.Cells.Replace("\"GP, 52\"", "GP", StringComparison.Ordinal).Split(',')]]);

    private readonly string folder = Directory.CreateTempSubdirectory("traceability-").FullName;

    static MutatedFilesTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Of_CSV() => Gen.Select(Mutated.Of(Tables), Mutated.AnyOf(Charsets)).Sample((bytes, charset) => Read(bytes, FileType.Csv, charset), time: Mutated.Seconds);

    [Fact]
    public void Of_NDJSON() => Gen.Select(Mutated.Of(Lines), Mutated.AnyOf(Charsets)).Sample((bytes, charset) => Read(bytes, FileType.Ndjson, charset), time: Mutated.Seconds);

    [Fact]
    public void Of_a_workbook_as_a_whole() => Mutated.Of(Workbook).Sample(bytes => Read(bytes, FileType.Xlsx, null), time: Mutated.Seconds);

    [Fact]
    public void Of_the_parts_of_a_workbook()
    {
        using var zip = new ZipArchive(new MemoryStream(Workbook), ZipArchiveMode.Read);
        var parts = zip.Entries.ToDictionary(part => part.FullName, Content);
        Mutated.AnyOf([.. parts.Keys]).SelectMany(name => Mutated.Of(parts[name]).Select(bytes => (Name: name, Bytes: bytes))).Sample(
            changed => Read(Zipped(parts.Select(part => (part.Key, part.Key == changed.Name ? changed.Bytes : part.Value))), FileType.Xlsx, null), time: Mutated.Seconds);
        Assert.All(parts.Keys, missing => Read(Zipped(parts.Where(part => part.Key != missing).Select(part => (part.Key, part.Value))), FileType.Xlsx, null));
        Assert.All(parts.Keys, name => Read(Zipped(parts.Append(new(name, [])).Select(part => (part.Key, part.Value))), FileType.Xlsx, null));
    }

    [Theory]
    [InlineData("<row><c t=\"s\"><v>11</v></c></row>")]
    [InlineData("<row><c t=\"s\"><v>-1</v></c></row>")]
    [InlineData("<row><c t=\"s\"><v>99999999999</v></c></row>")]
    [InlineData("<row><c t=\"s\"><v>one</v></c></row>")]
    public void A_text_that_is_not_there_makes_its_cell_unreadable(string row)
    {
        var workbook = Workbooks.Replace(Workbooks.OfTexts([Rows.Headings.Split(',')]), "</sheetData>", $"{row}</sheetData>");
        var only = Assert.Single(Read(workbook, FileType.Xlsx, null));
        Assert.Equal(BulkRefusals.CellUnreadable, only!.Kind);
    }

    private static IEnumerable<byte[]> Texts(params string[] texts)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return from text in texts
               from encoding in Encodings.Select(Encoding.GetEncoding)
               select (byte[])[.. encoding.CodePage is 1200 or 1201 ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
    }

    /// <summary>Reads a file to its end; what is wrong with each of its rows.</summary>
    private List<Refusal?> Read(byte[] bytes, FileType type, string? charset)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.upload");
        File.WriteAllBytes(path, bytes);
        try
        {
            if (new BulkFile(path, type, charset).Open(Rows.Operation, Settings, out var file) is { } refusal)
            {
                Assert.StartsWith("Traceability", refusal.Kind.GetType().Namespace, StringComparison.Ordinal);
                Assert.NotEmpty(refusal.Detail);
                return [];
            }

            using (file)
            {
                return ReadRows(file);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<Refusal?> ReadRows(OpenFile file)
    {
        var flaws = new List<Refusal?>();
        while (file.Next() is { } row)
        {
            object? command = null;
            var flaw = row.Flaw ?? Rows.Operation.Read(row.Json!, out command);
            Assert.NotEqual("", flaw?.Detail);
            if (flaw is null)
            {
                var text = JsonSerializer.SerializeToUtf8Bytes(command, Rows.Operation.RowType, Rows.Json);
                Assert.Null(Rows.Operation.Read(text, out var again));
                Assert.Equal(text, JsonSerializer.SerializeToUtf8Bytes(again, Rows.Operation.RowType, Rows.Json));
                Assert.NotEmpty(Rows.Operation.BatteriesOf(command!));
            }

            flaws.Add(flaw);
        }

        return flaws;
    }

    private BulkSettings Settings => new()
    {
        Folder = folder, FileMaxBytes = 1 << 20, XlsxExpandedMaxBytes = 1 << 20, PartyMaxBytes = 1 << 24, RowsAtOnce = 1, JobsAtOnce = 1, Keep = TimeSpan.FromHours(1),
    };

    private static byte[] Content(ZipArchiveEntry part)
    {
        using var content = new MemoryStream();
        using var stream = part.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Zipped(IEnumerable<(string Name, byte[] Bytes)> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                part.Write(bytes);
            }
        }

        return file.ToArray();
    }
}
