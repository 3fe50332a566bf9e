namespace Traceability.Contracts;

/// <summary>The calendar by which Chinese law counts days.</summary>
public static class ChinaTime
{
    // China has had one time zone without daylight saving since 1991.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The calendar day in China at an instant; the last day that there is, for the last hours of the year 9999.</summary>
    public static DateOnly Day(DateTimeOffset instant) =>
        instant.UtcDateTime > DateTime.MaxValue - Offset ? DateOnly.MaxValue : DateOnly.FromDateTime(instant.UtcDateTime + Offset);
}
