using Traceability.Contracts;

namespace Traceability.Standalone.Sample;

/// <summary>The year of the sample: long enough for all stages, and across three editions of the law (until 2026-03-31, 2026-07-29 and since).</summary>
internal static class SampleYear
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>The instant at which the sample begins; what is older is recorded then, as a back-fill.</summary>
    public static DateTimeOffset Begin { get; } = At(2025, 10, 1);

    /// <summary>The instant at which it ends.</summary>
    public static DateTimeOffset End { get; } = At(2026, 10, 1);

    /// <summary>The last instant of each fortnight of it.</summary>
    public static IReadOnlyList<DateTimeOffset> FortnightEnds { get; } =
        [.. Enumerable.Range(1, 27).Select(fortnight => Begin.AddDays(14 * fortnight)).Select(end => end < End ? end : End)];

    /// <summary>Midnight of a day in China.</summary>
    public static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 0, 0, 0, China);

    /// <summary>Some working hour, that many days later; a little later on the same day for 0 days.</summary>
    public static DateTimeOffset Later(this Random luck, DateTimeOffset from, int daysMin, int daysMax) => luck.Next(daysMin, daysMax + 1) switch
    {
        0 => from.AddMinutes(luck.Next(10, 60)),
        var days => WorkingHour(luck, ChinaTime.Day(from).AddDays(days)),
    };

    /// <summary>Some working hour of a day.</summary>
    public static DateTimeOffset WorkingHour(this Random luck, DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(new(9, 0)), China).AddMinutes(luck.Next(0, 480));
}
