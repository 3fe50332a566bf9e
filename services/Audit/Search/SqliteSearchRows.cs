using System.Text.Json;
using Microsoft.Data.Sqlite;
using Traceability.Contracts;
using Traceability.Dossiers.Sqlite;

namespace Traceability.Audit.Search;

/// <summary>Writes what batteries are searched by, in the commit that moves their standings on.</summary>
internal static class SqliteSearchRows
{
    private const int DepthMax = 4;

    /// <summary>
    /// Every index has the code of the battery behind its column, so that what is found comes in the order of codes. The day of the last
    /// entry has an index, its millisecond none: it would move with every entry.
    /// </summary>
    public const string Tables = """
        create table audit_batteries (
            battery text primary key, whole text, level text not null, stage text not null, chemistry text not null, maker text not null,
            model text not null, holder text not null, custodian text not null, region text not null, vin text, produced integer not null,
            recorded integer not null, recorded_day integer not null, soh integer, last_kind text not null, seers text not null) without rowid;
        create index audit_batteries_whole on audit_batteries (whole) where whole is not null;
        create index audit_batteries_level on audit_batteries (level);
        create index audit_batteries_stage on audit_batteries (stage);
        create index audit_batteries_chemistry on audit_batteries (chemistry);
        create index audit_batteries_maker on audit_batteries (maker);
        create index audit_batteries_model on audit_batteries (model);
        create index audit_batteries_holder on audit_batteries (holder);
        create index audit_batteries_custodian on audit_batteries (custodian);
        create index audit_batteries_region on audit_batteries (region);
        create index audit_batteries_vin on audit_batteries (vin) where vin is not null;
        create index audit_batteries_produced on audit_batteries (produced);
        create index audit_batteries_recorded_day on audit_batteries (recorded_day);
        create index audit_batteries_soh on audit_batteries (soh) where soh is not null;
        create index audit_batteries_last_kind on audit_batteries (last_kind);
        create table audit_access (who text, battery text, primary key (who, battery)) without rowid;
        create table audit_discrepancies (
            kind text, battery text, sequence integer not null, recorded integer not null, primary key (kind, battery)) without rowid;
        create index audit_discrepancies_of on audit_discrepancies (battery);
        """;

    /// <summary>The columns in the order of <see cref="Values"/> and <see cref="Read"/>.</summary>
    public const string Columns =
        "battery, whole, level, stage, chemistry, maker, model, holder, custodian, region, vin, produced, recorded, recorded_day, soh, last_kind, seers";

    private static readonly string[] Names = Columns.Split(", ");
    private static readonly string Insert = $"insert into audit_batteries ({Columns}) values ({string.Join(", ", Names.Select((_, i) => $"${i + 1}"))})";

    /// <summary>Writes the row of a battery, and of its parts where they have something from it.</summary>
    public static void Put(SqliteSession session, SearchRow own)
    {
        var before = Find(session, own.Battery);
        var now = own.Whole is { } whole && Find(session, whole) is { } row ? own.In(row) : own;
        Write(session, before, now, DepthMax);
    }

    /// <summary>Notes a discrepancy; of several of a kind the last stays.</summary>
    public static void Put(SqliteSession session, Discrepancy discrepancy, string battery) => session.Run(
        "insert into audit_discrepancies values ($1, $2, $3, $4) on conflict do update set sequence = excluded.sequence, recorded = excluded.recorded",
        Words<DiscrepancyKind>.Of(discrepancy.Kind), battery, discrepancy.Sequence, discrepancy.RecordedAt.ToUnixTimeMilliseconds());

    /// <summary>Reads a row.</summary>
    public static SearchRow Read(SqliteDataReader row) => new()
    {
        Battery = row.GetString(0),
        Whole = row.IsDBNull(1) ? null : row.GetString(1),
        Level = row.GetString(2),
        Stage = row.GetString(3),
        Chemistry = row.GetString(4),
        Maker = row.GetString(5),
        Model = row.GetString(6),
        Holder = row.GetString(7),
        Custodian = row.GetString(8),
        Region = row.GetString(9),
        Vin = row.IsDBNull(10) ? null : row.GetString(10),
        Produced = row.GetInt64(11),
        Recorded = row.GetInt64(12),
        Soh = row.IsDBNull(14) ? null : row.GetInt64(14),
        LastKind = row.GetString(15),
        Seers = row.GetString(16),
    };

    private static object?[] Values(SearchRow row) =>
    [
        row.Battery, row.Whole, row.Level, row.Stage, row.Chemistry, row.Maker, row.Model, row.Holder, row.Custodian, row.Region, row.Vin,
        row.Produced, row.Recorded, SearchDays.Of(row.Recorded), row.Soh, row.LastKind, row.Seers,
    ];

    private static SearchRow? Find(SqliteSession session, string battery) =>
        session.One($"select {Columns} from audit_batteries where battery = $1", Read, battery);

    private static void Write(SqliteSession session, SearchRow? before, SearchRow now, int depth)
    {
        if (before is null)
        {
            session.Run(Insert, Values(now));
        }
        else
        {
            Update(session, Values(before), Values(now));
        }

        if (before?.Seers != now.Seers)
        {
            var (old, all) = (SearchRow.SeersOf(before), SearchRow.SeersOf(now));
            foreach (var who in all.Except(old))
            {
                session.Run("insert into audit_access values ($1, $2) on conflict do nothing", who, now.Battery);
            }

            foreach (var who in old.Except(all))
            {
                session.Run("delete from audit_access where who = $1 and battery = $2", who, now.Battery);
            }
        }

        if (depth > 1 && !now.GivesPartsTheSameAs(before))
        {
            WriteParts(session, before, now, depth - 1);
        }
    }

    // SQLite touches the indexes of every column that a statement names, changed or not.
    private static void Update(SqliteSession session, object?[] before, object?[] now)
    {
        var changed = Enumerable.Range(1, Names.Length - 1).Where(i => !Equals(before[i], now[i])).ToList();
        if (changed.Count > 0)
        {
            session.Run(
                $"update audit_batteries set {string.Join(", ", changed.Select((column, i) => $"{Names[column]} = ${i + 2}"))} where battery = $1",
                [now[0], .. changed.Select(column => now[column])]);
        }
    }

    // Parts see what their whole sees. Where it sees less than before, what is left to a part must be read from its standing.
    private static void WriteParts(SqliteSession session, SearchRow? before, SearchRow whole, int depth)
    {
        var seesLess = SearchRow.SeersOf(before).Except(SearchRow.SeersOf(whole)).Any();
        foreach (var part in session.All($"select {Columns} from audit_batteries where whole = $1", Read, whole.Battery))
        {
            var own = seesLess && OwnRow(session, part) is { } row ? row : part;
            Write(session, part, own.In(whole), depth);
        }
    }

    private static SearchRow? OwnRow(SqliteSession session, SearchRow row) => session.One(
        "select standing from audit_standings where battery = $1",
        standing => SearchRow.Of(JsonSerializer.Deserialize<Standing>(standing.GetFieldValue<byte[]>(0), TraceabilityJson.Options)!, row.LastKind),
        row.Battery);
}
