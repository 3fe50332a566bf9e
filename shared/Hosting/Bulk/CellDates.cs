using System.Globalization;
using System.Text.RegularExpressions;
using Traceability.Hosting.Bulk.Files;

namespace Traceability.Hosting.Bulk;

/// <summary>Reads days and times as people and spreadsheets write them. A time without an offset is Chinese time.</summary>
internal static partial class CellDates
{
    private const double SerialMax = 2_958_466;

    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private static readonly string[] Days = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];
    private static readonly string[] Times = ["H:m", "H:m:s", "H:m:s.FFFFFFF"];
    private static readonly string[] Moments = [.. Days, .. Days.SelectMany(_ => Times, (day, time) => $"{day} {time}")];

    /// <summary>The instant, or null where the cell holds none.</summary>
    public static DateTimeOffset? Instant(Cell cell)
    {
        var text = Text(cell);
        if (Serial(cell, text) is { } serial)
        {
            return new(serial, China);
        }

        var zone = Offset.Match(text);
        if (!DateTime.TryParseExact(text[..^zone.Length].TrimEnd(), Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            return null;
        }

        return OffsetOf(zone) is { } offset && IsPossible(moment, offset) ? new(moment, offset) : null;
    }

    /// <summary>The day, or null where the cell holds none.</summary>
    public static DateOnly? Day(Cell cell)
    {
        var text = Text(cell);
        return (Serial(cell, text) ?? (DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null)) is { } day
            && day.TimeOfDay == TimeSpan.Zero
                ? DateOnly.FromDateTime(day)
                : null;
    }

    [GeneratedRegex(@"(?<=:\d{1,2}(\.\d{1,7})?)\s*(Z|(?<sign>[+-])(?<hours>\d\d):?(?<minutes>\d\d))$", RegexOptions.CultureInvariant)]
    private static partial Regex Offset { get; }

    private static string Text(Cell cell) => SpacesOrT.Replace(Headings.Narrow(cell.Text), " ");

    [GeneratedRegex(@"(?<=\d)T(?=\d)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex SpacesOrT { get; }

    private static TimeSpan? OffsetOf(Match zone) => !zone.Success ? China
        : !zone.Groups["sign"].Success ? TimeSpan.Zero
        : new TimeSpan(Number(zone, "hours"), Number(zone, "minutes"), 0) is { TotalHours: <= 14 } size
            ? zone.Groups["sign"].Value == "-" ? -size : size
            : null;

    private static int Number(Match zone, string group) => int.Parse(zone.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static bool IsPossible(DateTime moment, TimeSpan offset) =>
        moment.Ticks - offset.Ticks is var ticks && ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;

    // Days since 1899-12-30, as every spreadsheet counts them; to the second, since a fraction of a day is rarely exact. Text with the
    // five digits that the days of our time have is such a count as well: that is how a date looks in a column that is not one.
    private static DateTime? Serial(Cell cell, string text) =>
        (cell.IsNumber || FiveDigits.IsMatch(text))
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is >= 61 and < SerialMax
            ? DateTime.FromOADate(Math.Truncate(days)).AddSeconds(Math.Round((days - Math.Truncate(days)) * 86400))
            : null;

    [GeneratedRegex(@"^\d{5}(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex FiveDigits { get; }
}
