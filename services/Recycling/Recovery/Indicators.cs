using Traceability.Contracts.Entries;
using Traceability.Contracts.Materials;

namespace Traceability.Recycling;

/// <summary>A threshold, and whether it is reached.</summary>
public sealed record IndicatorResult
{
    /// <summary>What is measured.</summary>
    public required RecoveryIndicator Indicator { get; init; }

    /// <summary>What was measured, in per cent (energy in kilograms of coal equivalent per tonne); absent where nothing could be.</summary>
    /// <example>90.4</example>
    public decimal? Value { get; init; }

    /// <summary>The same if all that is still in process were recovered; absent where nothing is in process.</summary>
    /// <example>96.1</example>
    public decimal? ValueWithStock { get; init; }

    /// <summary>At least so much; of impurities and energy less than that.</summary>
    /// <example>90</example>
    public required decimal Limit { get; init; }

    /// <summary>Whether it is reached.</summary>
    public required RecoveryStatus Status { get; init; }

    /// <summary>Why it cannot be measured, where it cannot.</summary>
    public NotMeasurable? Because { get; init; }

    /// <summary>Whose threshold it is.</summary>
    /// <example>MIIT 42/2024</example>
    public required string Law { get; init; }

    /// <summary>The place in that law.</summary>
    public required string Source { get; init; }

    /// <summary>How sure it is that it says so.</summary>
    public required string Certainty { get; init; }

    /// <summary>The day by which it is to be reached, where it does not hold yet.</summary>
    public DateOnly? DueOn { get; init; }
}

/// <summary>Whether a threshold is reached.</summary>
public enum RecoveryStatus
{
    /// <summary>It is reached.</summary>
    Met,

    /// <summary>It is not reached.</summary>
    Missed,

    /// <summary>What is reported does not tell.</summary>
    NotMeasurable,
}

/// <summary>Why a threshold cannot be measured.</summary>
public enum NotMeasurable
{
    /// <summary>Nothing of it went in.</summary>
    NothingIn,

    /// <summary>Nobody knows how much went in.</summary>
    ContentUnknown,

    /// <summary>It depends on what is still in process, or on how much that contains.</summary>
    InProcess,

    /// <summary>More came out than went in, so that a mass or an analysis must be wrong.</summary>
    MoreThanAll,

    /// <summary>It was not reported.</summary>
    NotReported,
}

/// <summary>Measures recovery and holds it against the thresholds.</summary>
public static class Indicators
{
    // Beyond this a value says only that a mass is wrong.
    private const decimal ValueMax = 999_999_999;

    private static readonly Metal[] NickelCobaltManganese = [Metal.Nickel, Metal.Cobalt, Metal.Manganese];

    /// <summary>The thresholds that concern a step of treatment, measured by that step alone.</summary>
    public static IReadOnlyList<IndicatorResult> OfTreatment(Treatment treatment, RecyclingRules rules)
    {
        var flows = RecoveryFlows.Of(treatment, rules);
        return
        [
            .. from target in rules.RecoveryTargets
               where Concerns(target.Indicator, treatment.Process)
               select Judge(target, flows, OfStep, rules),
        ];
    }

    /// <summary>All thresholds, measured by what went through a recycler's hands.</summary>
    /// <param name="flows">What went through in the period.</param>
    /// <param name="inProcessKg">What of each metal is still in process.</param>
    /// <param name="rules">The thresholds.</param>
    public static IReadOnlyList<IndicatorResult> OfParty(RecoveryFlows flows, IReadOnlyDictionary<Metal, decimal> inProcessKg, RecyclingRules rules) =>
        [.. rules.RecoveryTargets.Select(target => Judge(target, flows, (metal, flow) => OfParty(flow, inProcessKg.GetValueOrDefault(metal)), rules))];

    private static bool Concerns(RecoveryIndicator indicator, TreatmentProcess process) => indicator switch
    {
        RecoveryIndicator.DirectRegeneration => process == TreatmentProcess.DirectRegeneration,
        RecoveryIndicator.ElectrodePowder or RecoveryIndicator.CopperInPowder or RecoveryIndicator.AluminiumInPowder => process == TreatmentProcess.MechanicalSeparation,
        RecoveryIndicator.Copper or RecoveryIndicator.Aluminium => process is not (TreatmentProcess.DirectRegeneration or TreatmentProcess.Dismantling),
        RecoveryIndicator.WaterReuse => true,
        _ => process is TreatmentProcess.Hydrometallurgy or TreatmentProcess.Pyrometallurgy,
    };

    private static Rate OfStep(Metal metal, MetalFlow flow) => new(
        flow.BatteriesKg + flow.IntermediatesInKg, flow.ProductsKg + flow.IntermediatesOutKg, 0,
        flow.UnknownBatteriesKg + flow.UnknownInKg > 0, flow.UnknownOutKg > 0);

