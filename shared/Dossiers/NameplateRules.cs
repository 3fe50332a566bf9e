using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Dossiers;

/// <summary>What code and nameplate must say for a dossier to be opened under them.</summary>
public static class NameplateRules
{
    /// <summary>No battery of a vehicle weighs more.</summary>
    public const decimal MassKgMax = 20_000;

    private const int ModelLengthMax = 100;

    /// <summary>Why the caller cannot give the code to a battery, or null.</summary>
    /// <param name="code">The code.</param>
    /// <param name="caller">The party that gives it.</param>
    /// <param name="vendorCodeMustBeFiled">Whether a GB/T 34014 code must begin with a vendor code that was filed for the caller.</param>
    /// <param name="field">The member of the request that holds the code.</param>
    public static Refusal? RefuseCode(BatteryCode code, Party caller, bool vendorCodeMustBeFiled, string field) => code switch
    {
        { IsIssuable: false } => NameplateRefusals.CodeNotIssuable.With(code).At(field),
        { VendorCode: { } vendor } when vendorCodeMustBeFiled && !caller.VendorCodes.Contains(vendor) =>
            NameplateRefusals.VendorCodeNotFiled.With(vendor, caller.Id).At(field),
        _ => null,
    };

    /// <summary>Why the nameplate cannot be that of the battery, or null.</summary>
    public static Refusal? Refuse(BatteryCode code, Nameplate nameplate, DateTimeOffset occurredAt) =>
        CommonRules.RefuseText(nameplate.Model, ModelLengthMax, "nameplate.model")
        ?? CommonRules.RefusePositive(nameplate.CapacityAh, 10_000, "nameplate.capacityAh")
        ?? CommonRules.RefusePositive(nameplate.VoltageV, 2_000, "nameplate.voltageV")
        ?? CommonRules.RefusePositive(nameplate.EnergyKwh, 10_000, "nameplate.energyKwh")
        ?? CommonRules.RefusePositive(nameplate.MassKg, MassKgMax, "nameplate.massKg")
        ?? RefuseAgainstCode(code, nameplate)
        ?? RefuseDay(nameplate, occurredAt);

    private static Refusal? RefuseAgainstCode(BatteryCode code, Nameplate nameplate) => code switch
    {
        { Level: { } level } when level != nameplate.Level =>
            NameplateRefusals.LevelNotThatOfCode.With(level, nameplate.Level).At("nameplate.level"),
        { ProducedOn: { } day } when day != nameplate.ProducedOn =>
            NameplateRefusals.ProductionDayNotThatOfCode.With(day, nameplate.ProducedOn).At("nameplate.producedOn"),
        _ => null,
    };

    private static Refusal? RefuseDay(Nameplate nameplate, DateTimeOffset occurredAt) => nameplate.ProducedOn > ChinaTime.Day(occurredAt)
        ? NameplateRefusals.ProducedAfterRegistration.With(nameplate.ProducedOn, ChinaTime.Day(occurredAt)).At("nameplate.producedOn")
        : null;
}
