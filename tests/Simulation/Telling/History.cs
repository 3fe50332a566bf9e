using Traceability.Simulation.Network;
using Traceability.Simulation.Processes;
using Traceability.Simulation.Stores;

namespace Traceability.Simulation.Telling;

/// <summary>What a history came to.</summary>
/// <param name="Failure">The promise that was broken; null where none was.</param>
/// <param name="Entries">How many entries were written.</param>
/// <param name="HandOvers">How many hand-overs took place.</param>
/// <param name="Mishaps">How many mishaps struck.</param>
/// <param name="Recorded">How many commands were answered with a receipt.</param>
/// <param name="Trace">What happened, where it was to be told.</param>
internal sealed record Ending(Failure? Failure, int Entries, long HandOvers, int Mishaps, int Recorded, IReadOnlyList<string> Trace);

/// <summary>Lets a plan happen.</summary>
internal sealed partial class History
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    private readonly Agenda agenda = new();
    private readonly Truth truth = new();
    private readonly HistoryShelf histories;
    private readonly Dictionary<string, Database> databases = [];
    private readonly List<string> trace = [];
    private readonly Plan plan;
    private readonly Chance chance;
    private readonly Crew crew;
    private readonly Post post;
    private readonly EntryBroker broker;
    private readonly Clients clients;
    private int mishaps;
    private bool isOver;

    private History(Plan plan, Check without, bool isTold)
    {
        Action<string>? tell = isTold ? happened => trace.Add($"{agenda.Now.TotalMilliseconds,10:0.000} ms  {happened}") : null;
        this.plan = plan;
        histories = new(without);
        chance = new(~plan.Luck);
        crew = new(chance, truth);
        post = new(agenda, chance, crew, tell) { Faults = plan.Faults };
        broker = new(agenda, chance, crew, tell) { Faults = plan.Faults, Taken = truth.Published };
        clients = new(agenda, chance, crew, truth, tell);
        var surroundings = new Surroundings(agenda, chance, truth, histories, post, broker, without, tell);
        foreach (var (service, replicas) in plan.Replicas)
        {
            var database = databases[service] = new(new(without), new());
            if (service != SimulatedProcess.Audit)
            {
                truth.Watch(service, database.Dossiers);
            }

            for (var replica = 1; replica <= replicas; replica++)
            {
                crew.Add(new(surroundings, database, service, replica, ahead: chance.Span(0, 400)));
            }
        }
    }

    /// <summary>Lets it happen.</summary>
    /// <param name="plan">What is done and goes wrong.</param>
    /// <param name="without">A check that is left out.</param>
    /// <param name="isTold">Whether the ending tells all that happened.</param>
    public static Ending Of(Plan plan, Check without = Check.None, bool isTold = false)
    {
        var history = new History(plan, without, isTold);
        history.Begin();
        while (history.truth.Failure is null && !history.isOver)
        {
            history.agenda.Step();
            if (history.agenda.Stray is { } stray)
            {
                history.truth.Fail("outside of the simulation", stray);
            }
        }

        return new(
            history.truth.Failure,
            history.truth.Written.Values.Sum(entries => entries.Count),
            history.databases.Values.SelectMany(database => database.Dossiers.All).GroupBy(dossier => dossier.Code).Sum(dossiers => dossiers.Max(dossier => dossier.Epoch) - 1),
            history.mishaps,
            history.clients.Recorded,
            history.trace);
    }

    private void Begin()
    {
        foreach (var process in crew.All)
        {
            process.Start();
        }

        foreach (var step in plan.Steps)
        {
            agenda.In(step.At, () => Take(step));
        }

        agenda.In((plan.Steps.Count > 0 ? plan.Steps[^1].At : TimeSpan.Zero) + Calm, EndTheTroubles);
    }

    private void Take(Step step)
    {
        switch (step)
        {
            case Command command:
                clients.Send(command);
                break;

            case Trouble trouble when crew.All.First(process => process.Name == $"{trouble.Service}-{trouble.Replica}") is { IsUp: true } process:
                Arm(process, trouble);
                break;
        }
    }

    private void Arm(SimulatedProcess process, Trouble trouble)
    {
        var life = process.Life;
        process.Mishaps.Arm(trouble.AfterCalls, trouble.What, () =>
        {
            mishaps++;
            if (trouble.What is Mishap.CrashBefore or Mishap.CrashAfter)
            {
                life.End();
                agenda.In(trouble.DownFor, process.Start);
            }
            else
            {
                truth.ExpectOvertaking(process.Keeper);
            }
        });
    }
}
