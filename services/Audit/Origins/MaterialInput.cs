using Traceability.Audit.Family;
using Traceability.Contracts.Materials;

namespace Traceability.Audit.Origins;

/// <summary>Something that a lot or a treatment is made of.</summary>
/// <param name="From">A battery, a lot, or for a lot the treatment that it came out of.</param>
/// <param name="MassKg">How much went in, in kilograms.</param>
/// <param name="MetalKg">What that contains of each metal, in kilograms; empty where nothing is known of it.</param>
internal sealed record MaterialInput(NodeId From, decimal MassKg, IReadOnlyDictionary<Metal, decimal> MetalKg);

/// <summary>Shares a material out over what it was made of.</summary>
internal static class MaterialShares
{
    /// <summary>
    /// The part that each input has in a metal: by what it contains of the metal, where that is known, with what is unknown reckoned to
    /// contain as much of it as the rest; else by mass.
    /// </summary>
    /// <param name="inputs">What went in.</param>
    /// <param name="metal">The metal; null for the material as a whole.</param>
    /// <returns>As many numbers as inputs, which make 1 together.</returns>
    public static IReadOnlyList<double> Of(IReadOnlyList<MaterialInput> inputs, Metal? metal)
    {
        var metalKg = metal is { } asked ? inputs.Sum(input => (double)input.MetalKg.GetValueOrDefault(asked)) : 0;
        var knownKg = inputs.Where(input => input.MetalKg.Count > 0).Sum(input => (double)input.MassKg);
        var weights = inputs.Select(input => metalKg <= 0 ? (double)input.MassKg
            : input.MetalKg.Count > 0 ? (double)input.MetalKg.GetValueOrDefault(metal!.Value)
            : knownKg > 0 ? (double)input.MassKg * metalKg / knownKg
            : 0).ToList();
        var all = weights.Sum();
        return [.. weights.Select(weight => all > 0 ? weight / all : 1d / inputs.Count)];
    }
}
