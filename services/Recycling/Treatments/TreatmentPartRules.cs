using Traceability.Contracts;
using Traceability.Dossiers;

namespace Traceability.Recycling;

/// <summary>What outputs, residues, energy and water of a treatment can be.</summary>
internal static class TreatmentPartRules
{
    private const int DescriptionLengthMax = 100;
    private const int WasteCodeLengthMax = 40;
    private const decimal EnergyMax = 1_000_000_000;
    private const decimal WaterM3Max = 10_000_000;
    private const int AssayDecimalsMax = 6;

    public static Refusal? Refuse(Output output, string field) =>
        Masses.Refuse(output.MassKg, Masses.LotKgMax, $"{field}.massKg")
        ?? CommonRules.RefusePositive(output.PurityPercent, 100, $"{field}.purityPercent")
        ?? (output.Material == Contracts.Materials.Material.Other || output.Description is not null
            ? CommonRules.RefuseText(output.Description, DescriptionLengthMax, $"{field}.description")
            : null)
        ?? RefuseAssay(output, $"{field}.assayPercent");

    public static Refusal? Refuse(Residue residue, string field) =>
        Masses.Refuse(residue.MassKg, Masses.LotKgMax, $"{field}.massKg")
        ?? CommonRules.RefuseText(residue.Description, DescriptionLengthMax, $"{field}.description")
        ?? (residue.WasteCode is not null ? CommonRules.RefuseText(residue.WasteCode, WasteCodeLengthMax, $"{field}.wasteCode") : null);

    public static Refusal? RefuseUse(TreatBatteries command) =>
        Masses.Refuse(command.ReagentsKg, Masses.LotKgMax, "reagentsKg")
        ?? Masses.Refuse(command.LossKg, Masses.LotKgMax, "lossKg")
        ?? RefuseRange(command.Energy?.ElectricityKwh, EnergyMax, "energy.electricityKwh")
        ?? RefuseRange(command.Energy?.OtherKgce, EnergyMax, "energy.otherKgce")
        ?? RefuseRange(command.Water?.UsedM3, WaterM3Max, "water.usedM3")
        ?? RefuseRange(command.Water?.ReusedM3, command.Water?.UsedM3 ?? 0, "water.reusedM3");

    private static Refusal? RefuseAssay(Output output, string field) =>
        output.AssayPercent is not { Count: > 0 } assay ? null
        : !Contents.IsAssayed(output.Material)
            || assay.Values.Any(percent => percent is < 0 or > 100 || decimal.Round(percent, AssayDecimalsMax) != percent)
            || assay.Values.Sum() > 100 ? RecyclingRefusals.AssayNotUsable.With(AssayDecimalsMax).At(field)
        : null;

    private static Refusal? RefuseRange(decimal? number, decimal max, string field) =>
        number is < 0 || number > max ? DossierRefusals.NumberOutOfRange.With(field, CommonRules.Range.With(0, max), number).At(field) : null;
}
