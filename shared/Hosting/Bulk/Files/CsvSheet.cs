using System.Text;
using CsvHelper;

namespace Traceability.Hosting.Bulk.Files;

/// <summary>
/// Reads CSV. What stands between quotes may go over several lines, but a quote that is never closed spoils its own line only: lines
/// are put together no further than until they have the cells that the headings ask for.
/// </summary>
internal static class CsvSheet
{
    private const int LinesPerRowMax = 50;
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>The rows of the file, its headings first.</summary>
    public static IEnumerable<SheetRow> Rows(string path, Encoding encoding)
    {
        using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true, 64 * 1024);
        using var lines = Lines.Of(text).GetEnumerator();
        var ahead = new List<string?>();
        CsvReaderOptions? form = null;
        var (number, width) = (0, 0);
        while (Peek(lines, ahead, 0))
        {
            var (cells, taken) = ((IReadOnlyList<Cell>?)null, 1);
            if (ahead[0] is { } line)
            {
                // What separates cells is seen in the headings, not in a remark above them.
                (cells, taken) = string.IsNullOrWhiteSpace(line) || (form is null && line.StartsWith('#')) ? ([], 1) : Cut(lines, ahead, form ??= FormOf(line), width);
            }

            ahead.RemoveRange(0, taken);
            number++;
            yield return cells is null
                ? new(number, [], BulkRefusals.RowUnreadable.With(BulkPhrases.OpenQuote))
                : new(number, cells);
            width = width > 0 ? width : cells?.Count ?? 0;
        }
    }

    // Another line is taken in only while a quote stands open; what does not end with the right number of cells was a broken quote.
    private static (IReadOnlyList<Cell>? Cells, int Taken) Cut(IEnumerator<string?> lines, List<string?> ahead, CsvReaderOptions form, int width)
    {
        var record = new StringBuilder();
        var quotes = 0;
        for (var taken = 1; taken <= LinesPerRowMax && Peek(lines, ahead, taken - 1) && ahead[taken - 1] is { } line && record.Length <= Lines.LengthMax; taken++)
        {
            record.Append(taken > 1 ? "\n" : "").Append(line);
            quotes += line.AsSpan().Count('"');
            if (quotes % 2 == 0 && Parse(record.ToString(), form) is { } cells && (taken == 1 || width == 0 || cells.Count == width))
            {
                return (cells, taken);
            }

            if (quotes % 2 == 0)
            {
                break;
            }
        }

        return (null, 1);
    }

    private static List<Cell>? Parse(string record, CsvReaderOptions form)
    {
        try
        {
            using var reader = CsvReader.FromText(record, form);
            return reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(field => new Cell(reader.GetString(field).Trim()))] : [];
        }
        catch (CsvFormatException)
        {
            return null;
        }
    }

    private static bool Peek(IEnumerator<string?> lines, List<string?> ahead, int index)
    {
        while (ahead.Count <= index && lines.MoveNext())
        {
            ahead.Add(lines.Current);
        }

        return ahead.Count > index;
    }

    private static CsvReaderOptions FormOf(string headings) => CsvReaderOptions.Default with
    {
        Separator = Separators.MaxBy(separator => headings.Count(letter => letter == separator)),
        HasHeader = false,
        MalformedData = CsvMalformedDataHandling.Throw,
    };
}
