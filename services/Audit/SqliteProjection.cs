using Microsoft.Extensions.Hosting;
using Traceability.Audit.Search;
using Traceability.Dossiers.Sqlite;

namespace Traceability.Audit;

/// <summary>
/// Makes all by which batteries are searched and families followed anew from the kept entries: on the first start on a file of an
/// earlier release, before anybody is answered. Where it is broken off, the next start goes on.
/// </summary>
public sealed class SqliteProjection : IHostedService
{
    private const int BatteriesPerCommit = 200;

    private readonly SqliteDatabase database;
    private readonly DiscrepancyTolerance tolerance;

    /// <summary>Makes the tables where they are missing.</summary>
    public SqliteProjection(SqliteDatabase database, DiscrepancyTolerance tolerance)
    {
        this.database = database;
        this.tolerance = tolerance;
        SqliteAudit.MakeTables(database);
    }

    /// <summary>Asks for everything to be made anew; <see cref="StartAsync"/> does it.</summary>
    public Task Demand() => database.Write(session => session.Run("delete from audit_rebuilding") + session.Run("insert into audit_rebuilding values ('')"));

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (await database.Write(Rebuild))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private bool Rebuild(SqliteSession session)
    {
        if (session.One("select rebuilt_up_to from audit_rebuilding", row => row.GetString(0)) is not { } last)
        {
            return false;
        }

        var batteries = session.All(
            "select battery from audit_standings where battery > $1 order by battery limit $2", row => row.GetString(0), last, BatteriesPerCommit);
        batteries.ForEach(battery => Rebuild(session, battery));
        if (batteries.Count > 0)
        {
            session.Run("update audit_rebuilding set rebuilt_up_to = $1", batteries[^1]);
        }
        else
        {
            session.Run("delete from audit_rebuilding");
        }

        return batteries.Count > 0;
    }

    private void Rebuild(SqliteSession session, string battery)
    {
        var fold = new HistoryFold(null, tolerance);
        fold.FollowReadable(SqliteHistoryStore.Entries(session, battery, 0, int.MaxValue));
        if (fold.Standing is { } standing)
        {
            SqliteHistoryStore.Project(session, standing, fold.Followed, fold.Discrepancies);
        }
    }
}
