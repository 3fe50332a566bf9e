using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using Traceability.Contracts;

namespace Traceability.Hosting.Bulk.Files;

/// <summary>A file of rows as it lies here.</summary>
/// <param name="Path">Where.</param>
/// <param name="Type">What it is.</param>
/// <param name="Charset">The characters that the sender declared, or null.</param>
internal sealed record BulkFile(string Path, FileType Type, string? Charset)
{
    /// <summary>Opens the file for an operation and reads its headings, or says why it cannot be used.</summary>
    /// <param name="operation">What its rows are for.</param>
    /// <param name="settings">Its limits.</param>
    /// <param name="rows">Its rows and headings.</param>
    public Refusal? Open(BulkOperation operation, BulkSettings settings, out OpenFile rows)
    {
        rows = null!;
        try
        {
            if (Type == FileType.Xlsx)
            {
                return XlsxGuard.Refuse(Path, settings.XlsxExpandedMaxBytes) ?? OpenFile.Sheet(operation, XlsxSheet.Rows(Path), out rows);
            }

            if (Charsets.Of(Path, Charset) is not { } charset)
            {
                return BulkRefusals.FileUnreadable.With(BulkPhrases.Characters);
            }

            return Type == FileType.Csv
                ? OpenFile.Sheet(operation, CsvSheet.Rows(Path, charset), out rows)
                : OpenFile.Lines(NdjsonFile.Rows(Path, charset), out rows);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            return Broken(broken);
        }
    }

    /// <summary>Whether an exception says that the file, and not the registry, is broken.</summary>
    internal static bool IsBroken(Exception exception) => exception is
        XlsxException or InvalidDataException or FileFormatException or OpenXmlPackageException or XmlException or DecoderFallbackException or UriFormatException;

    /// <summary>The refusal of a broken file.</summary>
    internal static Refusal Broken(Exception exception) => BulkRefusals.FileUnreadable.With(exception switch
    {
        XlsxException said => said.Reason,
        DecoderFallbackException => BulkPhrases.Characters,
        _ => BulkPhrases.Damaged,
    });
}

/// <summary>What kind of file.</summary>
internal enum FileType
{
    /// <summary>A JSON object on each line.</summary>
    Ndjson,

    /// <summary>Comma, semicolon or tab between cells.</summary>
    Csv,

    /// <summary>An Excel workbook.</summary>
    Xlsx,
}

/// <summary>A file that is being read.</summary>
internal sealed class OpenFile : IDisposable
{
    private readonly IEnumerator<FileRow> rows;
    private readonly IDisposable? sheet;
    private int last;
    private bool isBroken;

    private OpenFile(IEnumerator<FileRow> rows, Header? header, IDisposable? sheet)
    {
        (this.rows, Header, this.sheet) = (rows, header, sheet);
    }

    /// <summary>Its headings; null in NDJSON.</summary>
    public Header? Header { get; }

    /// <summary>The next row, or null at the end. Where the file turns out to be broken, a last row says so.</summary>
    public FileRow? Next()
    {
        if (isBroken)
        {
            return null;
        }

        try
        {
            var next = rows.MoveNext() ? rows.Current : null;
            last = next?.Number ?? last;
            return next;
        }
        catch (Exception broken) when (BulkFile.IsBroken(broken))
        {
            isBroken = true;
            return new(last + 1, null, BulkFile.Broken(broken), null);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        rows.Dispose();
        sheet?.Dispose();
    }

    internal static Refusal? Lines(IEnumerable<FileRow> rows, out OpenFile file)
    {
        file = new(rows.GetEnumerator(), null, null);
        return null;
    }

    internal static Refusal? Sheet(BulkOperation operation, IEnumerable<SheetRow> sheet, out OpenFile file)
    {
        var rows = sheet.Where(row => row.Flaw is not null || Says(row)).GetEnumerator();
        Header? header = null;
        var refusal = rows.MoveNext() && rows.Current.Flaw is null
            ? Header.Read(operation, rows.Current.Cells, out header)
            : BulkRefusals.FileEmpty.With(operation.Name);
        file = new(Read(rows, header), header, rows);
        if (refusal is not null)
        {
            file.Dispose();
        }

        return refusal;
    }

    private static IEnumerator<FileRow> Read(IEnumerator<SheetRow> sheet, Header? header)
    {
        while (header is not null && sheet.MoveNext())
        {
            yield return header.Read(sheet.Current);
        }
    }

    // A row that begins with # is for people: templates explain their columns in one.
    private static bool Says(SheetRow row) =>
        row.Cells.FirstOrDefault(cell => !cell.IsEmpty) is { IsEmpty: false } first && !first.Text.StartsWith('#');
}