    private static Rate OfParty(MetalFlow flow, decimal inProcessKg) => new(
        flow.BatteriesKg + flow.ReceivedKg, flow.ProductsKg + flow.PassedOnKg, decimal.Max(inProcessKg, 0),
        flow.UnknownBatteriesKg + flow.UnknownReceivedKg > 0, flow.UnknownOutKg > 0);

    private static IndicatorResult Judge(RecoveryTarget target, RecoveryFlows flows, Func<Metal, MetalFlow, Rate> rate, RecyclingRules rules)
    {
        return target.Indicator switch
        {
            RecoveryIndicator.NickelCobaltManganese => AtLeast(target, Of(NickelCobaltManganese), rules),
            RecoveryIndicator.Lithium => AtLeast(target, Of(Metal.Lithium), rules),
            RecoveryIndicator.Nickel => AtLeast(target, Of(Metal.Nickel), rules),
            RecoveryIndicator.Cobalt => AtLeast(target, Of(Metal.Cobalt), rules),
            RecoveryIndicator.Copper => AtLeast(target, Of(Metal.Copper), rules),
            RecoveryIndicator.Aluminium => AtLeast(target, Of(Metal.Aluminium), rules),
            RecoveryIndicator.ElectrodePowder => Result(target, null, RecoveryStatus.NotMeasurable, NotMeasurable.ContentUnknown),
            RecoveryIndicator.CopperInPowder => Below(target, 100 * flows.CopperInPowderKg, flows.PowderKg),
            RecoveryIndicator.AluminiumInPowder => Below(target, 100 * flows.AluminiumInPowderKg, flows.PowderKg),
            RecoveryIndicator.DirectRegeneration => AtLeast(target, new(flows.RegeneratedInKg, flows.RegeneratedOutKg, 0, false, false), rules),
            RecoveryIndicator.WaterReuse when flows.WaterUsedM3 == 0 => Result(target, null, RecoveryStatus.NotMeasurable, NotMeasurable.NotReported),
            RecoveryIndicator.WaterReuse => AtLeast(target, new(flows.WaterUsedM3, flows.WaterReusedM3, 0, false, false), rules),
            RecoveryIndicator.CarbonateEnergy => Below(target, 1000 * flows.CarbonateKgce, flows.CarbonateKg),
            _ => throw new InvalidOperationException($"Every indicator has a case above, but not {target.Indicator}."),
        };

        Rate Of(params IReadOnlyList<Metal> metals) =>
            metals.Select(metal => rate(metal, flows.Metals.GetValueOrDefault(metal) ?? new())).Aggregate(static (one, other) => one + other);
    }

    private static IndicatorResult AtLeast(RecoveryTarget target, Rate rate, RecyclingRules rules)
    {
        var value = MetalBalance.RatePercent(rate.OutKg, rate.InKg);
        var withStock = rate.StockKg > 0 ? MetalBalance.RatePercent(rate.OutKg + rate.StockKg, rate.InKg) : null;
        NotMeasurable? because = rate switch
        {
            { IsInUnknown: true } => NotMeasurable.ContentUnknown,
            { InKg: 0 } => NotMeasurable.NothingIn,
            _ when value > 100 + rules.OutputTolerancePercent => NotMeasurable.MoreThanAll,
            _ when value >= target.Limit => null,
            { IsOutUnknown: true } => NotMeasurable.InProcess,
            _ when withStock >= target.Limit => NotMeasurable.InProcess,
            _ => null,
        };
        var status = because is not null ? RecoveryStatus.NotMeasurable : value >= target.Limit ? RecoveryStatus.Met : RecoveryStatus.Missed;
        return Result(target, rate.IsInUnknown ? null : value, status, because) with { ValueWithStock = rate.IsInUnknown ? null : withStock };
    }

    private static IndicatorResult Below(RecoveryTarget target, decimal amount, decimal of) => of == 0
        ? Result(target, null, RecoveryStatus.NotMeasurable, NotMeasurable.NotReported)
        : Result(target, decimal.Min(decimal.Round(amount / of, 2), ValueMax), amount / of < target.Limit ? RecoveryStatus.Met : RecoveryStatus.Missed, null);

    private static IndicatorResult Result(RecoveryTarget target, decimal? value, RecoveryStatus status, NotMeasurable? because) => new()
    {
        Indicator = target.Indicator,
        Value = value,
        Limit = target.Limit,
        Status = status,
        Because = because,
        Law = target.Law,
        Source = target.Source,
        Certainty = target.Certainty,
        DueOn = target.DueOn,
    };

    private sealed record Rate(decimal InKg, decimal OutKg, decimal StockKg, bool IsInUnknown, bool IsOutUnknown)
    {
        public static Rate operator +(Rate one, Rate other) => new(
            one.InKg + other.InKg, one.OutKg + other.OutKg, one.StockKg + other.StockKg, one.IsInUnknown || other.IsInUnknown, one.IsOutUnknown || other.IsOutUnknown);
    }
}
