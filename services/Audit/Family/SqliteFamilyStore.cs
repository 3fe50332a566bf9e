using System.Text.Json;
using Microsoft.Data.Sqlite;
using Traceability.Audit.Search;
using Traceability.Contracts;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Sqlite;

namespace Traceability.Audit.Family;

/// <summary>Families in SQLite.</summary>
public sealed class SqliteFamilyStore : IFamilyStore
{
    internal const string Tables = """
        create table audit_links (
            source text, target text, kind text, number integer, since integer not null, until integer, mass_kg real,
            primary key (source, target, kind, number)) without rowid;
        create index audit_links_target on audit_links (target, source);
        create table audit_material (node text primary key, version integer not null, facts blob not null) without rowid;
        """;

    private const string Columns = "source, target, kind, number, since, until, mass_kg";

    private readonly SqliteDatabase database;

    /// <summary>Makes the tables where they are missing.</summary>
    public SqliteFamilyStore(SqliteDatabase database)
    {
        this.database = database;
        SqliteAudit.MakeTables(database);
    }

    /// <inheritdoc/>
    public Task Keep(IReadOnlyList<LotFacts> lots, CancellationToken cancellation) => database.Write(session =>
    {
        foreach (var lot in lots)
        {
            var node = NodeId.Lot(lot.Id);
            if (PutFacts(session, node, lot.Version, lot))
            {
                session.Run("delete from audit_links where target = $1", node.Key);
                Put(session, FamilyLinks.Of(lot));
            }
        }

        return true;
    });

    /// <inheritdoc/>
    public Task Keep(IReadOnlyList<TreatmentFacts> treatments, CancellationToken cancellation) => database.Write(session =>
    {
        foreach (var treatment in treatments)
        {
            PutFacts(session, NodeId.Treatment(treatment.Id), 1, treatment);
            Put(session, FamilyLinks.Of(treatment));
        }

        return true;
    });

    /// <inheritdoc/>
    public IReadOnlyList<FamilyLink> Links(NodeId node, Direction direction, string after, int limit) => database.Read(session => direction == Direction.From
        ? session.All(
            $"select {Columns} from audit_links indexed by audit_links_target where target = $1 and source > $2 order by source, kind, number limit $3", Read, node.Key, after, limit)
        : session.All($"select {Columns} from audit_links where source = $1 and target > $2 order by target, kind, number limit $3", Read, node.Key, after, limit));

    /// <inheritdoc/>
    public LotFacts? Lot(string id) => Facts<LotFacts>(NodeId.Lot(id));

    /// <inheritdoc/>
    public TreatmentFacts? Treatment(string id) => Facts<TreatmentFacts>(NodeId.Treatment(id));

    /// <inheritdoc/>
    public BatteryFacts? Battery(string code) => database.Read(session => session.One(
        "select level, stage from audit_batteries where battery = $1",
        row => new BatteryFacts(Words<BatteryLevel>.Parse(row.GetString(0)), Words<Stage>.Parse(row.GetString(1))),
        code));

    /// <summary>Writes links; what is known of the mass of one is never forgotten for not being told again.</summary>
    internal static void Put(SqliteSession session, IEnumerable<FamilyLink> links)
    {
        foreach (var link in links)
        {
            session.Run(
                """
                insert into audit_links values ($1, $2, $3, $4, $5, null, $6)
                on conflict do update set since = excluded.since, mass_kg = coalesce(excluded.mass_kg, mass_kg)
                """,
                link.From.Key, link.Into.Key, Words<LinkKind>.Of(link.Kind), link.Number, link.Since.ToUnixTimeMilliseconds(), (double?)link.MassKg);
        }
    }

    /// <summary>Writes that a part was taken out.</summary>
    internal static void Close(SqliteSession session, NodeId part, NodeId whole, DateTimeOffset at) => session.Run(
        "update audit_links set until = $4 where source = $1 and target = $2 and kind = $3 and until is null",
        part.Key, whole.Key, Words<LinkKind>.Of(LinkKind.PartOf), at.ToUnixTimeMilliseconds());

    private T? Facts<T>(NodeId node)
        where T : class => database.Read(session => session.One(
            "select facts from audit_material where node = $1",
            row => JsonSerializer.Deserialize<T>(row.GetFieldValue<byte[]>(0), TraceabilityJson.Options),
            node.Key));

    private static bool PutFacts<T>(SqliteSession session, NodeId node, long version, T facts) => session.Run(
        """
        insert into audit_material values ($1, $2, $3)
        on conflict do update set version = excluded.version, facts = excluded.facts where excluded.version > version
        """,
        node.Key, version, JsonSerializer.SerializeToUtf8Bytes(facts, TraceabilityJson.Options)) > 0;

    private static FamilyLink Read(SqliteDataReader row) => new()
    {
        From = NodeId.OfKey(row.GetString(0)),
        Into = NodeId.OfKey(row.GetString(1)),
        Kind = Words<LinkKind>.Parse(row.GetString(2)),
        Number = row.GetInt32(3),
        Since = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
        Until = row.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        MassKg = row.IsDBNull(6) ? null : (decimal)row.GetDouble(6),
    };
}
