using System.Text.Json;
using Traceability.Dossiers.Sqlite;

namespace Traceability.Audit.Search;

/// <summary>
/// Searches in SQLite. Of all criteria the one with the fewest candidates leads: its index gives them in the order of codes, and each
/// candidate is held against the other criteria. Which has the fewest is told by counting a few of each first.
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
        var counting = SearchValues.Counting(values, SearchLead.RangeMax);
        return leads.FirstOrDefault(lead => lead.IsRange && session.One(lead.Count, row => row.GetInt32(0), counting) < SearchLead.RangeMax);
    }

    private static BatteryPage Follow(SqliteSession session, IReadOnlyList<SearchLead> leads, object?[] values, int limit)
    {
        var (best, fewest, upTo) = (leads[0], int.MaxValue, "");
        foreach (var lead in leads.Where(lead => !lead.IsRange))
        {
            var (count, last) = Count(session, lead, values);

            // Of two that have more than are counted, the one leads whose candidates lie further apart.
            if (count < fewest || (count == fewest && string.CompareOrdinal(last, upTo) > 0))
            {
                (best, fewest, upTo) = (lead, count, last);
            }
        }

        if (fewest < SearchLead.CountedMax)
        {
            return Page(session, best, values, null, limit);
        }

        // Most searches are answered by the candidates that are counted already.
        var page = Page(session, best, values, upTo, limit);
        if (page.Batteries.Count == limit)
        {
            return page;
        }

        (fewest, upTo) = Count(session, best, SearchValues.Counting(values, SearchLead.ExaminedMax));
        return Page(session, best, values, fewest < SearchLead.ExaminedMax ? null : upTo, limit);
    }

    private static (int Count, string Last) Count(SqliteSession session, SearchLead lead, object?[] values) =>
        session.One(lead.Count, row => (row.GetInt32(0), row.IsDBNull(1) ? "" : row.GetString(1)), values);

    private static BatteryPage Page(SqliteSession session, SearchLead lead, object?[] values, string? upTo, int limit)
    {
        var bounded = upTo is null ? values : SearchValues.UpTo(values, upTo);
        var rows = session.All(lead.Select, SqliteSearchRows.Read, bounded);
        var discrepancies = Discrepancies(session, rows);
        return new()
        {
            Batteries = [.. rows.Select(row => row.ToMatch([.. discrepancies[row.Battery]]))],
            Next = rows.Count == limit ? rows[^1].Battery : upTo,
        };
    }

    // A JSON array keeps it one statement, however many there are.
    private static ILookup<string, Discrepancy> Discrepancies(SqliteSession session, IReadOnlyList<SearchRow> rows) => session.All(
        """
        select d.battery, d.kind, d.sequence, d.recorded from json_each($1) b cross join audit_discrepancies d on d.battery = b.value
        order by d.battery, d.sequence
        """,
        row => (Battery: row.GetString(0), Discrepancy: new Discrepancy(
            Words<DiscrepancyKind>.Parse(row.GetString(1)), row.GetInt32(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)))),
        JsonSerializer.Serialize(rows.Select(row => row.Battery))).ToLookup(found => found.Battery, found => found.Discrepancy);
}
