using Traceability.Contracts.Entries;
using Traceability.Contracts.Materials;

namespace Traceability.Recycling;

/// <summary>
/// What metal should have been in the batteries and lots that went into a treatment, and what came out of it. Nameplates give no more
/// than the usual content, and stock in process makes one treatment a poor measure.
/// </summary>
public sealed record MetalBalance
{
    private const int KgDecimals = 3;

    // Beyond this a rate says only that a nameplate or a mass is wrong.
    private const decimal RatePercentMax = 9_999.9m;

    /// <summary>One line per metal that was expected or came out.</summary>
    public required IReadOnlyList<MetalRecovery> Metals { get; init; }

    /// <summary>Mass of black mass, cells, alloys and cathode material that came out without an assay, in kilograms: above 0 the rates are lower bounds.</summary>
    public required decimal UnassayedKg { get; init; }

    /// <summary>Mass of the same that went in without one, in kilograms: above 0 the expected masses are lower bounds.</summary>
    public decimal UnassayedInKg { get; init; }

    /// <summary>Batteries of a chemistry whose metal content is not known: above 0 the expected masses are lower bounds.</summary>
    public required int BatteriesWithoutFactors { get; init; }

    /// <summary>The balance of a treatment.</summary>
    /// <param name="nameplates">Of the batteries that went in.</param>
    /// <param name="lots">The lots that went in.</param>
    /// <param name="outputs">What came out.</param>
    /// <param name="rules">The factors.</param>
    public static MetalBalance Of(IReadOnlyList<Nameplate> nameplates, IReadOnlyList<LotIn> lots, IReadOnlyList<LotOut> outputs, RecyclingRules rules) => new()
    {
        Metals =
        [
            .. Enum.GetValues<Metal>().Select(metal => Of(metal, nameplates, lots, outputs, rules))
                .Where(metal => metal.ExpectedKg > 0 || metal.RecoveredKg > 0),
        ],
        UnassayedKg = decimal.Round(
            outputs.Where(output => Contents.CarriesMetals(output.Output.Material) && output.MetalPercent.Count == 0).Sum(output => output.Output.MassKg), KgDecimals),
        UnassayedInKg = decimal.Round(lots.Where(lot => Contents.CarriesMetals(lot.Material) && lot.MetalKg.Count == 0).Sum(lot => lot.MassKg), KgDecimals),
        BatteriesWithoutFactors = nameplates.Count(nameplate => !rules.MetalKgPerKwh.ContainsKey(nameplate.Chemistry)),
    };

    /// <summary>What came out of more metal than went in, beyond what measuring explains, while all that went in is known.</summary>
    public IReadOnlyList<TreatmentFlag> Flags(RecyclingRules rules) =>
    [
        .. from metal in Metals
           where metal.IsExpectedKnown && metal.RecoveredKg > metal.ExpectedKg * (1 + rules.OutputTolerancePercent / 100)
           select new TreatmentFlag(
               TreatmentFlag.RecoveryAboveAll, metal.Metal, metal.ExpectedKg, metal.ExpectedMaxKg, metal.RecoveredKg, metal.RatePercent ?? RatePercentMax),
    ];

    private static MetalRecovery Of(
        Metal metal, IReadOnlyList<Nameplate> nameplates, IReadOnlyList<LotIn> lots, IReadOnlyList<LotOut> outputs, RecyclingRules rules)
    {
        var isRange = rules.MetalRangeKgPerKwh.TryGetValue(metal, out var range);
        var usual = nameplates.Sum(nameplate => Contents.OfBattery(nameplate, rules)?.GetValueOrDefault(metal) ?? 0);
        var (min, max) = isRange
            ? (range!.Min * nameplates.Sum(nameplate => nameplate.EnergyKwh), range.Max * nameplates.Sum(nameplate => nameplate.EnergyKwh))
            : (usual * rules.MetalBand.Min, usual * rules.MetalBand.Max);
        var fromLots = lots.Sum(lot => lot.MetalKg.GetValueOrDefault(metal));
        var expected = decimal.Round(usual + fromLots, KgDecimals);
        var recovered = decimal.Round(
            outputs.SelectMany(output => Contents.KgIn(output.Output.MassKg, output.MetalPercent)).Where(content => content.Metal == metal).Sum(content => content.Kg),
            KgDecimals);
        var isKnown = nameplates.All(nameplate => !isRange && rules.MetalKgPerKwh.ContainsKey(nameplate.Chemistry))
            && lots.All(lot => Contents.IsKnown(metal, lot.Material, lot.MetalKg));
        return new(
            metal, expected, decimal.Round(min + fromLots, KgDecimals), decimal.Round(max + fromLots, KgDecimals), recovered, isKnown,
            isKnown ? RatePercent(recovered, expected) : null);
    }

    internal static decimal? RatePercent(decimal recovered, decimal expected) =>
        expected > 0 ? decimal.Min(decimal.Round(100 * recovered / expected, 1), RatePercentMax) : null;
}

/// <summary>One metal in a treatment.</summary>
/// <param name="Metal">The metal.</param>
/// <param name="ExpectedKg" example="7.08">
/// Usual content of the batteries that went in, from their nameplates, and content of the lots. Of copper, aluminium and graphite only the
/// content of the lots, as batteries differ too much.
/// </param>
/// <param name="ExpectedMinKg" example="5.31">What went in at the least.</param>
/// <param name="ExpectedMaxKg" example="9.204">What went in at the most.</param>
/// <param name="RecoveredKg" example="6.369">What came out.</param>
/// <param name="IsExpectedKnown" example="true">Whether all that went in is known closely enough for a rate.</param>
/// <param name="RatePercent" example="90">Came out over expected; absent where nothing was expected or what went in is not known.</param>
public sealed record MetalRecovery(
    Metal Metal, decimal ExpectedKg, decimal ExpectedMinKg, decimal ExpectedMaxKg, decimal RecoveredKg, bool IsExpectedKnown, decimal? RatePercent = null);
