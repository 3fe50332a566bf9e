using Traceability.Contracts;

namespace Traceability.Hosting.Bulk;

/// <summary>How files of rows are refused, wholly or in one row.</summary>
public static class BulkRefusals
{
    /// <summary>No operation of this name takes files.</summary>
    public static readonly RefusalKind OperationUnknown = new(
        "bulk-operation-unknown", RefusalCategory.Unknown, "No such operation for files",
        "'{0}' takes no files here. These do: {1}.");

    /// <summary>A file of a kind that is not read here.</summary>
    [Status(415)]
    public static readonly RefusalKind FileTypeUnknown = new(
        "file-type-unknown", RefusalCategory.Malformed, "A file of this type is not read here",
        "Files of type '{0}' are not read here. Send CSV (text/csv), NDJSON (application/x-ndjson) or an Excel workbook (.xlsx), as the body or as the one file of a form.");

    /// <summary>A file that is broken.</summary>
    public static readonly RefusalKind FileUnreadable = new(
        "file-unreadable", RefusalCategory.Malformed, "The file cannot be read", "The file cannot be read: {0}.");

    /// <summary>A workbook that becomes far larger when it is unpacked.</summary>
    [Status(413)]
    public static readonly RefusalKind FileExpandsTooFar = new(
        "file-expands-too-far", RefusalCategory.Malformed, "The workbook is too large inside",
        "The workbook unpacks to more than {0} bytes, or to a cell of more than {1}. Save the rows as CSV, or in several files.");

    /// <summary>A file without a row to record.</summary>
    public static readonly RefusalKind FileEmpty = new(
        "file-empty", RefusalCategory.Malformed, "The file has no headings",
        "The file has no row with headings. Begin with the template: GET /bulk/{0}/template.");

    /// <summary>A heading that names no column.</summary>
    public static readonly RefusalKind ColumnUnknown = new(
        "column-unknown", RefusalCategory.Malformed, "Column unknown",
        "Nothing was recorded: the column '{0}' is not known here. The nearest is '{1}'. Correct its heading or remove the column.");

    /// <summary>A column that every row needs.</summary>
    public static readonly RefusalKind ColumnMissing = new(
        "column-missing", RefusalCategory.Malformed, "Column missing",
        "Nothing was recorded: every row needs the column '{0}', which the file does not have.");

    /// <summary>Two columns that say the same.</summary>
    public static readonly RefusalKind ColumnRepeated = new(
        "column-repeated", RefusalCategory.Malformed, "Column repeated",
        "Nothing was recorded: the columns '{0}' and '{1}' both say {2}. Remove one of them.");

    /// <summary>A cell that does not hold what its column needs.</summary>
    public static readonly RefusalKind CellUnreadable = new(
        "cell-unreadable", RefusalCategory.Malformed, "Cell cannot be read",
        "'{0}' in the column '{1}' cannot be read: {2}.");

    /// <summary>A row whose cells cannot be told apart.</summary>
    public static readonly RefusalKind RowUnreadable = new(
        "row-unreadable", RefusalCategory.Malformed, "Row cannot be read", "The row cannot be read: {0}.");

    /// <summary>No room for another file of the party.</summary>
    public static readonly RefusalKind FileSpaceExhausted = new(
        "file-space-exhausted", RefusalCategory.Conflict, "No room for another file",
        "Your files and their results may take {0} bytes here, and this one does not fit in. Delete finished jobs with DELETE /bulk/jobs/{{id}}, or wait until they have gone.");

    /// <summary>No such job of the caller.</summary>
    public static readonly RefusalKind JobUnknown = new(
        "job-unknown", RefusalCategory.Unknown, "Job unknown",
        "You have no job {0}. GET /bulk/jobs lists yours; finished ones are removed after a time.");
}
