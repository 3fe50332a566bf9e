namespace Traceability.Simulation.Telling;

/// <summary>Makes a plan that breaks a promise as small as it still breaks it.</summary>
internal static class Shrinking
{
    private const int RunsMax = 4000;
    private const int LuckMax = 12;

    /// <summary>The smallest plan found that breaks the promise of this kind.</summary>
    public static Plan Shrink(Plan plan, Func<Plan, string?> kindOfFailure)
    {
        var (kind, runs) = (kindOfFailure(plan), 0);
        while (runs < RunsMax && Smaller(plan).SelectMany(WithOtherLuck).FirstOrDefault(Fails) is { } smaller)
        {
            plan = smaller;
        }

        return plan;

        bool Fails(Plan candidate) => ++runs <= RunsMax && kindOfFailure(candidate) == kind;
    }

    private static IEnumerable<Plan> Smaller(Plan plan)
    {
        for (var left = 0; left < plan.Steps.Count; left++)
        {
            yield return plan with { Steps = [.. plan.Steps.Where((_, place) => place != left)] };
        }

        foreach (var fault in Enum.GetValues<Network.NetworkFaults>().Where(fault => fault != 0 && plan.Faults.HasFlag(fault)))
        {
            yield return plan with { Faults = plan.Faults & ~fault };
        }

        for (var place = 0; place < plan.Steps.Count; place++)
        {
            if (plan.Steps[place] is Command { HasKey: true } command && (command.LosesAnswer || command.IsSentTwice))
            {
                yield return plan with { Steps = [.. plan.Steps.Select((step, at) => at == place ? command with { LosesAnswer = false, IsSentTwice = false } : step)] };
            }
        }
    }

    // What is left out changes what chance does to the rest.
    private static IEnumerable<Plan> WithOtherLuck(Plan plan) => Enumerable.Range(0, LuckMax).Select(luck => plan with { Luck = plan.Luck + luck });
}
