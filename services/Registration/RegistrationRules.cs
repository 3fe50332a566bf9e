using Traceability.Contracts;
using Traceability.Dossiers.Rules;

namespace Traceability.Registration;

/// <summary>What a registration is judged by (<c>rules.json</c>).</summary>
public sealed record RegistrationRules : ICheckedRules
{
    /// <summary>How far the rated energy may be from voltage times capacity before it is warned of, in per cent.</summary>
    public required decimal EnergyTolerancePercent { get; init; }

    /// <summary>How far outside its band the specific energy may be before it is warned of, in per cent of the band's ends.</summary>
    public required decimal SpecificEnergyTolerancePercent { get; init; }

    /// <summary>Whether a GB/T 34014 code must begin with a vendor code that was filed for the registering party.</summary>
    public required bool VendorCodeMustBeFiled { get; init; }

    /// <summary>Whether a take-back outlet may take batteries apart (拆解).</summary>
    public required bool OutletsMayDismantle { get; init; }

    /// <summary>Usual specific energy in watt-hours per kilogram, lowest and highest, by chemistry and level.</summary>
    public required IReadOnlyDictionary<Chemistry, IReadOnlyDictionary<BatteryLevel, decimal[]>> SpecificEnergyWhPerKg { get; init; }

    /// <summary>Usual nominal voltage of a cell in volts, lowest and highest, by chemistry.</summary>
    public required IReadOnlyDictionary<Chemistry, decimal[]> NominalCellVoltageV { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Rule, string Fault)> Faults() =>
    [
        .. from chemistry in SpecificEnergyWhPerKg
           from level in chemistry.Value
           where IsReversed(level.Value)
           select ("specificEnergyWhPerKg", $"for {chemistry.Key}, {level.Key}: the lowest value comes first, then the highest."),
        .. from chemistry in NominalCellVoltageV
           where IsReversed(chemistry.Value)
           select ("nominalCellVoltageV", $"for {chemistry.Key}: the lowest value comes first, then the highest."),
    ];

    private static bool IsReversed(decimal[] range) => range is not [var lowest, var highest] || lowest > highest;
}
