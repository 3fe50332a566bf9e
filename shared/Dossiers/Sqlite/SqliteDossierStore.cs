using System.Text.Json;
using Microsoft.Data.Sqlite;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers.Sqlite;

/// <summary>Dossiers in SQLite: what is one document elsewhere is rows of one commit here.</summary>
public sealed partial class SqliteDossierStore : IDossierStore
{
    private readonly SqliteDatabase database;

    /// <summary>Makes the tables where they are missing.</summary>
    public SqliteDossierStore(SqliteDatabase database)
    {
        this.database = database;
        database.Migrate("dossiers", """
            create table dossiers (
                code text primary key, keeper text not null, epoch integer not null, sequence integer not null,
                seal text, standing blob, sent integer not null, claim text);
            create index dossiers_unsent on dossiers (code, sent) where sent < sequence;
            create table entries (code text, sequence integer, json blob not null, primary key (code, sequence)) without rowid;
            create table receipts (
                party text, key text, battery text, request_hash text not null, receipt blob not null,
                primary key (party, key, battery)) without rowid;
            """,
            // A narrow table of its own: what is published soon is noted without writing a whole dossier once more.
            """
            create table unsent (code text primary key, sent integer not null) without rowid;
            insert into unsent select code, sent from dossiers where sent < sequence;
            drop index dossiers_unsent;
            alter table dossiers drop column sent;
            """,
            "create table unposted (code text primary key, sender text not null) without rowid;");
    }

    /// <inheritdoc/>
    public Task<Dossier?> Find(BatteryCode code, CancellationToken cancellation) => Task.FromResult(database.Read(session => session.One(
        """
        select d.keeper, d.epoch, d.sequence, d.seal, d.standing, coalesce(u.sent, d.sequence), d.claim
        from dossiers d left join unsent u on u.code = d.code where d.code = $1
        """,
        row => new Dossier
        {
            Code = code,
            Keeper = row.GetString(0),
            Epoch = row.GetInt64(1),
            Sequence = row.GetInt32(2),
            Seal = row.IsDBNull(3) ? null : Identifier<Seal>(row, 3),
            Standing = row.IsDBNull(4) ? null : Value<Standing>(row, 4),
            Sent = row.GetInt32(5),
            Claim = row.IsDBNull(6) ? null : row.GetString(6),
        },
        code.Value)));

    /// <inheritdoc/>
    public Task<bool> Append(DossierAppend append, CancellationToken cancellation)
    {
        var code = append.Code.Value;
        var standing = Json(append.Standing);
        var seal = append.Entries[^1].Seal.Value;
        var receipt = append.Remember is { } remember ? Json(remember.Receipt) : null;
        return database.Write(session =>
        {
            var changed = append.ExpectedSequence == 0 && append.Claim is null
                ? session.Run(
                    "insert into dossiers (code, keeper, epoch, sequence, seal, standing) values ($1, $2, 1, $3, $4, $5) "
                        + "on conflict do update set sequence = $3, seal = $4, standing = $5 where sequence = 0 and keeper = $2 and claim is null",
                    code, append.Keeper, append.Standing.Sequence, seal, standing)
                : session.Run(
                    "update dossiers set sequence = $3, seal = $4, standing = $5, claim = null where code = $1 and keeper = $2 and sequence = $6 and claim is $7",
                    code, append.Keeper, append.Standing.Sequence, seal, standing, append.ExpectedSequence, append.Claim);
            if (changed == 0)
            {
                return false;
            }

            session.Run("insert into unsent values ($1, $2) on conflict do nothing", code, append.ExpectedSequence);
            foreach (var entry in append.Entries)
            {
                session.Run("insert into entries values ($1, $2, $3)", code, entry.Entry.Sequence, entry.Utf8Json);
            }

            if (append.Remember is { } remembered)
            {
                session.Run(
                    "insert into receipts values ($1, $2, $3, $4, $5)",
                    remembered.Party.Value, remembered.Key, code, remembered.RequestHash, receipt);
            }

            return true;
        });
    }

    /// <inheritdoc/>
    public Task<bool> Claim(BatteryCode code, string keeper, int expectedSequence, string workOrder, CancellationToken cancellation) =>
        database.Write(session => (expectedSequence == 0
            ? session.Run(
                """
                insert into dossiers (code, keeper, epoch, sequence, claim) values ($1, $2, 1, 0, $3)
                on conflict do update set claim = $3 where sequence = 0 and keeper = $2 and (claim is null or claim = $3)
                """,
                code.Value, keeper, workOrder)
            : session.Run(
                "update dossiers set claim = $4 where code = $1 and keeper = $2 and sequence = $3 and (claim is null or claim = $4)",
                code.Value, keeper, expectedSequence, workOrder)) > 0);

    /// <inheritdoc/>
    public Task Unclaim(BatteryCode code, string workOrder, CancellationToken cancellation) => database.Write(session =>
        session.Run("delete from dossiers where code = $1 and claim = $2 and sequence = 0 and epoch = 1", code.Value, workOrder)
        + session.Run("update dossiers set claim = null where code = $1 and claim = $2", code.Value, workOrder));

    /// <inheritdoc/>
    public Task<RememberedReceipt?> Recall(PartyId party, string key, BatteryCode battery, CancellationToken cancellation)
    {
        RememberedReceipt Remembered(SqliteDataReader row) =>
            new() { Party = party, Key = key, RequestHash = row.GetString(0), Receipt = Value<Receipt>(row, 1) };

        return Task.FromResult(database.Read(session =>
            session.One(
                "select request_hash, receipt from receipts where party = $1 and key = $2 and battery = $3", Remembered, party.Value, key, battery.Value)
            ?? session.One("select request_hash, receipt from receipts where party = $1 and key = $2 limit 1", Remembered, party.Value, key)));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SealedEntry>> Entries(BatteryCode code, int after, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<SealedEntry>>(database.Read(session => session.All(
            "select json from entries where code = $1 and sequence > $2 order by sequence",
            row => SealedEntry.Read(row.GetFieldValue<byte[]>(0)),
            code.Value, after)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<(BatteryCode Code, int Sent)>> Unsent(BatteryCode? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<(BatteryCode, int)>>(database.Read(session => session.All(
            "select code, sent from unsent where code > $1 order by code limit $2",
            row => (Identifier<BatteryCode>(row, 0), row.GetInt32(1)),
            after?.Value ?? "", limit)));

    /// <inheritdoc/>
    public Task MarkSent(IReadOnlyDictionary<BatteryCode, int> sent, CancellationToken cancellation) => database.Write(session => sent.Sum(one =>
        session.Run("delete from unsent where code = $1 and not exists (select 1 from entries where code = $1 and sequence > $2)", one.Key.Value, one.Value) is > 0 and var whole
            ? whole
            : session.Run("update unsent set sent = $2 where code = $1 and sent < $2", one.Key.Value, one.Value)));

    private static T Identifier<T>(SqliteDataReader row, int column)
        where T : struct, IIdentifier<T> =>
        T.Parse(row.GetString(column), out var identifier) is { } refusal ? throw new InvalidDataException(refusal.Detail) : identifier;

    private static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, TraceabilityJson.Options);

    private static T Value<T>(SqliteDataReader row, int column) =>
        JsonSerializer.Deserialize<T>(row.GetFieldValue<byte[]>(column), TraceabilityJson.Options)
            ?? throw new InvalidDataException($"A stored {typeof(T).Name} is empty.");
}
