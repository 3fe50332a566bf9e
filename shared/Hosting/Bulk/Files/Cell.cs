using Traceability.Contracts;

namespace Traceability.Hosting.Bulk.Files;

/// <summary>One cell of a sheet, as the file holds it. A formula is never worked out: what counts is the value that was saved with it.</summary>
/// <param name="Text">Its text, without space around it.</param>
/// <param name="IsNumber">Whether the workbook says that it is a number, so that a date is a count of days.</param>
/// <param name="Flaw">Why it holds nothing that could be read (a formula that was never worked out, say), or null.</param>
internal readonly record struct Cell(string Text, bool IsNumber = false, Phrase? Flaw = null)
{
    /// <summary>Nothing.</summary>
    public static readonly Cell Empty = new("");

    /// <summary>Whether it says nothing at all.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Text) && Flaw is null;
}

/// <summary>A row of a sheet.</summary>
/// <param name="Number">Its number, as a spreadsheet shows it.</param>
/// <param name="Cells">Its cells, from the first column on.</param>
/// <param name="Flaw">Why its cells cannot be told apart, or null.</param>
internal sealed record SheetRow(int Number, IReadOnlyList<Cell> Cells, Refusal? Flaw = null);

/// <summary>A row that is to be recorded.</summary>
/// <param name="Number">Its number, as a spreadsheet shows it; in NDJSON the number of the line.</param>
/// <param name="Json">Its command as JSON, or null where it cannot be read.</param>
/// <param name="Flaw">Why it cannot be read, or null.</param>
/// <param name="Battery">The battery, as far as can be told.</param>
internal sealed record FileRow(int Number, byte[]? Json, Refusal? Flaw, string? Battery);
