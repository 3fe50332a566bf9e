using System.Text.Json;
using Traceability.Contracts;
using Traceability.Hosting.Bulk.Files;

namespace Traceability.Hosting.Bulk;

/// <summary>Which cell of a row belongs to which column of the operation.</summary>
internal sealed class Header
{
    // A row that turns out to be unreadable half-way leaves its JSON unfinished.
    private static readonly JsonWriterOptions Lenient = new() { SkipValidation = true };

    private readonly BulkOperation operation;
    private readonly Dictionary<Column, (int Index, string Heading)> places;
    private readonly int width;

    private Header(BulkOperation operation, Dictionary<Column, (int Index, string Heading)> places, int width)
    {
        (this.operation, this.places, this.width) = (operation, places, width);
    }

    /// <summary>How many cells a row has.</summary>
    public int Width => width;

    /// <summary>Reads the headings of a file, in any of the languages, or says which cannot be used.</summary>
    public static Refusal? Read(BulkOperation operation, IReadOnlyList<Cell> headings, out Header header)
    {
        header = null!;
        var known = ColumnTexts.HeadingsOf(operation);
        var places = new Dictionary<Column, (int Index, string Heading)>();
        for (var i = 0; i < headings.Count; i++)
        {
            var heading = headings[i].Text;
            if (heading.Length == 0)
            {
                continue;
            }

            if (!known.TryGetValue(Headings.Plain(heading), out var column))
            {
                return BulkRefusals.ColumnUnknown
                    .With(Short(heading), Headings.Nearest(heading, ColumnTexts.NamesOf(operation))).At(Short(heading));
            }

            if (!places.TryAdd(column, (i, heading)))
            {
                return BulkRefusals.ColumnRepeated.With(Short(places[column].Heading), Short(heading), column.Path).At(column.Path);
            }
        }

        header = new(operation, places, headings.Count);
        return operation.Columns.All.FirstOrDefault(column => column.IsNeeded && !places.ContainsKey(column)) is { } missing
            ? BulkRefusals.ColumnMissing.With(missing.Path).At(missing.Path)
            : null;
    }

    /// <summary>The heading that the file gives a column, or null where it has none.</summary>
    public string? HeadingOf(string path) => places.FirstOrDefault(place => place.Key.Path == path).Value.Heading;

    /// <summary>Turns a row of the sheet into the JSON of its command.</summary>
    public FileRow Read(SheetRow row)
    {
        var battery = operation.Columns.All.FirstOrDefault(column => column.Path == "battery") is { } code ? CellOf(row, code).Text : null;
        if (row.Flaw is { } flaw)
        {
            return new(row.Number, null, flaw, battery);
        }

        if (row.Cells.Skip(width).Any(cell => !cell.IsEmpty))
        {
            return new(row.Number, null, BulkRefusals.RowUnreadable.With(BulkPhrases.TooManyCells), battery);
        }

        using var json = new MemoryStream();
        using var writer = new Utf8JsonWriter(json, Lenient);
        if (operation.Columns.Write(writer, column => CellOf(row, column)) is { } refusal)
        {
            return new(row.Number, null, refusal, battery);
        }

        writer.Flush();
        return new(row.Number, json.ToArray(), null, battery);
    }

    private Cell CellOf(SheetRow row, Column column) =>
        places.TryGetValue(column, out var place) && place.Index < row.Cells.Count ? row.Cells[place.Index] : Cell.Empty;

    private static string Short(string heading) => heading.Length <= 64 ? heading : heading[..64] + "…";
}
