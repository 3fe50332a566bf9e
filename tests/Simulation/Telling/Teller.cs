using System.Globalization;
using Traceability.Simulation.Stores;

namespace Traceability.Simulation.Telling;

/// <summary>Tells many histories, on all processors.</summary>
internal static class Teller
{
    private const int TraceMax = 250;

    /// <summary>Tells histories until one breaks a promise.</summary>
    /// <param name="firstSeed">The seed of the first.</param>
    /// <param name="count">How many at the most.</param>
    /// <param name="without">A check that is left out.</param>
    public static (int? FailingSeed, IReadOnlyList<Ending> Endings) Tell(int firstSeed, int count, Check without = Check.None)
    {
        var endings = new Ending[count];
        var result = Parallel.For(0, count, (index, state) =>
        {
            endings[index] = History.Of(Planner.Plan(firstSeed + index), without);
            if (endings[index].Failure is not null)
            {
                state.Break();
            }
        });
        return (result.LowestBreakIteration is { } index ? firstSeed + (int)index : null, endings);
    }

    /// <summary>Says what went wrong, in the smallest history that still shows it.</summary>
    public static string Explain(int seed, Check without = Check.None)
    {
        var plan = Shrinking.Shrink(Planner.Plan(seed), candidate => History.Of(candidate, without).Failure?.Kind);
        var ending = History.Of(plan, without, isTold: true);
        return string.Create(CultureInfo.InvariantCulture, $"""
            {ending.Failure?.Kind}: {ending.Failure?.Detail}
            To see it again: SIMULATION_SEED={seed} SIMULATION_HISTORIES=1
            The smallest plan that shows it:
            {plan}
            What happened in it:
            {string.Join('\n', ending.Trace.TakeLast(TraceMax))}
            """);
    }
}
