namespace Traceability.Audit.Search;

/// <summary>
/// The values of a search, in the order of the parameters of every statement of <see cref="SearchLead"/>. Statements name what they
/// need of them; so there are only as many statements as there are leads, and not one for each set of criteria.
/// </summary>
internal static class SearchValues
{
    // Above and below whatever a code may consist of.
    private const char Last = '\uffff';
    private const char First = '\u0001';

    /// <summary>All values; what is not asked for is null.</summary>
    public static object?[] Of(BatteryCriteria criteria)
    {
        var region = criteria.Region is { } code ? Seers.Digits(code) : null;
        var (prefix, after) = (criteria.CodePrefix ?? "", criteria.After + First);
        return
        [
            string.CompareOrdinal(prefix, after) > 0 ? prefix : after,
            prefix + Last,
            criteria.Limit,
            criteria.Maker?.Value,
            criteria.Holder?.Value,
            criteria.Custodian?.Value,
            criteria.Vin?.Value,
            criteria.Model,
            criteria.Stage is { } stage ? Words<Contracts.Stage>.Of(stage) : null,
            criteria.Chemistry is { } chemistry ? Words<Contracts.Chemistry>.Of(chemistry) : null,
            criteria.Level is { } level ? Words<Contracts.BatteryLevel>.Of(level) : null,
            region,
            region + Last,
            criteria.ProducedFrom?.DayNumber,
            criteria.ProducedTo?.DayNumber,
            criteria.RecordedFrom?.ToUnixTimeMilliseconds(),
            criteria.RecordedTo?.ToUnixTimeMilliseconds(),
            criteria.RecordedFrom is { } from ? SearchDays.Of(from.ToUnixTimeMilliseconds()) : null,
            criteria.RecordedTo is { } to ? SearchDays.Of(to.ToUnixTimeMilliseconds()) : null,
            criteria.SohFrom is { } low ? (long)decimal.Ceiling(low * 10) : null,
            criteria.SohTo is { } high ? (long)decimal.Floor(high * 10) : null,
            criteria.LastKind,
            criteria.Discrepancy is { } discrepancy ? Words<DiscrepancyKind>.Of(discrepancy) : null,
            criteria.Seer,
            SearchLead.CountedMax,
        ];
    }

    /// <summary>The same search, up to that code.</summary>
    public static object?[] UpTo(object?[] values, string code) => [values[0], code, .. values[2..]];

    /// <summary>The same search, counting up to so many candidates.</summary>
    public static object?[] Counting(object?[] values, int most) => [.. values[..^1], most];
}
