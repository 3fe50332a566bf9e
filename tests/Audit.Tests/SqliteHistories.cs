using System.Text;
using Traceability.Audit.Family;
using Traceability.Audit.RefusedAttempts;
using Traceability.Audit.Search;
using Traceability.Dossiers.Sqlite;

namespace Traceability.Audit.Tests;

/// <summary>Audit's copies in an SQLite file of their own.</summary>
internal sealed class SqliteHistories : Histories
{
    private readonly string folder;

    public SqliteHistories()
        : this(Directory.CreateTempSubdirectory("traceability-").FullName)
    {
    }

    private SqliteHistories(string folder)
        : this(folder, new(Path.Combine(folder, "audit.db")))
    {
    }

    private SqliteHistories(string folder, SqliteDatabase database)
        : base(new SqliteHistoryStore(database), new SqliteFamilyStore(database), new SqliteBatterySearch(database), new SqliteRefusedAttempts(database)) =>
        (this.folder, Database) = (folder, database);

    public SqliteDatabase Database { get; }

    public override async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public override Task ChangeEntry(int sequence, Func<string, string?> change) => Database.Write(session =>
        change(session.One("select json from audit_entries where sequence = $1", row => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(0)), sequence)!) is { } json
            ? session.Run("update audit_entries set json = $2 where sequence = $1", sequence, Encoding.UTF8.GetBytes(json))
            : session.Run("delete from audit_entries where sequence = $1", sequence));

    public override Task ChangeStanding(Func<string, string> change) => Database.Write(session => session.Run(
        "update audit_standings set standing = $1",
        Encoding.UTF8.GetBytes(change(session.One("select standing from audit_standings", row => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(0)))!))));
}
