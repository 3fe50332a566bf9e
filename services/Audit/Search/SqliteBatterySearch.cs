using Traceability.Dossiers.Sqlite;

namespace Traceability.Audit.Search;

/// <summary>
/// Searches in SQLite. Of all criteria the one with the fewest candidates leads: its index gives them in the order of codes, and each
/// candidate is held against the other criteria. How many there are is counted first, up to as many as a call may look at.
/// </summary>
public sealed class SqliteBatterySearch : IBatterySearch
{
    private readonly SqliteDatabase database;

    /// <summary>Makes the tables where they are missing.</summary>
    public SqliteBatterySearch(SqliteDatabase database)
    {
        this.database = database;
        SqliteAudit.MakeTables(database);
    }

    /// <inheritdoc/>
    public Task<BatteryPage> Find(BatteryCriteria criteria, CancellationToken cancellation)
    {
        var values = SearchValues.Of(criteria);
        return Task.FromResult(database.Read(session => SearchLead.Leading(values) is var leads && ShortList(session, leads, values) is { } few
            ? Page(session, few, values, upTo: null, criteria.Limit)
            : Follow(session, leads, values, criteria.Limit)));
    }

    // A range that few batteries lie in is looked through as a whole, and sorted.
    private static SearchLead? ShortList(SqliteSession session, IReadOnlyList<SearchLead> leads, object?[] values)
    {
        foreach (var lead in leads.Where(lead => lead.IsRange))
        {
            if (session.One(lead.Count, row => row.GetInt32(0), values) < SearchLead.RangeMax)
            {
                return lead;
            }
        }

        return null;
    }

    private static BatteryPage Follow(SqliteSession session, IReadOnlyList<SearchLead> leads, object?[] values, int limit)
    {
        var (best, fewest, upTo) = (leads[0], int.MaxValue, "");
        foreach (var lead in leads.Where(lead => !lead.IsRange))
        {
            var (count, last) = session.One(lead.Count, row => (row.GetInt32(0), row.IsDBNull(1) ? "" : row.GetString(1)), values);

            // Of two that have more than can be looked at, the one leads whose candidates lie further apart.
            if (count < fewest || (count == fewest && string.CompareOrdinal(last, upTo) > 0))
            {
                (best, fewest, upTo) = (lead, count, last);
            }
        }

        return Page(session, best, values, fewest < SearchLead.ExaminedMax ? null : upTo, limit);
    }

    private static BatteryPage Page(SqliteSession session, SearchLead lead, object?[] values, string? upTo, int limit)
    {
        var bounded = upTo is null ? values : SearchValues.UpTo(values, upTo);
        var rows = session.All(lead.Select, SqliteSearchRows.Read, bounded);
        return new()
        {
            Batteries = [.. rows.Select(row => row.ToMatch(Discrepancies(session, row.Battery)))],
            Next = rows.Count == limit ? rows[^1].Battery : upTo,
        };
    }

    private static List<Discrepancy> Discrepancies(SqliteSession session, string battery) => session.All(
        "select kind, sequence, recorded from audit_discrepancies where battery = $1 order by sequence",
        row => new Discrepancy(Words<DiscrepancyKind>.Parse(row.GetString(0)), row.GetInt32(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))),
        battery);
}
