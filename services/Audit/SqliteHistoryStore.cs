using System.Text.Json;
using Traceability.Audit.Family;
using Traceability.Audit.Search;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Sqlite;

namespace Traceability.Audit;

/// <summary>Histories in SQLite.</summary>
public sealed class SqliteHistoryStore : IHistoryStore
{
    private readonly SqliteDatabase database;

    /// <summary>Makes the tables where they are missing.</summary>
    public SqliteHistoryStore(SqliteDatabase database)
    {
        this.database = database;
        SqliteAudit.MakeTables(database);
    }

    /// <inheritdoc/>
    public Task<bool> Keep(IReadOnlyList<SealedEntry> entries, IReadOnlyList<StandingMove> moves, CancellationToken cancellation)
    {
        var rows = entries.Select(entry => (
            Battery: entry.Entry.Battery.Value, entry.Entry.Sequence, Seal: entry.Seal.Value, Json: entry.Utf8Json.ToArray())).ToList();
        var steps = moves.Select(move => (Move: move, Json: move.Followed.Count == 0 ? [] : JsonSerializer.SerializeToUtf8Bytes(move.To.Standing, TraceabilityJson.Options))).ToList();
        return database.Write(session =>
        {
            if (steps.Any(step => !StandsAt(session, step.Move)))
            {
                return false;
            }

            foreach (var (battery, sequence, seal, json) in rows)
            {
                session.Run("insert into audit_entries values ($1, $2, $3, $4) on conflict do nothing", battery, sequence, seal, json);
            }

            foreach (var (move, json) in steps)
            {
                MoveOn(session, move, json);
            }

            return true;
        });
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<BatteryCode, KeptHistory>> Kept(IReadOnlyCollection<BatteryCode> batteries, CancellationToken cancellation)
    {
        // A JSON array keeps it one statement, however many there are.
        var codes = batteries.ToDictionary(battery => battery.Value);
        var rows = database.Read(session => session.All(
            """
            select b.value, s.standing, case when e.battery is null then 0 else (select count(*) from audit_entries where battery = b.value) end
            from json_each($1) b left join audit_standings s on s.battery = b.value left join audit_early e on e.battery = b.value
            """,
            row => (Battery: codes[row.GetString(0)], Json: row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1), Revision: row.GetInt64(2)),
            JsonSerializer.Serialize(codes.Keys)));
        return Task.FromResult<IReadOnlyDictionary<BatteryCode, KeptHistory>>(rows.ToDictionary(
            row => row.Battery,
            row => new KeptHistory(row.Json is null ? null : JsonSerializer.Deserialize<Standing>(row.Json, TraceabilityJson.Options), row.Revision > 0) { Revision = row.Revision }));
    }

    /// <inheritdoc/>
    public Task<Standing?> Standing(BatteryCode battery, CancellationToken cancellation) => Task.FromResult(database.Read(session => session.One(
        "select standing from audit_standings where battery = $1",
        row => JsonSerializer.Deserialize<Standing>(row.GetFieldValue<byte[]>(0), TraceabilityJson.Options),
        battery.Value)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> Entries(BatteryCode battery, int after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>(database.Read(session => Entries(session, battery.Value, after, limit)));

    internal static List<ReadOnlyMemory<byte>> Entries(SqliteSession session, string battery, int after, int limit) => session.All<ReadOnlyMemory<byte>>(
        "select json from audit_entries where battery = $1 and sequence > $2 order by sequence, seal limit $3",
        row => row.GetFieldValue<byte[]>(0),
        battery, after, limit);

    /// <summary>Writes what entries tell by which batteries are searched and families followed.</summary>
    internal static void Project(SqliteSession session, Standing standing, IReadOnlyList<Entry> followed, IReadOnlyList<Discrepancy> discrepancies)
    {
        SqliteSearchRows.Put(session, SearchRow.Of(standing, followed[^1].Kind));
        foreach (var discrepancy in discrepancies)
        {
            SqliteSearchRows.Put(session, discrepancy, standing.Battery.Value);
        }

        foreach (var entry in followed)
        {
            SqliteFamilyStore.Put(session, FamilyLinks.Of(entry));
            if (FamilyLinks.LeftBy(entry) is { } whole)
            {
                SqliteFamilyStore.Close(session, NodeId.Of(entry.Battery), whole, entry.OccurredAt);
            }
        }
    }

    // Where entries lie that follow a gap, also none may have come to them: what was folded would have left it out.
    private static bool StandsAt(SqliteSession session, StandingMove move)
    {
        var (sequence, revision) = session.One(
            """
            select (select sequence from audit_standings where battery = $1),
                case when exists (select 1 from audit_early where battery = $1) then (select count(*) from audit_entries where battery = $1) else 0 end
            """,
            row => (row.IsDBNull(0) ? 0 : row.GetInt32(0), row.GetInt64(1)),
            move.Battery.Value);
        return sequence == (move.From.Standing?.Sequence ?? 0) && revision == move.From.Revision;
    }

    private static void MoveOn(SqliteSession session, StandingMove move, byte[] standing)
    {
        if (move.To.HasEarly != move.From.HasEarly)
        {
            session.Run(move.To.HasEarly ? "insert into audit_early values ($1)" : "delete from audit_early where battery = $1", move.Battery.Value);
        }

        if (move.Followed.Count == 0)
        {
            return;
        }

        session.Run(
            "insert into audit_standings values ($1, $2, $3) on conflict do update set sequence = excluded.sequence, standing = excluded.standing",
            move.Battery.Value, move.To.Standing!.Sequence, standing);
        Project(session, move.To.Standing, move.Followed, move.Discrepancies);
    }
}
