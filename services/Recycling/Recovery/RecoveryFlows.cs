using Traceability.Contracts.Entries;
using Traceability.Contracts.Materials;

namespace Traceability.Recycling;

/// <summary>What went through a recycler's hands: of one treatment or shipment, or the sum over many.</summary>
public sealed record RecoveryFlows
{
    // A sum that could not be written would stop all counting.
    private const decimal SumMax = 999_999_999_999;
    private const int SumDecimals = 3;

    /// <summary>Of each metal.</summary>
    public IReadOnlyDictionary<Metal, MetalFlow> Metals { get; init; } = new Dictionary<Metal, MetalFlow>();

    /// <summary>How many treatments.</summary>
    public int Treatments { get; init; }

    /// <summary>Electrode powder whose copper and aluminium were analysed, in kilograms.</summary>
    public decimal PowderKg { get; init; }

    /// <summary>Copper in it, in kilograms.</summary>
    public decimal CopperInPowderKg { get; init; }

    /// <summary>Aluminium in it, in kilograms.</summary>
    public decimal AluminiumInPowderKg { get; init; }

    /// <summary>Cathode material that went into direct regeneration, in kilograms.</summary>
    public decimal RegeneratedInKg { get; init; }

    /// <summary>Cathode material that came out of it, in kilograms.</summary>
    public decimal RegeneratedOutKg { get; init; }

    /// <summary>Process water used, in cubic metres.</summary>
    public decimal WaterUsedM3 { get; init; }

    /// <summary>What of that was used again, in cubic metres.</summary>
    public decimal WaterReusedM3 { get; init; }

    /// <summary>Lithium carbonate of treatments that made no other compound and stated their energy, in kilograms.</summary>
    public decimal CarbonateKg { get; init; }

    /// <summary>The energy of those, in kilograms of coal equivalent.</summary>
    public decimal CarbonateKgce { get; init; }

    /// <summary>The sum of two.</summary>
    public static RecoveryFlows operator +(RecoveryFlows one, RecoveryFlows other) => new()
    {
        Metals = one.Metals.Keys.Union(other.Metals.Keys).ToDictionary(
            metal => metal, metal => (one.Metals.GetValueOrDefault(metal) ?? new()) + (other.Metals.GetValueOrDefault(metal) ?? new())),
        Treatments = one.Treatments + other.Treatments,
        PowderKg = Sum(one.PowderKg, other.PowderKg),
        CopperInPowderKg = Sum(one.CopperInPowderKg, other.CopperInPowderKg),
        AluminiumInPowderKg = Sum(one.AluminiumInPowderKg, other.AluminiumInPowderKg),
        RegeneratedInKg = Sum(one.RegeneratedInKg, other.RegeneratedInKg),
        RegeneratedOutKg = Sum(one.RegeneratedOutKg, other.RegeneratedOutKg),
        WaterUsedM3 = Sum(one.WaterUsedM3, other.WaterUsedM3),
        WaterReusedM3 = Sum(one.WaterReusedM3, other.WaterReusedM3),
        CarbonateKg = Sum(one.CarbonateKg, other.CarbonateKg),
        CarbonateKgce = Sum(one.CarbonateKgce, other.CarbonateKgce),
    };

    /// <summary>What went through one treatment.</summary>
    public static RecoveryFlows Of(Treatment treatment, RecyclingRules rules)
    {
        var powders = treatment.Lots.Where(lot => lot.Output.Material == Material.BlackMass
            && lot.MetalPercent.ContainsKey(Metal.Copper) && lot.MetalPercent.ContainsKey(Metal.Aluminium)).ToList();
        var regenerates = treatment.Process == TreatmentProcess.DirectRegeneration && treatment.Batteries.Count == 0
            && treatment.LotsIn.All(lot => lot.Material == Material.CathodeMaterial);
        var compounds = treatment.Lots.Where(lot => rules.Compounds.ContainsKey(lot.Output.Material)).ToList();
        var isCarbonateOnly = treatment.Energy is not null && compounds.Count > 0 && compounds.All(lot => lot.Output.Material == Material.LithiumCarbonate);
        return new()
        {
            Metals = Enum.GetValues<Metal>().ToDictionary(metal => metal, metal => MetalFlow.Of(metal, treatment)),
            Treatments = 1,
            PowderKg = powders.Sum(lot => lot.Output.MassKg),
            CopperInPowderKg = powders.Sum(lot => lot.Output.MassKg * lot.MetalPercent[Metal.Copper] / 100),
            AluminiumInPowderKg = powders.Sum(lot => lot.Output.MassKg * lot.MetalPercent[Metal.Aluminium] / 100),
            RegeneratedInKg = regenerates ? treatment.LotsIn.Sum(lot => lot.MassKg) : 0,
            RegeneratedOutKg = regenerates ? treatment.Lots.Where(lot => lot.Output.Material == Material.CathodeMaterial).Sum(lot => lot.Output.MassKg) : 0,
            WaterUsedM3 = treatment.Water?.UsedM3 ?? 0,
            WaterReusedM3 = treatment.Water?.ReusedM3 ?? 0,
            CarbonateKg = isCarbonateOnly ? compounds.Sum(lot => lot.Output.MassKg) : 0,
            CarbonateKgce = isCarbonateOnly ? ((treatment.Energy!.ElectricityKwh ?? 0) * rules.KgcePerKwh) + (treatment.Energy.OtherKgce ?? 0) : 0,
        };
    }

