using Microsoft.Extensions.Hosting;
using Traceability.Audit;
using Traceability.Audit.Search;
using Traceability.Dossiers;
using Traceability.Dossiers.HandOvers;
using Traceability.Dossiers.WorkOrders;
using Traceability.Simulation.Network;
using Traceability.Simulation.Stores;

namespace Traceability.Simulation.Processes;

/// <summary>A process of a service: one of perhaps several on the same store, which crashes and is started again.</summary>
internal sealed class SimulatedProcess(Surroundings surroundings, Database database, string keeper, int replica, TimeSpan ahead)
{
    /// <summary>The service that keeps the histories.</summary>
    public const string Audit = "audit";

    /// <summary>The service that opens dossiers.</summary>
    public const string Home = "registration";

    private static readonly DateTimeOffset Begun = new(2026, 7, 1, 4, 0, 0, TimeSpan.Zero);

    // StartAsync would leave the simulation: it runs this on the thread pool.
    private static readonly Func<BackgroundService, CancellationToken, Task> Execute = typeof(BackgroundService)
        .GetMethod("ExecuteAsync", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
        .CreateDelegate<Func<BackgroundService, CancellationToken, Task>>();

    private int lives;

    /// <summary>The service.</summary>
    public string Keeper => keeper;

    /// <summary>Its name among all.</summary>
    public string Name { get; } = $"{keeper}-{replica}";

    /// <summary>What goes wrong with its calls.</summary>
    public Mishaps Mishaps { get; private set; } = new();

    /// <summary>The life that it is in, or that ended last.</summary>
    public Life Life { get; private set; } = new(surroundings.Agenda, "");

    /// <summary>Whether it runs.</summary>
    public bool IsUp => lives > 0 && !Life.HasEnded;

    /// <summary>Records, where it keeps dossiers.</summary>
    public DossierOffice? Office { get; private set; }

    /// <summary>Hands over, where it keeps dossiers.</summary>
    public HandOverDesk? Desk { get; private set; }

    /// <summary>Carries work orders out, where it keeps dossiers.</summary>
    public WorkOrderDesk? Orders { get; private set; }

    /// <summary>Keeps histories, where it is Audit.</summary>
    public KeepHistories? Histories { get; private set; }

    /// <summary>Starts it with nothing but what its store holds.</summary>
    public void Start()
    {
        var agenda = surroundings.Agenda;
        Life = new(agenda, $"{Name}.{++lives}");
        Mishaps = new();
        var clock = new LifeClock(agenda, Life, Begun + ahead);
        var wire = new Wire(agenda, Life, surroundings.Chance, Mishaps, surroundings.Tell);
        if (keeper == Audit)
        {
            Histories = new(new SimulatedHistoryStore(surroundings.Histories, wire), DiscrepancyTolerance.Usual, new FailureLog<KeepHistories>(surroundings.Truth));
            return;
        }

        var name = new KeeperName(keeper);
        var store = new SimulatedDossierStore(database.Dossiers, wire);
        var bus = new SimulatedBus(agenda, surroundings.Chance, surroundings.Broker, wire, Mishaps, keeper, surroundings.Without);
        var relay = new EntryRelay(store, bus, new FailureLog<EntryRelay>(surroundings.Truth), clock);
        Desk = new(store, new SimulatedMail(surroundings.Post, wire, Life.Address), clock, name, new() { Home = Home }, new FailureLog<HandOverDesk>(surroundings.Truth));
        Office = new(store, relay, clock, name, null, Desk);
        Orders = new(store, new SimulatedDocumentStore(database.Documents, wire), relay, clock, name, new FailureLog<WorkOrderDesk>(surroundings.Truth), handOvers: Desk);
        foreach (var background in new BackgroundService[] { relay, Desk, Orders })
        {
            Life.Work(() => Execute(background, CancellationToken.None), over =>
            {
                if (over is not ProcessCrashedException)
                {
                    surroundings.Truth.Fail("background work ended", $"{background.GetType().Name} of {Life.Address}: {over}");
                }
            });
        }
    }
}

/// <summary>What lies in the database of one service.</summary>
internal sealed record Database(DossierShelf Dossiers, DocumentShelf Documents);

/// <summary>What all processes have around them.</summary>
internal sealed record Surroundings(
    Agenda Agenda, Chance Chance, Truth Truth, HistoryShelf Histories, Post Post, EntryBroker Broker, Check Without, Action<string>? Tell);
