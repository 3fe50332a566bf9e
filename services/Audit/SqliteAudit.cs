using Microsoft.Extensions.DependencyInjection;
using Traceability.Audit.Family;
using Traceability.Audit.RefusedAttempts;
using Traceability.Audit.Search;
using Traceability.Dossiers.Sqlite;

namespace Traceability.Audit;

/// <summary>Puts what Audit keeps into the SQLite file of its process.</summary>
public static class SqliteAudit
{
    /// <summary>Adds Audit's stores.</summary>
    public static IServiceCollection AddSqliteAudit(this IServiceCollection services) => services
        .AddSingleton<SqliteHistoryStore>()
        .AddSingleton<IHistoryStore>(provider => provider.GetRequiredService<SqliteHistoryStore>())
        .AddSingleton<IFamilyStore, SqliteFamilyStore>()
        .AddSingleton<IBatterySearch, SqliteBatterySearch>()
        .AddSingleton<IRefusedAttempts, SqliteRefusedAttempts>()
        .AddHostedService<SqliteProjection>();

    /// <summary>Makes the tables where they are missing.</summary>
    internal static void MakeTables(SqliteDatabase database) => database.Migrate(
        "audit",
        """
        create table audit_entries (
            battery text, sequence integer, seal text, json blob not null, primary key (battery, sequence, seal)) without rowid;
        create table audit_standings (battery text primary key, sequence integer not null, standing blob not null);
        """,
        $"""
        create table audit_early (battery text primary key) without rowid;
        insert into audit_early
            select distinct e.battery from audit_entries e left join audit_standings s on s.battery = e.battery where e.sequence > coalesce(s.sequence, 0);
        create table audit_rebuilding (rebuilt_up_to text not null);
        insert into audit_rebuilding select '' where exists (select 1 from audit_standings);
        {SqliteSearchRows.Tables}
        {SqliteFamilyStore.Tables}
        {SqliteRefusedAttempts.Tables}
        """);
}
