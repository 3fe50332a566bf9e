using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Dossiers;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Parties;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.Sqlite;
using Traceability.Dossiers.WorkOrders;
using Traceability.Hosting;
using static Traceability.Recycling.Tests.Parties;

namespace Traceability.Recycling.Tests;

/// <summary>The service over the real store, in a file of its own.</summary>
internal sealed class AStore : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("recycling-tests-").FullName;
    private readonly SqliteDatabase database;
    private readonly InProcessBus bus = new(new ServiceCollection().BuildServiceProvider(), NullLoggerFactory.Instance);

    private AStore(Func<IDocumentStore, IDocumentStore> wrap)
    {
        database = new(Path.Combine(folder, "test.db"));
        Dossiers = new SqliteDossierStore(database);
        Documents = wrap(new SqliteDocumentStore(database));
        var keeper = new KeeperName("test");
        var relay = new EntryRelay(Dossiers, bus, NullLogger<EntryRelay>.Instance);
        Office = new(Dossiers, relay, TimeProvider.System, keeper);
        Desk = new(Dossiers, Documents, relay, TimeProvider.System, keeper, NullLogger<WorkOrderDesk>.Instance);
        Treatments = new(Documents);
        Lots = new(Documents);
        PartyCopy = new(Documents);
    }

    public SqliteDossierStore Dossiers { get; }

    public IDocumentStore Documents { get; }

    public DossierOffice Office { get; }

    public WorkOrderDesk Desk { get; }

    public TreatmentBook Treatments { get; }

    public LotBook Lots { get; }

    public PartyDirectory PartyCopy { get; }

    public DatedRules<RecyclingRules> Rules { get; } = DatedRules.Embedded<RecyclingRules>(RecyclingService.Name);

    public static async Task<AStore> Open(Func<IDocumentStore, IDocumentStore>? wrap = null)
    {
        var store = new AStore(wrap ?? (documents => documents));
        await store.PartyCopy.Receive([.. All.Select(party => new PartyChanged { Party = party })], CancellationToken.None);
        return store;
    }

    /// <summary>Batteries that have lived such a life.</summary>
    public async Task<BatteryCode[]> Give(int count, params EntryData[] life)
    {
        var codes = Enumerable.Range(1, count).Select(number => BatteryCode.Of($"GZ9PE0100000A1G6K{number:0000000}")).ToArray();
        await Task.WhenAll(codes.Select(code => Give(code, life)));
        return codes;
    }

    public async Task Give(BatteryCode code, params EntryData[] life)
    {
        var act = new Act { By = Maker.Id, Service = "test", Rules = "test/2026-04-01", OccurredAt = DateTimeOffset.UtcNow.AddDays(-1) };
        await Office.Open(code, act, _ => life[0], CancellationToken.None);
        foreach (var data in life[1..])
        {
            await Office.Record(code, act, (_, _) => data, CancellationToken.None);
        }
    }

    public Task<Results<JsonHttpResult<TreatmentRecorded>, ProblemHttpResult>> Treat(
        TreatBatteries command, string? key = null) =>
        TreatBatteriesEndpoint.Handle(command, new Caller(Recycler), new(key), Office, Desk, Treatments, Rules, CancellationToken.None);

    public Task<Results<Created<ShipmentReceipt>, ProblemHttpResult>> Ship(
        string lot, ShipLot command, string? key = null, Contracts.Parties.Party? caller = null) =>
        ShipLotEndpoint.Handle(lot, command, new Caller(caller ?? Recycler), new(key), Lots, PartyCopy, Rules, TimeProvider.System, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await bus.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
