using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Traceability.Contracts;

namespace Traceability.Hosting.Bulk.Files;

/// <summary>
/// Reads the first visible sheet of a workbook row by row. The library finds the parts of the workbook; the rows are read as XML, as
/// its own readers either hold the sheet in memory or take many times as long.
/// </summary>
internal static class XlsxSheet
{
    private const int ColumnsMax = 1000;

    /// <summary>The rows of the sheet, its headings first.</summary>
    /// <exception cref="XlsxException">The workbook cannot be read.</exception>
    public static IEnumerable<SheetRow> Rows(string path)
    {
        using var file = File.OpenRead(path);
        using var workbook = Found(() => SpreadsheetDocument.Open(file, isEditable: false));
        using var stream = Found(() => SheetOf(workbook).GetStream(FileMode.Open, FileAccess.Read));
        using var strings = SharedStrings.Read(
            Found(() => workbook.WorkbookPart!.SharedStringTablePart?.GetStream(FileMode.Open, FileAccess.Read)), Path.GetDirectoryName(path)!);
        using var xml = XmlReader.Create(stream);
        var number = 0;
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                number = int.TryParse(xml.GetAttribute("r"), CultureInfo.InvariantCulture, out var given) && given > number ? given : number + 1;
                yield return new(number, xml.IsEmptyElement ? [] : Cells(xml, strings));
            }
        }
    }

    // The library has many ways to say that the parts of a workbook do not fit together.
    private static T Found<T>(Func<T> part)
    {
        try
        {
            return part();
        }
        catch (Exception misfit) when (misfit is InvalidOperationException or ArgumentException or NotSupportedException or KeyNotFoundException)
        {
            throw new XlsxException(BulkPhrases.Damaged);
        }
    }

    private static WorksheetPart SheetOf(SpreadsheetDocument workbook)
    {
        var book = workbook.WorkbookPart?.Workbook ?? throw new XlsxException(BulkPhrases.NoWorkbook);
        if (book.WorkbookProperties?.Date1904?.Value is true)
        {
            throw new XlsxException(BulkPhrases.From1904);
        }

        var sheet = book.Sheets?.Elements<Sheet>().FirstOrDefault(sheet => sheet.State is null || sheet.State.Value == SheetStateValues.Visible);
        return sheet?.Id?.Value is { } id && workbook.WorkbookPart.TryGetPartById(id, out var part) && part is WorksheetPart worksheet
            ? worksheet
            : throw new XlsxException(BulkPhrases.NoSheet);
    }

    private static List<Cell> Cells(XmlReader xml, SharedStrings strings)
    {
        var cells = new List<Cell>();
        var depth = xml.Depth;
        var next = 0;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                continue;
            }

            var column = ColumnOf(xml.GetAttribute("r")) ?? next;
            var cell = xml.IsEmptyElement ? Cell.Empty : Read(xml, strings);
            next = column + 1;
            if (cell.IsEmpty || column >= ColumnsMax)
            {
                continue;
            }

            while (cells.Count <= column)
            {
                cells.Add(Cell.Empty);
            }

            cells[column] = cell;
        }

        return cells;
    }

    private static Cell Read(XmlReader xml, SharedStrings strings)
    {
        var (depth, type) = (xml.Depth, xml.GetAttribute("t"));
        var (text, isFormula) = ("", false);
        string? inner = null;
        while (xml.Read() && xml.Depth > depth)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.LocalName == "is":
                    text = XlsxText.Read(xml);
                    break;
                case XmlNodeType.Element:
                    inner = xml.LocalName;
                    isFormula |= inner == "f";
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA when inner == "v":
                    text += xml.Value;
                    break;
            }
        }

        return type switch
        {
            "s" => int.TryParse(text, CultureInfo.InvariantCulture, out var number) && strings[number] is { } shared
                ? new(shared.Trim())
                : new("", Flaw: BulkPhrases.TextLost),
            "e" => new(text, Flaw: BulkPhrases.ErrorCell),
            "b" => new(text == "1" ? "true" : "false"),
            "str" or "inlineStr" or "d" when text.Length > 0 || !isFormula => new(text.Trim()),
            _ when text.Length == 0 && isFormula => new("", Flaw: BulkPhrases.NoResult),
            _ => new(text.Trim(), IsNumber: true),
        };
    }

    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper).Take(4))
        {
            column = (column * 26) + letter - 'A' + 1;
        }

        return column > 0 ? column - 1 : null;
    }
}

/// <summary>A workbook that cannot be read.</summary>
internal sealed class XlsxException(Phrase reason) : Exception(reason.ToString())
{
    /// <summary>Why, as the end of a sentence.</summary>
    public Phrase Reason => reason;
}
