using Traceability.Contracts.Entries;
using Traceability.Contracts.Materials;

namespace Traceability.Recycling;

/// <summary>What batteries and materials contain of each metal.</summary>
public static class Contents
{
    private const int Decimals = 6;

    /// <summary>The metals of cathodes, which nameplates tell.</summary>
    public static readonly IReadOnlyList<Metal> OfCathodes = [Metal.Lithium, Metal.Nickel, Metal.Cobalt, Metal.Manganese];

    /// <summary>Materials whose content an analysis tells, as it follows from nothing else.</summary>
    public static bool IsAssayed(Material material) => material is Material.CathodeMaterial or Material.Other || IsIntermediate(material);

    /// <summary>Materials that are on their way: what is in them is not recovered yet.</summary>
    public static bool IsIntermediate(Material material) => material is Material.Cells or Material.BlackMass or Material.Alloy;

    /// <summary>Materials that contain watched metals, so that without an assay something is missing from the balance.</summary>
    public static bool CarriesMetals(Material material) => material == Material.CathodeMaterial || IsIntermediate(material);

    /// <summary>Whether it is known how much of a metal a material contains: an assay that does not name a metal says nothing of it.</summary>
    public static bool IsKnown(Metal metal, Material material, IReadOnlyDictionary<Metal, decimal> contents) =>
        !CarriesMetals(material) || contents.ContainsKey(metal);

    /// <summary>What a battery usually contains, in kilograms; null where its chemistry tells nothing.</summary>
    public static IReadOnlyDictionary<Metal, decimal>? OfBattery(Nameplate nameplate, RecyclingRules rules) =>
        rules.MetalKgPerKwh.GetValueOrDefault(nameplate.Chemistry)?.ToDictionary(
            metal => metal.Key, metal => decimal.Round(metal.Value * nameplate.EnergyKwh, Decimals));

    /// <summary>What a material contains in per cent by mass; a compound or metal counts as pure where no purity is given.</summary>
    public static IReadOnlyDictionary<Metal, decimal> PercentOf(Output output, RecyclingRules rules) => output switch
    {
        { AssayPercent: { Count: > 0 } assay } => assay.ToDictionary(metal => metal.Key, metal => decimal.Round(metal.Value, Decimals)),
        _ when PureMetal(output.Material) is { } metal => Only(metal, output.PurityPercent ?? 100),
        _ when rules.Compounds.GetValueOrDefault(output.Material) is { } compound => Only(compound.Metal, (output.PurityPercent ?? 100) / compound.KgPerKgMetal),
        _ => new Dictionary<Metal, decimal>(),
    };

    /// <summary>How much of each metal is in so much of a material, in kilograms.</summary>
    public static IEnumerable<(Metal Metal, decimal Kg)> KgIn(decimal massKg, IReadOnlyDictionary<Metal, decimal> metalPercent) =>
        metalPercent.Select(metal => (metal.Key, massKg * metal.Value / 100));

    /// <summary>
    /// How much of a material comes from batteries, in kilograms: of a compound only the metal, since acid, water and soda are
    /// added to it on the way (a kilogram of nickel leaves as 4.5 kg of sulfate).
    /// </summary>
    public static decimal FromBatteriesKg(Material material, decimal massKg, IReadOnlyDictionary<Metal, decimal> metalPercent, RecyclingRules rules) =>
        rules.Compounds.ContainsKey(material) ? metalPercent.Values.Sum() * massKg / 100 : massKg;

    private static Metal? PureMetal(Material material) => material switch
    {
        Material.Copper => Metal.Copper,
        Material.Aluminium => Metal.Aluminium,
        Material.Graphite => Metal.Graphite,
        _ => null,
    };

    private static Dictionary<Metal, decimal> Only(Metal metal, decimal percent) => new() { [metal] = decimal.Round(percent, Decimals) };
}
