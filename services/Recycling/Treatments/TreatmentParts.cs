using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;

namespace Traceability.Recycling;

/// <summary>A battery to be treated.</summary>
/// <param name="Battery">Its code.</param>
/// <param name="MassKg" example="339.2">What goes in of it, in kilograms; else its mass at the intake.</param>
public sealed record BatteryToTreat(BatteryCode Battery, decimal? MassKg = null);

/// <summary>Something that came out of a treatment.</summary>
/// <param name="Material">What it is.</param>
/// <param name="MassKg" example="21.5">How much, in kilograms, as it is sold (crystal water included).</param>
/// <param name="PurityPercent" example="99.5">Purity in per cent by mass.</param>
/// <param name="Description" example="battery grade">What it is, in words; needed where the material is <c>other</c>.</param>
/// <param name="AssayPercent">
/// What black mass, cells, an alloy, cathode material or something else contains of each metal, in per cent by mass as analysed; salts and
/// pure metals count by their purity.
/// </param>
public sealed record Output(
    Material Material, decimal MassKg, decimal? PurityPercent = null, string? Description = null, IReadOnlyDictionary<Metal, decimal>? AssayPercent = null);

/// <summary>Something that came out of a treatment and is of no more use (残渣).</summary>
/// <param name="Kind">Which kind of waste.</param>
/// <param name="MassKg" example="35">How much, dry, in kilograms.</param>
/// <param name="Description" example="leaching residue">What it is, in words.</param>
/// <param name="WasteCode" example="HW49 900-041-49">Its code in the national list of hazardous wastes, where it has one.</param>
public sealed record Residue(WasteKind Kind, decimal MassKg, string Description, string? WasteCode = null);

/// <summary>Which kind of waste a residue is.</summary>
public enum WasteKind
{
    /// <summary>General industrial solid waste (一般工业固体废物).</summary>
    GeneralIndustrial,

    /// <summary>Hazardous waste (危险废物).</summary>
    Hazardous,
}

/// <summary>What energy a treatment took.</summary>
/// <param name="ElectricityKwh" example="820">Electricity in kilowatt-hours.</param>
/// <param name="OtherKgce" example="14.5">Everything else (gas, coal, steam) in kilograms of coal equivalent (千克标准煤).</param>
public sealed record EnergyUse(decimal? ElectricityKwh = null, decimal? OtherKgce = null);

/// <summary>What process water a treatment took (工艺水).</summary>
/// <param name="UsedM3" example="12">All that was used, in cubic metres.</param>
/// <param name="ReusedM3" example="11">What of that was used again, in cubic metres.</param>
public sealed record ProcessWater(decimal UsedM3, decimal ReusedM3);

/// <summary>A battery that ended in a treatment.</summary>
/// <param name="Battery">Its code.</param>
/// <param name="MassKg" example="339.2">What went in of it, in kilograms.</param>
/// <param name="MetalKg">What it usually contains of each metal, in kilograms, by its nameplate; absent where its chemistry tells nothing.</param>
public sealed record BatteryIn(BatteryCode Battery, decimal MassKg, IReadOnlyDictionary<Metal, decimal>? MetalKg = null);

/// <summary>A part of a lot that went into a treatment.</summary>
/// <param name="Lot" example="lot-0123456789abcdef0123">The lot.</param>
/// <param name="Material">What it is.</param>
/// <param name="MassKg" example="120">How much of it, in kilograms.</param>
/// <param name="MetalKg">What that contains of each metal, in kilograms, by purity or assay; empty where nobody knows.</param>
public sealed record LotIn(string Lot, Material Material, decimal MassKg, IReadOnlyDictionary<Metal, decimal> MetalKg);

/// <summary>What came out of a treatment, with its lot.</summary>
/// <param name="Lot" example="lot-0123456789abcdef0123">The lot that it became.</param>
/// <param name="Output">What it is.</param>
/// <param name="MetalPercent">
/// What it contains of each metal in per cent by mass: by its purity or assay; cells without assay contain what went in.
/// </param>
public sealed record LotOut(string Lot, Output Output, IReadOnlyDictionary<Metal, decimal> MetalPercent);

/// <summary>Something about a treatment that a regulator should look at, with the numbers.</summary>
/// <param name="Code" example="recovery-above-all">What it is.</param>
/// <param name="Metal">Which metal.</param>
/// <param name="ExpectedKg" example="7.08">What went in of it, in kilograms.</param>
/// <param name="ExpectedMaxKg" example="9.204">What may have gone in at the most, as nameplates tell no more than the usual content.</param>
/// <param name="RecoveredKg" example="8.5">What came out of it, in kilograms.</param>
/// <param name="RatePercent" example="120.1">The one over the other.</param>
public sealed record TreatmentFlag(string Code, Metal Metal, decimal ExpectedKg, decimal ExpectedMaxKg, decimal RecoveredKg, decimal RatePercent)
{
    /// <summary>More of a metal came out than went in, beyond what measuring explains.</summary>
    public const string RecoveryAboveAll = "recovery-above-all";
}
