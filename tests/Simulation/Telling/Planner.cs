using Traceability.Simulation.Network;
using Traceability.Simulation.Processes;

namespace Traceability.Simulation.Telling;

/// <summary>Makes a plan from a seed.</summary>
internal static class Planner
{
    /// <summary>The services that keep dossiers.</summary>
    public static readonly IReadOnlyList<string> Keepers = [SimulatedProcess.Home, "ownership", "retirement"];

    private const int BatteriesMax = 3;
    private const int ProductsFrom = 10;
    private const int CommandsMax = 9;
    private const int TroublesMax = 3;

    /// <summary>The plan of this seed.</summary>
    public static Plan Plan(int seed)
    {
        var chance = new Chance(seed);
        var replicas = Keepers.Append(SimulatedProcess.Audit).ToDictionary(service => service, _ => chance.Between(1, 2));
        var batteries = chance.Between(1, BatteriesMax);
        var commands = Commands(chance, batteries);
        var over = commands[^1].At;
        var troubles = Enumerable.Range(0, chance.Between(0, TroublesMax)).Select(_ => SomeTrouble(chance, replicas, over));
        return new()
        {
            Seed = seed,
            Luck = seed,
            Replicas = replicas,
            Faults = (NetworkFaults)chance.Between(0, 15),
            Steps = [.. commands.Concat<Step>(troubles).OrderBy(step => step.At)],
        };
    }

    private static List<Command> Commands(Chance chance, int batteries)
    {
        var commands = new List<Command>();
        var at = TimeSpan.Zero;
        foreach (var battery in Enumerable.Range(1, batteries))
        {
            commands.Add(Sent(chance, new(at += Pause(chance), commands.Count + 1, Opener(chance), Deed.Open, [battery])));
        }

        for (var left = chance.Between(3, CommandsMax); left > 0; left--)
        {
            commands.Add(Sent(chance, SomeCommand(chance, at += Pause(chance), commands.Count + 1, batteries)));
        }

        return commands;
    }

    private static Command SomeCommand(Chance chance, TimeSpan at, int number, int batteries)
    {
        var service = chance.Pick(Keepers);
        var any = chance.Between(1, batteries);
        return chance.Between(1, 10) switch
        {
            1 => new(at, number, Opener(chance), Deed.Open, [any]),
            2 => new(at, number, service, Deed.Make, [ProductsFrom + number, any]),
            <= 4 when batteries > 1 => new(at, number, service, Deed.Together, [any, (any % batteries) + 1]),
            _ => new(at, number, service, Deed.Record, [any]),
        };
    }

    private static Command Sent(Chance chance, Command command)
    {
        var hasKey = command.Deed is Deed.Together or Deed.Make || chance.Happens(60);
        return command with { HasKey = hasKey, LosesAnswer = hasKey && chance.Happens(25), IsSentTwice = hasKey && chance.Happens(15) };
    }

    // Mostly home; the other services open dossiers of what they make, as SecondLife does.
    private static string Opener(Chance chance) => chance.Happens(70) ? SimulatedProcess.Home : chance.Pick(Keepers);

    private static TimeSpan Pause(Chance chance) => chance.Happens(80) ? chance.Span(0, 40) : chance.Span(40, 1500);

    private static Trouble SomeTrouble(Chance chance, Dictionary<string, int> replicas, TimeSpan over)
    {
        var service = chance.Pick<string>([.. replicas.Keys]);
        return new(
            chance.Span(0, over.TotalMilliseconds + 200),
            service,
            chance.Between(1, replicas[service]),
            chance.Between(0, 12),
            (Mishap)chance.Between(0, 3),
            chance.Happens(70) ? chance.Span(5, 500) : chance.Span(500, 6000));
    }
}
