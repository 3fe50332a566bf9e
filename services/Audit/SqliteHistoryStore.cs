using System.Text.Json;
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
        database.Migrate("audit", """
            create table audit_entries (
                battery text, sequence integer, seal text, json blob not null, primary key (battery, sequence, seal)) without rowid;
            create table audit_standings (battery text primary key, sequence integer not null, standing blob not null);
            """);
    }

    /// <inheritdoc/>
    public Task<bool> Keep(IReadOnlyList<SealedEntry> entries, IReadOnlyList<StandingMove> moves, CancellationToken cancellation)
    {
        var rows = entries.Select(entry => (
            Battery: entry.Entry.Battery.Value, entry.Entry.Sequence, Seal: entry.Seal.Value, Json: entry.Utf8Json.ToArray())).ToList();
        var standings = moves.Select(move => (
            Battery: move.To.Battery.Value, move.From, move.To.Sequence, Json: JsonSerializer.SerializeToUtf8Bytes(move.To, TraceabilityJson.Options))).ToList();
        return database.Write(session =>
        {
            if (standings.Any(move => Position(session, move.Battery) != move.From))
            {
                return false;
            }

            foreach (var (battery, sequence, seal, json) in rows)
            {
                session.Run("insert into audit_entries values ($1, $2, $3, $4) on conflict do nothing", battery, sequence, seal, json);
            }

            foreach (var (battery, _, sequence, json) in standings)
            {
                session.Run(
                    "insert into audit_standings values ($1, $2, $3) on conflict do update set sequence = excluded.sequence, standing = excluded.standing",
                    battery, sequence, json);
            }

            return true;
        });
    }

    /// <inheritdoc/>
    public Task<Standing?> Standing(BatteryCode battery, CancellationToken cancellation) => Task.FromResult(database.Read(session => session.One(
        "select standing from audit_standings where battery = $1",
        row => JsonSerializer.Deserialize<Standing>(row.GetFieldValue<byte[]>(0), TraceabilityJson.Options),
        battery.Value)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> Entries(BatteryCode battery, int after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>(database.Read(session => session.All<ReadOnlyMemory<byte>>(
            "select json from audit_entries where battery = $1 and sequence > $2 order by sequence, seal limit $3",
            row => row.GetFieldValue<byte[]>(0),
            battery.Value, after, limit)));

    private static int Position(SqliteSession session, string battery) =>
        session.One("select sequence from audit_standings where battery = $1", row => row.GetInt32(0), battery);
}
