using System.IO.Compression;
using System.Text;

namespace Traceability.SystemTests;

/// <summary>Workbooks as other programs write them, made by hand.</summary>
internal static class Workbooks
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>A workbook whose cells are texts, all of them shared, as Excel writes them.</summary>
    public static byte[] OfTexts(IEnumerable<IEnumerable<string>> rows)
    {
        var texts = new Dictionary<string, int>();
        var sheet = string.Concat(rows.Select((row, number) =>
            $"<row r=\"{number + 1}\">{string.Concat(row.Select(cell => $"<c t=\"s\"><v>{Number(texts, cell)}</v></c>"))}</row>"));
        return Of(sheet, string.Concat(texts.Keys.Select(text => $"<si><t>{System.Security.SecurityElement.Escape(text)}</t></si>")));
    }

    /// <summary>A workbook with this XML as its rows.</summary>
    public static byte[] Of(string rows, string sharedStrings = "")
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Types}.sheet.main+xml\"/>"
                + $"<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{Types}.worksheet+xml\"/>"
                + $"<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{Types}.sharedStrings+xml\"/></Types>");
            Write(zip, "_rels/.rels", Related($"<Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/>"));
            Write(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            Write(zip, "xl/_rels/workbook.xml.rels", Related(
                $"<Relationship Id=\"rId1\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                + $"<Relationship Id=\"rId2\" Type=\"{Relations}/sharedStrings\" Target=\"sharedStrings.xml\"/>"));
            Write(zip, "xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>");
            Write(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{sharedStrings}</sst>");
        }

        return file.ToArray();
    }

    /// <summary>The workbook with other texts in its parts.</summary>
    public static byte[] Replace(byte[] workbook, string old, string with)
    {
        using var file = new MemoryStream();
        file.Write(workbook);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var part in zip.Entries.Where(part => part.FullName.EndsWith(".xml", StringComparison.Ordinal)).ToList())
            {
                var text = Read(part).Replace(old, with, StringComparison.Ordinal);
                part.Delete();
                Write(zip, part.FullName, text);
            }
        }

        return file.ToArray();
    }

    /// <summary>The XML of the first sheet.</summary>
    public static string Sheet(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook), ZipArchiveMode.Read);
        return Read(zip.GetEntry("xl/worksheets/sheet1.xml")!);
    }

    private static int Number(Dictionary<string, int> texts, string text)
    {
        texts.TryAdd(text, texts.Count);
        return texts[text];
    }

    private static string Related(string relationships) => $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relationships}</Relationships>";

    private static string Read(ZipArchiveEntry part)
    {
        using var reader = new StreamReader(part.Open());
        return reader.ReadToEnd();
    }

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var part = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
        part.Write(Encoding.UTF8.GetBytes(text));
    }
}
