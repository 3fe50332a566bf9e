using Traceability.Contracts;
using Traceability.Dossiers;

namespace Traceability.Retirement;

/// <summary>What a residual-capacity test can say, and what is odd about one although it can.</summary>
internal static class TestPlausibility
{
    private const int TextLengthMax = 100;
    private const int CyclesMax = 100_000;

    private static readonly WarningKind Ambient = new(
        "ambient-out-of-standard", "The test was made at {0:0.#} °C; GB/T 34015 asks for {1:0.#} to {2:0.#} °C.");

    private static readonly WarningKind AboveRating = new(
        "soh-above-100", "The state of health is {0} %: more than the battery was rated for. Check the figure and the rated capacity.");

    private static readonly WarningKind Rises = new(
        "soh-rises", "The state of health is {0} %, but the test of {1:yyyy-MM-dd} found {2} %. A battery does not recover.");

    private static readonly WarningKind BeforeRetirement = new(
        "tested-before-retirement", "The test was made on {0:yyyy-MM-dd}, before the battery went out of use on {1:yyyy-MM-dd}.");

    /// <summary>The refusal of figures that no test yields, or null.</summary>
    public static Refusal? Refuse(AssessHealth test, decimal ratedAh, RetirementRules rules, DateOnly today) =>
        CommonRules.RefuseText(test.Laboratory, TextLengthMax, "laboratory")
        ?? CommonRules.RefuseText(test.Equipment, TextLengthMax, "equipment")
        ?? CommonRules.RefuseText(test.Calibration, TextLengthMax, "calibration")
        ?? RefuseOutside(test.AmbientCelsius, -60, 90, "ambientCelsius")
        ?? CommonRules.RefusePositive(test.CRate, 20, "cRate")
        ?? RefuseOutside(test.OpenCircuitVoltageV, 0, 2_500, "openCircuitVoltageV")
        ?? RefuseOutside(test.ChargeCapacityAh, 0, 20_000, "chargeCapacityAh")
        ?? RefuseOutside(test.DischargeCapacityAh, 0, 20_000, "dischargeCapacityAh")
        ?? RefuseOutside(test.DischargeEnergyKwh, 0, 20_000, "dischargeEnergyKwh")
        ?? CommonRules.RefusePositive(test.InternalResistanceMilliohm, 1_000_000_000, "internalResistanceMilliohm")
        ?? RefuseOutside(test.CycleCount, 0, CyclesMax, "cycleCount")
        ?? (test.TestedOn > today ? RetirementRefusals.TestedInFuture.With(test.TestedOn, today).At("testedOn") : null)
        ?? RefuseAboveRating(test.DischargeCapacityAh, ratedAh, rules.SohPercentMax);

    /// <summary>What is odd about the test.</summary>
    public static IEnumerable<Warning> Warn(Standing standing, AssessHealth test, decimal sohPercent, RetirementRules rules)
    {
        if (rules.AmbientCelsius is [var lowest, var highest] && (test.AmbientCelsius < lowest || test.AmbientCelsius > highest))
        {
            yield return Ambient.At("ambientCelsius", test.AmbientCelsius, lowest, highest);
        }

        if (sohPercent > 100)
        {
            yield return AboveRating.At("dischargeCapacityAh", sohPercent);
        }

        if (standing.Health is { } before && sohPercent > before.SohPercent)
        {
            yield return Rises.At("dischargeCapacityAh", sohPercent, before.TestedOn, before.SohPercent);
        }

        if (standing.RetiredAt is { } retiredAt && test.TestedOn < ChinaTime.Day(retiredAt))
        {
            yield return BeforeRetirement.At("testedOn", test.TestedOn, ChinaTime.Day(retiredAt));
        }
    }

    // Multiplied out: a rated capacity near 0 must not overflow.
    private static Refusal? RefuseAboveRating(decimal residualAh, decimal ratedAh, decimal sohPercentMax) =>
        residualAh * 100 > ratedAh * sohPercentMax
            ? RetirementRefusals.CapacityImplausible.With(residualAh, ratedAh, sohPercentMax).At("dischargeCapacityAh")
            : null;

    // A dead battery has no voltage and no capacity: 0 is a result.
    private static Refusal? RefuseOutside(decimal? number, decimal min, decimal max, string field) => number < min || number > max
        ? DossierRefusals.NumberOutOfRange.With(field, CommonRules.Range.With(min, max), number).At(field)
        : null;
}
