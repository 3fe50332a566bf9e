using Traceability.Contracts.Entries;
using Traceability.Contracts.Materials;

namespace Traceability.Recycling;

/// <summary>
/// What metal should have been in the batteries and what was recovered as pure compounds. Information only: stock in process makes
/// one treatment a poor measure, and nameplates give no more than the usual content.
/// </summary>
public sealed record MetalBalance
{
    private const int KgDecimals = 3;

    // Beyond this a rate says only that a nameplate or a mass is wrong.
    private const decimal RatePercentMax = 9_999.9m;

    /// <summary>One line per metal that was expected or recovered.</summary>
    public required IReadOnlyList<MetalRecovery> Metals { get; init; }

    /// <summary>Mass of black mass and cathode material in kilograms, whose metals are not counted: above 0 the rates are lower bounds.</summary>
    public required decimal UnassayedKg { get; init; }

    /// <summary>Batteries of a chemistry whose metal content is not known: above 0 the expected masses are lower bounds.</summary>
    public required int BatteriesWithoutFactors { get; init; }

    /// <summary>The balance of a treatment.</summary>
    /// <param name="nameplates">Of the batteries that went in.</param>
    /// <param name="outputs">What came out; a compound counts as pure where no purity is given.</param>
    /// <param name="rules">The factors.</param>
    public static MetalBalance Of(IReadOnlyList<Nameplate> nameplates, IReadOnlyList<Output> outputs, RecyclingRules rules) => new()
    {
        Metals =
        [
            .. from metal in Enum.GetValues<Metal>()
               let expected = decimal.Round(nameplates.Sum(nameplate => nameplate.EnergyKwh * KgPerKwh(nameplate, metal, rules)), KgDecimals)
               let recovered = decimal.Round(outputs.Sum(output => MetalKg(output, rules) is var (contained, kg) && contained == metal ? kg : 0), KgDecimals)
               where expected > 0 || recovered > 0
               select new MetalRecovery(metal, expected, recovered, RatePercent(recovered, expected)),
        ],
        UnassayedKg = decimal.Round(
            outputs.Where(output => output.Material is Material.BlackMass or Material.CathodeMaterial).Sum(output => output.MassKg), KgDecimals),
        BatteriesWithoutFactors = nameplates.Count(nameplate => !rules.MetalKgPerKwh.ContainsKey(nameplate.Chemistry)),
    };

    /// <summary>
    /// How much of an output comes from the batteries, in kilograms: of a compound only the metal, since acid, water and soda are
    /// added to it on the way (a kilogram of nickel leaves as 4.5 kg of sulfate).
    /// </summary>
    public static decimal FromBatteriesKg(Output output, RecyclingRules rules) => MetalKg(output, rules)?.Kg ?? output.MassKg;

    private static decimal? RatePercent(decimal recovered, decimal expected) =>
        expected > 0 ? decimal.Min(decimal.Round(100 * recovered / expected, 1), RatePercentMax) : null;

    private static decimal KgPerKwh(Nameplate nameplate, Metal metal, RecyclingRules rules) =>
        rules.MetalKgPerKwh.GetValueOrDefault(nameplate.Chemistry)?.GetValueOrDefault(metal) ?? 0;

    private static (Metal Metal, decimal Kg)? MetalKg(Output output, RecyclingRules rules) => rules.Compounds.GetValueOrDefault(output.Material) is { } compound
        ? (compound.Metal, output.MassKg * (output.PurityPercent ?? 100) / 100 / compound.KgPerKgMetal)
        : null;
}

/// <summary>One metal in a treatment.</summary>
/// <param name="Metal">The metal.</param>
/// <param name="ExpectedKg" example="7.045">Usual content of the batteries that went in, from their nameplates.</param>
/// <param name="RecoveredKg" example="6.576">What the compounds that came out contain.</param>
/// <param name="RatePercent" example="93.4">Recovered over expected; absent where none was expected.</param>
public sealed record MetalRecovery(Metal Metal, decimal ExpectedKg, decimal RecoveredKg, decimal? RatePercent = null);
