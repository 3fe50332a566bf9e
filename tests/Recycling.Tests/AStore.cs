using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Messages;
using Traceability.Contracts.Parties;
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
    private readonly InProcessBus bus;

    private AStore(Func<IDocumentStore, IDocumentStore> wrap, params object[] subscribers)
    {
        var services = new ServiceCollection();
        foreach (var subscriber in subscribers)
        {
            foreach (var face in subscriber.GetType().GetInterfaces().Where(face => face.IsGenericType))
            {
                services.AddSingleton(face, subscriber);
            }
        }

        bus = new(services.BuildServiceProvider(), NullLoggerFactory.Instance);
        database = new(Path.Combine(folder, "test.db"));
        Dossiers = new SqliteDossierStore(database);
        Documents = wrap(new SqliteDocumentStore(database));
        var keeper = new KeeperName("test");
        var relay = new EntryRelay(Dossiers, bus, NullLogger<EntryRelay>.Instance);
        Office = new(Dossiers, relay, TimeProvider.System, keeper);
        Desk = new(Dossiers, Documents, relay, TimeProvider.System, keeper, NullLogger<WorkOrderDesk>.Instance);
        var bell = new Doorbell();
        Treatments = new(Documents);
        Lots = new(Documents, bell);
        Months = new(Documents);
        Settlement = new(Lots, Treatments, Months, Desk, Office, TimeProvider.System);
        Takings = new(Lots, Settlement, TimeProvider.System);
        TreatmentDesk = new(Office, Desk, Treatments, Lots, Takings, TimeProvider.System, bell);
        Citations = new(Takings);
        PartyCopy = new(Documents);
        Relay = new(Lots, Treatments, Settlement, Months, bus, Rules, bell, TimeProvider.System, NullLogger<RecyclingRelay>.Instance);
    }

    public SqliteDossierStore Dossiers { get; }

    public IDocumentStore Documents { get; }

    public DossierOffice Office { get; }

    public WorkOrderDesk Desk { get; }

    public TreatmentBook Treatments { get; }

    public LotBook Lots { get; }

    public MonthBook Months { get; }

    public LotSettlement Settlement { get; }

    public LotTakings Takings { get; }

    public TreatmentDesk TreatmentDesk { get; }

    public LotCitations Citations { get; }

    public RecyclingRelay Relay { get; }

    public PartyDirectory PartyCopy { get; }

    public DatedRules<RecyclingRules> Rules { get; } = DatedRules.Embedded<RecyclingRules>(RecyclingService.Name);

    public static async Task<AStore> Open(Func<IDocumentStore, IDocumentStore>? wrap = null, params object[] subscribers)
    {
        var store = new AStore(wrap ?? (documents => documents), subscribers);
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
        TreatBatteries command, string? key = null, Party? caller = null) =>
        TreatBatteriesEndpoint.Handle(command, new Caller(caller ?? Recycler), new(key), TreatmentDesk, Rules, CancellationToken.None);

    public Task<Results<Created<ShipmentReceipt>, ProblemHttpResult>> Ship(string lot, ShipLot command, string? key = null, Party? caller = null) =>
        ShipLotEndpoint.Handle(
            lot, command, new Caller(caller ?? Recycler), new(key), Lots, Settlement, PartyCopy, Rules, TimeProvider.System, CancellationToken.None);

    public Task<Results<Created<LotParts>, ProblemHttpResult>> Split(string lot, SplitLot command, string? key = null, Party? caller = null) =>
        SplitLotEndpoint.Handle(lot, command, new Caller(caller ?? Recycler), new(key), Lots, Settlement, Rules, TimeProvider.System, CancellationToken.None);

    public Task<Results<Created<Lot>, ProblemHttpResult>> Merge(MergeLots command, string? key = null, Party? caller = null) =>
        MergeLotsEndpoint.Handle(command, new Caller(caller ?? Recycler), new(key), Lots, Takings, Rules, TimeProvider.System, CancellationToken.None);

    /// <summary>Registers a battery that cites lots, as Registration does.</summary>
    public Task<Outcome> Cite(BatteryCode battery, Party by, params RecycledContent[] contents) => Citations.Cite(
        new(by, battery, DateTimeOffset.UtcNow, contents),
        () => Office.Open(
            battery,
            new() { By = by.Id, Service = "registration", Rules = "registration/2026-04-01", OccurredAt = DateTimeOffset.UtcNow },
            _ => new BatteryRegistered { Nameplate = Batteries.Nameplate, Maker = by.Id, Holder = by.Id, Region = by.Region, RecycledContent = contents },
            CancellationToken.None),
        CancellationToken.None);

    /// <summary>A lot of a party's, out of nowhere.</summary>
    public async Task<string> GiveLot(string id, decimal massKg, Party? owner = null, Material material = Material.LithiumCarbonate)
    {
        owner ??= Recycler;
        await Lots.Add(
            new()
            {
                Id = id,
                Material = material,
                MassKg = massKg,
                RemainingKg = massKg,
                Owner = owner.Id,
                Region = owner.Region,
                RecoveredAt = DateTimeOffset.UtcNow.AddDays(-1),
            },
            CancellationToken.None);
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await bus.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
