using Traceability.Contracts;
using Traceability.Contracts.Materials;

namespace Traceability.Recycling;

/// <summary>What intakes, treatments and recovery are judged by (<c>rules.json</c>).</summary>
public sealed record RecyclingRules
{
    /// <summary>How far the scale may be from the nameplate before it is warned of, in per cent of the nameplate mass.</summary>
    public required decimal IntakeTolerancePercent { get; init; }

    /// <summary>How much more than went in may come out before it is refused, in per cent: what scales and moisture explain.</summary>
    public required decimal OutputTolerancePercent { get; init; }

    /// <summary>Whether it must have been decided that a battery is not for a second life before it is treated (先梯次后再生).</summary>
    public required bool SecondLifeIsConsideredFirst { get; init; }

    /// <summary>Metal in kilograms per kilowatt-hour on the nameplate. Fading takes away capacity, not metal.</summary>
    public required IReadOnlyDictionary<Chemistry, IReadOnlyDictionary<Metal, decimal>> MetalKgPerKwh { get; init; }

    /// <summary>Between which multiples of the usual content the true content of a battery lies.</summary>
    public required Band MetalBand { get; init; }

    /// <summary>
    /// Between which kilograms per kilowatt-hour batteries contain copper, aluminium and graphite, whatever their chemistry: too wide to
    /// reckon a rate from, good enough for a warning.
    /// </summary>
    public required IReadOnlyDictionary<Metal, Band> MetalRangeKgPerKwh { get; init; }

    /// <summary>The metal in a product that is a pure compound of one metal.</summary>
    public required IReadOnlyDictionary<Material, Compound> Compounds { get; init; }

    /// <summary>Kilograms of coal equivalent per kilowatt-hour of electricity.</summary>
    public required decimal KgcePerKwh { get; init; }

    /// <summary>What is to be reached in recovery.</summary>
    public required IReadOnlyList<RecoveryTarget> RecoveryTargets { get; init; }
}

/// <summary>The lowest and the highest of something.</summary>
/// <param name="Min">The lowest.</param>
/// <param name="Max">The highest.</param>
public sealed record Band(decimal Min, decimal Max);

/// <summary>How much of a compound holds one kilogram of its metal.</summary>
/// <param name="Metal">The metal.</param>
/// <param name="KgPerKgMetal">Kilograms of the pure compound, crystal water included, per kilogram of metal.</param>
public sealed record Compound(Metal Metal, decimal KgPerKgMetal);

/// <summary>A threshold that a law or guideline sets.</summary>
/// <param name="Indicator">What is measured.</param>
/// <param name="Limit">At least so much; of impurities and energy less than that.</param>
/// <param name="Law">Whose threshold it is (<c>MIIT 42/2024</c>).</param>
/// <param name="Source">The place in that law.</param>
/// <param name="Certainty">How sure it is that it says so.</param>
/// <param name="DueOn">The day by which it is to be reached, where it does not hold yet.</param>
public sealed record RecoveryTarget(RecoveryIndicator Indicator, decimal Limit, string Law, string Source, string Certainty, DateOnly? DueOn = null);

/// <summary>What a threshold of recovery measures.</summary>
public enum RecoveryIndicator
{
    /// <summary>Nickel, cobalt and manganese together, in per cent of what went in (镍钴锰综合回收率).</summary>
    NickelCobaltManganese,

    /// <summary>Lithium, in per cent of what went in (锂回收率).</summary>
    Lithium,

    /// <summary>Nickel, in per cent of what went in.</summary>
    Nickel,

    /// <summary>Cobalt, in per cent of what went in.</summary>
    Cobalt,

    /// <summary>Copper, in per cent of what went in (铜回收率).</summary>
    Copper,

    /// <summary>Aluminium, in per cent of what went in (铝回收率).</summary>
    Aluminium,

    /// <summary>Electrode powder, in per cent of what the cells contained (电极粉料回收率); nothing that is reported tells how much that was.</summary>
    ElectrodePowder,

    /// <summary>Copper left in the electrode powder, in per cent of its mass: an impurity.</summary>
    CopperInPowder,

    /// <summary>Aluminium left in the electrode powder, in per cent of its mass: an impurity.</summary>
    AluminiumInPowder,

    /// <summary>Cathode material out of direct regeneration, in per cent of the cathode material that went in (材料修复).</summary>
    DirectRegeneration,

    /// <summary>Process water that is used again, in per cent of all that is used (工艺废水循环利用率).</summary>
    WaterReuse,

    /// <summary>Energy for lithium carbonate, in kilograms of coal equivalent per tonne (碳酸锂综合能耗).</summary>
    CarbonateEnergy,
}
