using System.Globalization;

namespace Traceability.Hosting.Bulk;

/// <summary>A table to be filled in: headings, an example row that can be recorded as it stands, and what belongs in each column.</summary>
internal sealed class Template(BulkOperation operation, string language, TimeProvider clock)
{
    // The end of an offer has to lie ahead whenever the template is read.
    private const string InThirtyDays = "{in 30 days}";

    private readonly ColumnTexts texts = ColumnTexts.In(language);

    /// <summary>As CSV: headings, a row of explanations that begins with # and is passed over when it is read, and the example.</summary>
    public byte[] Csv() => Tables.CsvOf([Headings(), ExplanationRow(), Example()], withMark: true);

    /// <summary>As a workbook: the table on the first sheet, the explanations on the second.</summary>
    public void WriteWorkbook(string path) => Tables.WriteWorkbook(path,
    [
        (texts.Operations.GetValueOrDefault(operation.Name, operation.Name), Headings(), [Example()]),
        language == "zh" ? ("填写说明", ["列", "字段", "必填", "说明", "可填写的值"], Explanations()) : ("help", ["column", "member", "needed", "meaning", "one of"], Explanations()),
    ]);

    private string[] Headings() => [.. operation.Columns.All.Select(column => texts.HeadingOf(operation, column))];

    private string[] Example() => [.. operation.Columns.All.Select(column => texts.Find(operation, column)?.Example.Replace(
        InThirtyDays, clock.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), StringComparison.Ordinal) ?? "")];

    private string[] ExplanationRow() => [.. operation.Columns.All.Select((column, number) =>
        (number == 0 ? "# " : "") + HelpOf(column) + (WordsOf(column) is { Length: > 0 } words ? $" [{words}]" : ""))];

    private IEnumerable<string?[]> Explanations() => operation.Columns.All.Select(column => new[]
    {
        texts.HeadingOf(operation, column), column.Path, column.IsNeeded ? (language == "zh" ? "是" : "yes") : "", HelpOf(column), WordsOf(column),
    });

    private string HelpOf(Column column) => texts.Find(operation, column)?.Help ?? column.Path;

    private string WordsOf(Column column) => !column.Type.IsEnum ? "" : string.Join(", ", Words.Known(column.Type).Select(word =>
        Words.In(language, column.Type, word) is { } translated && translated != word ? $"{word} = {translated}" : word));
}
