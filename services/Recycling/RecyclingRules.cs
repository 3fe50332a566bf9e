using Traceability.Contracts;
using Traceability.Contracts.Materials;

namespace Traceability.Recycling;

/// <summary>What intakes and treatments are judged by (<c>rules.json</c>).</summary>
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

    /// <summary>The metal in a product that is a pure compound of one metal.</summary>
    public required IReadOnlyDictionary<Material, Compound> Compounds { get; init; }
}

/// <summary>How much of a compound holds one kilogram of its metal.</summary>
/// <param name="Metal">The metal.</param>
/// <param name="KgPerKgMetal">Kilograms of the pure compound, crystal water included, per kilogram of metal.</param>
public sealed record Compound(Metal Metal, decimal KgPerKgMetal);
