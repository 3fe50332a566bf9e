using Microsoft.Extensions.Configuration;

namespace Traceability.Hosting.Bulk;

/// <summary>
/// How much may be sent in files. Configured under <c>Bulk</c>: <c>FileMaxBytes</c> (2 GiB) for one file, <c>XlsxExpandedMaxBytes</c>
/// (4 GiB) for what a workbook unpacks to, <c>PartyMaxBytes</c> (4 GiB) for the files and results of a party that lie here,
/// <c>RowsAtOnce</c> (500) recorded side by side, <c>JobsAtOnce</c> (2) and <c>KeepHours</c> (72) for jobs that are finished.
/// </summary>
internal sealed record BulkSettings
{
    private const long GiB = 1L << 30;

    public required string Folder { get; init; }

    public required long FileMaxBytes { get; init; }

    public required long XlsxExpandedMaxBytes { get; init; }

    public required long PartyMaxBytes { get; init; }

    public required int RowsAtOnce { get; init; }

    public required int JobsAtOnce { get; init; }

    public required TimeSpan Keep { get; init; }

    public static BulkSettings From(IConfiguration configuration)
    {
        var bulk = configuration.GetSection("Bulk");
        return new()
        {
            Folder = Path.Combine(configuration["Data"] ?? Path.GetTempPath(), "bulk"),
            FileMaxBytes = bulk.GetValue("FileMaxBytes", 2 * GiB),
            XlsxExpandedMaxBytes = bulk.GetValue("XlsxExpandedMaxBytes", 4 * GiB),
            PartyMaxBytes = bulk.GetValue("PartyMaxBytes", 4 * GiB),
            RowsAtOnce = Math.Max(1, bulk.GetValue("RowsAtOnce", 500)),
            JobsAtOnce = Math.Max(1, bulk.GetValue("JobsAtOnce", 2)),
            Keep = TimeSpan.FromHours(bulk.GetValue("KeepHours", 72.0)),
        };
    }
}