    /// <summary>
    /// What a shipment means for the party that gave and the one that received: of materials in process their metals go from one balance
    /// into the other. Null for all other materials, which leave recovery behind.
    /// </summary>
    public static (RecoveryFlows Given, RecoveryFlows Received)? OfShipment(Lot lot, decimal massKg)
    {
        if (!Contents.IsIntermediate(lot.Material))
        {
            return null;
        }

        var metalKg = lot.MetalKg(massKg);
        return (
            new() { Metals = Enum.GetValues<Metal>().ToDictionary(metal => metal, metal => new MetalFlow { PassedOnKg = metalKg.GetValueOrDefault(metal) }) },
            new()
            {
                Metals = Enum.GetValues<Metal>().ToDictionary(metal => metal, metal => new MetalFlow
                {
                    ReceivedKg = metalKg.GetValueOrDefault(metal),
                    UnknownReceivedKg = metalKg.ContainsKey(metal) ? 0 : massKg,
                }),
            });
    }

    internal static decimal Sum(decimal one, decimal other) => decimal.Clamp(decimal.Round(one + other, SumDecimals), -SumMax, SumMax);
}

/// <summary>One metal on its way through a recycler, in kilograms.</summary>
public sealed record MetalFlow
{
    /// <summary>In the batteries treated, by their nameplates.</summary>
    public decimal BatteriesKg { get; init; }

    /// <summary>In materials in process that were received from other parties.</summary>
    public decimal ReceivedKg { get; init; }

    /// <summary>In materials in process that went into treatments.</summary>
    public decimal IntermediatesInKg { get; init; }

    /// <summary>In materials in process that came out of treatments.</summary>
    public decimal IntermediatesOutKg { get; init; }

    /// <summary>In products that came out of treatments, less those that went into one again.</summary>
    public decimal ProductsKg { get; init; }

    /// <summary>In materials in process that were shipped to other parties.</summary>
    public decimal PassedOnKg { get; init; }

    /// <summary>Mass of batteries that tell nothing of this metal.</summary>
    public decimal UnknownBatteriesKg { get; init; }

    /// <summary>Mass of materials received of which nobody knows how much they contain.</summary>
    public decimal UnknownReceivedKg { get; init; }

    /// <summary>Mass of materials that went in of which nobody knows how much they contain.</summary>
    public decimal UnknownInKg { get; init; }

    /// <summary>Mass of materials that came out of which nobody knows how much they contain.</summary>
    public decimal UnknownOutKg { get; init; }

    /// <summary>The sum of two.</summary>
    public static MetalFlow operator +(MetalFlow one, MetalFlow other) => new()
    {
        BatteriesKg = RecoveryFlows.Sum(one.BatteriesKg, other.BatteriesKg),
        ReceivedKg = RecoveryFlows.Sum(one.ReceivedKg, other.ReceivedKg),
        IntermediatesInKg = RecoveryFlows.Sum(one.IntermediatesInKg, other.IntermediatesInKg),
        IntermediatesOutKg = RecoveryFlows.Sum(one.IntermediatesOutKg, other.IntermediatesOutKg),
        ProductsKg = RecoveryFlows.Sum(one.ProductsKg, other.ProductsKg),
        PassedOnKg = RecoveryFlows.Sum(one.PassedOnKg, other.PassedOnKg),
        UnknownBatteriesKg = RecoveryFlows.Sum(one.UnknownBatteriesKg, other.UnknownBatteriesKg),
        UnknownReceivedKg = RecoveryFlows.Sum(one.UnknownReceivedKg, other.UnknownReceivedKg),
        UnknownInKg = RecoveryFlows.Sum(one.UnknownInKg, other.UnknownInKg),
        UnknownOutKg = RecoveryFlows.Sum(one.UnknownOutKg, other.UnknownOutKg),
    };

    internal static MetalFlow Of(Metal metal, Treatment treatment)
    {
        var isTold = Contents.OfCathodes.Contains(metal);
        return new()
        {
            BatteriesKg = treatment.Batteries.Sum(battery => battery.MetalKg?.GetValueOrDefault(metal) ?? 0),
            IntermediatesInKg = treatment.LotsIn.Where(lot => Contents.IsIntermediate(lot.Material)).Sum(lot => lot.MetalKg.GetValueOrDefault(metal)),
            IntermediatesOutKg = treatment.Lots.Where(lot => Contents.IsIntermediate(lot.Output.Material)).Sum(KgOf),
            ProductsKg = treatment.Lots.Where(lot => !Contents.IsIntermediate(lot.Output.Material)).Sum(KgOf)
                - treatment.LotsIn.Where(lot => !Contents.IsIntermediate(lot.Material)).Sum(lot => lot.MetalKg.GetValueOrDefault(metal)),
            UnknownBatteriesKg = treatment.Batteries.Where(battery => !isTold || battery.MetalKg is null).Sum(battery => battery.MassKg),
            UnknownInKg = treatment.LotsIn.Where(lot => !Contents.IsKnown(metal, lot.Material, lot.MetalKg)).Sum(lot => lot.MassKg),
            UnknownOutKg = treatment.Lots.Where(lot => !Contents.IsKnown(metal, lot.Output.Material, lot.MetalPercent)).Sum(lot => lot.Output.MassKg),
        };

        decimal KgOf(LotOut lot) => lot.Output.MassKg * lot.MetalPercent.GetValueOrDefault(metal) / 100;
    }
}
