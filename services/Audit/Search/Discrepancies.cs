using Microsoft.Extensions.Configuration;
using Traceability.Contracts;
using Traceability.Contracts.Entries;

namespace Traceability.Audit.Search;

/// <summary>Something that the records show and that should not be (异常).</summary>
public enum DiscrepancyKind
{
    /// <summary>A test found more capacity than the one before, though no part was changed in between (余能回升).</summary>
    SohRises,

    /// <summary>The battery was not in the vehicle when it was scrapped (报废车辆缺失电池).</summary>
    MissingAtScrapping,

    /// <summary>An offer of transfer ran out without an answer (移交逾期未答复).</summary>
    OfferNeverAnswered,
}

/// <summary>A discrepancy, and the entry that shows it.</summary>
/// <param name="Kind">What is odd.</param>
/// <param name="Sequence" example="7">The number of the entry.</param>
/// <param name="RecordedAt">When that was recorded.</param>
public sealed record Discrepancy(DiscrepancyKind Kind, int Sequence, DateTimeOffset RecordedAt);

/// <summary>From when on something counts as odd.</summary>
/// <param name="SohRiseTolerancePercent">How many percentage points of state of health two tests of one battery may differ upwards.</param>
public sealed record DiscrepancyTolerance(decimal SohRiseTolerancePercent)
{
    /// <summary>Two good benches agree within a few points.</summary>
    public static readonly DiscrepancyTolerance Usual = new(3);

    internal static DiscrepancyTolerance From(IConfiguration? configuration) =>
        new(configuration?.GetValue<decimal?>("Audit:SohRiseTolerancePercent") ?? Usual.SohRiseTolerancePercent);
}

/// <summary>Finds discrepancies.</summary>
public static class Discrepancies
{
    private const string MissingAtScrapping = "missing-at-scrapping";

    /// <summary>What an entry shows, where it follows that standing.</summary>
    public static Discrepancy? Of(Standing? before, Entry entry, DiscrepancyTolerance tolerance)
    {
        DiscrepancyKind? kind = entry.Data switch
        {
            // A part that was taken out, or another retirement, takes the earlier test out of the standing.
            HealthAssessed test when before?.Health is { } earlier && test.SohPercent > earlier.SohPercent + tolerance.SohRiseTolerancePercent => DiscrepancyKind.SohRises,
            TransferExpired => DiscrepancyKind.OfferNeverAnswered,
            _ when entry.Kind == MissingAtScrapping => DiscrepancyKind.MissingAtScrapping,
            _ => null,
        };
        return kind is { } found ? new(found, entry.Sequence, entry.RecordedAt) : null;
    }
}
