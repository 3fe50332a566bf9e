using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using MiniExcelLibs;
using Traceability.Contracts;

namespace Traceability.Hosting.Bulk;

/// <summary>In which form results are answered.</summary>
internal enum ResultFormat
{
    /// <summary>A JSON object on each line.</summary>
    Ndjson,

    /// <summary>Comma-separated, UTF-8 with a mark, so that a spreadsheet opens it as it is.</summary>
    Csv,

    /// <summary>An Excel workbook.</summary>
    Xlsx,
}

/// <summary>Writes results, and every other table that is given out.</summary>
internal static class Tables
{
    public const string Ndjson = "application/x-ndjson";
    public const string Csv = "text/csv";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly CsvWriterOptions SafeCsv = CsvWriterOptions.Default with { Injection = CsvInjection.Escape };

    // The full-width forms, which a spreadsheet with Chinese input takes for = + - @ as well; the writer knows the others.
    private const string WideFormulaSigns = "＝＋－＠";

    private static readonly string[] Columns =
        ["row", "battery", "sequence", "kind", "seal", "recordedAt", "transfer", "warnings", "code", "detail", "field", "column"];

    /// <summary>The media type of a format.</summary>
    public static string MediaTypeOf(ResultFormat format) => format switch
    {
        ResultFormat.Csv => Csv,
        ResultFormat.Xlsx => Xlsx,
        _ => Ndjson,
    };

    /// <summary>The format that the client asks for, by <c>format</c> or by <c>Accept</c>; NDJSON where it asks for none that there is.</summary>
    public static ResultFormat Asked(HttpRequest request, string? format) =>
        Enum.TryParse<ResultFormat>(format, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named
            : request.GetTypedHeaders().Accept.OrderByDescending(accepted => accepted.Quality ?? 1).Select(Of).FirstOrDefault(asked => asked is not null)
            ?? ResultFormat.Ndjson;

    /// <summary>The language that the client asks for: Chinese or English.</summary>
    public static string Language(HttpRequest request, string? language) =>
        language is "zh" or "en" ? language
            : request.GetTypedHeaders().AcceptLanguage.OrderByDescending(accepted => accepted.Quality ?? 1)
                .Select(accepted => accepted.Value.ToString()).FirstOrDefault(tag => tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                ?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) is true ? "zh" : "en";

    /// <summary>Results as a part of a file; with the headings, where it is the first.</summary>
    public static byte[] Part(IEnumerable<RowResult> results, ResultFormat format, string language, bool isFirst)
    {
        if (format == ResultFormat.Csv)
        {
            var rows = results.Select(CellsOf);
            return CsvOf(isFirst ? rows.Prepend(HeadingsIn(language)) : rows, isFirst);
        }

        using var lines = new MemoryStream();
        foreach (var result in results)
        {
            JsonSerializer.Serialize(lines, result, TraceabilityJson.Options);
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    /// <summary>Writes results as a workbook, row by row.</summary>
    public static void WriteWorkbook(string path, IEnumerable<RowResult> results, string language) =>
        WriteWorkbook(path, [(language == "zh" ? "结果" : "results", HeadingsIn(language), results.Select(CellsOf))]);

    /// <summary>Writes a workbook. All cells are texts, so that nothing in them is taken for a formula.</summary>
    public static void WriteWorkbook(string path, IReadOnlyList<(string Name, string[] Headings, IEnumerable<string?[]> Rows)> sheets) => MiniExcel.SaveAs(
        path, sheets.ToDictionary(sheet => sheet.Name, sheet => (object)AsRows(sheet.Headings, sheet.Rows)), printHeader: true, excelType: ExcelType.XLSX, overwriteFile: true);

    /// <summary>Rows as CSV. A text that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    public static byte[] CsvOf(IEnumerable<string?[]> rows, bool withMark)
    {
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, SafeCsv with { WriteByteOrderMark = withMark }, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                csv.WriteRecord(row.Select(cell => cell is [var first, ..] && WideFormulaSigns.Contains(first, StringComparison.Ordinal) ? $"'{cell}" : cell ?? "").ToArray());
            }
        }

        return file.ToArray();
    }

    private static ResultFormat? Of(MediaTypeHeaderValue accepted) => Enum.GetValues<ResultFormat>()
        .Select(format => (ResultFormat?)format)
        .FirstOrDefault(format => accepted.MediaType.Equals(MediaTypeOf(format!.Value), StringComparison.OrdinalIgnoreCase));

    private static string[] HeadingsIn(string language) => [.. Columns.Select(column => ColumnTexts.In(language).Results[column])];

    private static string?[] CellsOf(RowResult result) =>
    [
        result.Row.ToString(CultureInfo.InvariantCulture), result.Battery, result.Sequence?.ToString(CultureInfo.InvariantCulture), result.Kind, result.Seal?.ToString(),
        result.RecordedAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), result.Transfer,
        result.Warnings is { } warnings ? string.Join(" | ", warnings.Select(warning => $"{warning.Field}: {warning.Detail}")) : null,
        result.Code, result.Detail, result.Field, result.Column,
    ];

    private static IEnumerable<Dictionary<string, object?>> AsRows(string[] headings, IEnumerable<string?[]> rows) =>
        rows.Select(row => headings.Zip(row).ToDictionary(cell => cell.First, cell => (object?)Printable(cell.Second)));

    // XML has no way to write the others.
    private static string? Printable(string? text) => text is null || text.All(IsXml) ? text : string.Concat(text.Select(letter => IsXml(letter) ? letter : '\ufffd'));

    private static bool IsXml(char letter) => letter is >= ' ' and < '\ufffe' or '\t' or '\n' or '\r';
}
