using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Messages;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Sqlite;
using Traceability.Dossiers.WorkOrders;
using Xunit;

namespace Traceability.Fixtures;

/// <summary>Dossiers in an SQLite file of their own, and those who write in them.</summary>
internal sealed class RealStore : IAsyncDisposable
{
    public const string Keeper = "tests";

    private readonly string folder = Directory.CreateTempSubdirectory("traceability-").FullName;
    private readonly SqliteDatabase database;
    private readonly EntryRelay relay;

    public RealStore()
    {
        database = new(Path.Combine(folder, "registry.db"));
        Dossiers = new(database);
        relay = new(Dossiers, new SilentBus(), NullLogger<EntryRelay>.Instance);
        Office = new(Dossiers, relay, Clock, new(Keeper));
        Documents = new(database);
        Desk = new(Dossiers, Documents, relay, Clock, new(Keeper), NullLogger<WorkOrderDesk>.Instance);
    }

    public FakeTimeProvider Clock { get; } = new(Life.Now);

    public SqliteDossierStore Dossiers { get; }

    public SqliteDocumentStore Documents { get; }

    public DossierOffice Office { get; }

    public WorkOrderDesk Desk { get; }

    /// <summary>Opens a dossier with all that a retired battery's standing tells.</summary>
    public async Task Open(Standing retired, Party holder)
    {
        var act = new Act { By = holder.Id, Service = Keeper, Rules = "tests/2026-01-01", OccurredAt = Life.RetiredAt };
        var registered = new BatteryRegistered { Nameplate = retired.Nameplate, Maker = retired.Maker, Holder = holder.Id, Region = retired.Region };
        IEnumerable<EntryData?> entries = [registered, retired.Retirement, retired.Health, retired.Disposition];
        var outcome = await Office.Open(
            retired.Battery, act, _ => new Decision.Record([.. entries.OfType<EntryData>()], []), TestContext.Current.CancellationToken);
        Assert.IsType<Outcome.Recorded>(outcome);
    }

    public async ValueTask DisposeAsync()
    {
        Desk.Dispose();
        for (var i = 0; i < 500 && relay.Busy > 0; i++)
        {
            await Task.Delay(10);
        }

        relay.Dispose();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class SilentBus : IBus
    {
        public Task Publish<TMessage>(TMessage message, CancellationToken cancellation)
            where TMessage : class, IMessage => Task.CompletedTask;
    }
}
