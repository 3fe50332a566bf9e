using Traceability.Contracts;

namespace Traceability.Hosting.Bulk;

/// <summary>What the sentences of <see cref="BulkRefusals"/> end with.</summary>
internal static class BulkPhrases
{
    public static readonly Phrase RowNull = new("The row is null; leave it out or fill it in.");
    public static readonly Phrase TooManyCells = new("it has more cells than the file has headings");
    public static readonly Phrase NoLongerHere = new("it is no longer here; remove the job with DELETE and send it again under the same Idempotency-Key");
    public static readonly Phrase OpenQuote = new("a quote is not closed or stands where none may, or the line is longer than a row can be");
    public static readonly Phrase LineTooLong = new("the line is longer than a row can be");
    public static readonly Phrase NoJson = new("it is no JSON from byte {0} on");
    public static readonly Phrase HalfCharacter = new("an escape such as \\ud800 is half of a character");
    public static readonly Phrase Characters = new("its characters are neither UTF-8 nor GB18030; name them in Content-Type: text/csv; charset=gb18030");
    public static readonly Phrase NoBoundary = new("the form names no boundary");
    public static readonly Phrase NoFile = new("the form holds no file; send one in its field 'file'");
    public static readonly Phrase SeveralFiles = new("the form holds several files; send each in a request of its own");
    public static readonly Phrase FormBroken = new("the form breaks off before its end");
    public static readonly Phrase Damaged = new("it is damaged or no Excel workbook (.xlsx); open it in Excel and save it again");
    public static readonly Phrase NoWorkbook = new("it is no Excel workbook (.xlsx)");
    public static readonly Phrase From1904 = new("it counts days from 1904; switch that off in the options of the workbook");
    public static readonly Phrase NoSheet = new("it has no visible sheet");
    public static readonly Phrase OneOfThese = new("one of these is expected: {0}");
    public static readonly Phrase Instant = new("a time is expected as in 2026-10-08 10:11 (Chinese time) or 2026-10-08T10:11:00+08:00");
    public static readonly Phrase Day = new("a date is expected as in 2026-10-08");
    public static readonly Phrase YesOrNo = new("yes or no (是/否) is expected");
    public static readonly Phrase WholeNumber = new("a whole number is expected");
    public static readonly Phrase Number = new("a number is expected, with a point and without a unit, as in 12.5");
    public static readonly Phrase LostDigits = new("the workbook holds it as a number and has lost digits; format the column as text and type it again");
    public static readonly Phrase Members = new("{0} is expected, several separated by ;");
    public static readonly Phrase TextLost = new("the workbook lacks its text");
    public static readonly Phrase ErrorCell = new("the cell shows an error");
    public static readonly Phrase NoResult = new("the formula has no saved result; open and save the workbook, or paste values");
}
