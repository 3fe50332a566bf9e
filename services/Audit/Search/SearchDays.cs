namespace Traceability.Audit.Search;

/// <summary>The day by which a time is indexed.</summary>
internal static class SearchDays
{
    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>The number of the day (UTC) that an instant, given in milliseconds, lies in.</summary>
    public static long Of(long milliseconds) => milliseconds / MillisecondsPerDay;
}
