using Traceability.Contracts;
using Traceability.Contracts.Entries;

namespace Traceability.Registration;

/// <summary>Warns of rated values that do not go together; nothing is refused for it.</summary>
public static class Plausibility
{
    private const decimal PartsEnergyTolerance = 0.05m;

    private static readonly WarningKind Energy = new(
        "energy-implausible", "{0:0.##} V and {1:0.##} Ah make {2:0.###} kWh, but {3:0.###} kWh is given.");

    private static readonly WarningKind SpecificEnergy = new(
        "specific-energy-implausible", "{0:0.###} kWh in {1:0.###} kg is {2:0} Wh/kg; {3} {4}s usually have {5:0} to {6:0}.");

    private static readonly WarningKind CellVoltage = new(
        "cell-voltage-implausible", "A {0} cell usually has {1:0.0} to {2:0.0} V, but {3:0.##} V is given.");

    private static readonly WarningKind ChemistryLetter = new(
        "chemistry-not-that-of-code", "The letter {0} at position 5 of the code does not stand for {1}.");

    private static readonly WarningKind PartsMass = new(
        "parts-heavier-than-whole", "The parts weigh {0:0.###} kg together, the whole {1:0.###} kg.");

    private static readonly WarningKind PartsEnergy = new(
        "parts-energy-implausible", "The parts hold {0:0.###} kWh together, the whole {1:0.###} kWh.");

    /// <summary>What is odd about a whole and its parts.</summary>
    public static IEnumerable<Warning> OfParts(Nameplate whole, IReadOnlyList<Standing> parts)
    {
        var massKg = parts.Sum(part => part.Nameplate.MassKg);
        if (massKg > whole.MassKg)
        {
            yield return PartsMass.At("parts", massKg, whole.MassKg);
        }

        var energyKwh = parts.Sum(part => part.Nameplate.EnergyKwh);
        if (parts.Count > 0 && Math.Abs(energyKwh - whole.EnergyKwh) > whole.EnergyKwh * PartsEnergyTolerance)
        {
            yield return PartsEnergy.At("parts", energyKwh, whole.EnergyKwh);
        }
    }

    /// <summary>What is odd about a nameplate.</summary>
    public static IEnumerable<Warning> Of(Nameplate nameplate, char? chemistryLetter, RegistrationRules rules)
    {
        var reckoned = nameplate.VoltageV * nameplate.CapacityAh / 1000;
        if (Math.Abs(nameplate.EnergyKwh - reckoned) > reckoned * rules.EnergyTolerancePercent / 100)
        {
            yield return Energy.At("nameplate.energyKwh", nameplate.VoltageV, nameplate.CapacityAh, reckoned, nameplate.EnergyKwh);
        }

        var specific = nameplate.EnergyKwh * 1000 / nameplate.MassKg;
        var tolerance = rules.SpecificEnergyTolerancePercent / 100;
        if (rules.SpecificEnergyWhPerKg.GetValueOrDefault(nameplate.Chemistry)?.GetValueOrDefault(nameplate.Level) is [var low, var high]
            && (specific < low * (1 - tolerance) || specific > high * (1 + tolerance)))
        {
            yield return SpecificEnergy.At(
                "nameplate.massKg", nameplate.EnergyKwh, nameplate.MassKg, specific, nameplate.Chemistry, nameplate.Level, low, high);
        }

        if (nameplate.Level == BatteryLevel.Cell
            && rules.NominalCellVoltageV.GetValueOrDefault(nameplate.Chemistry) is [var lowest, var highest]
            && (nameplate.VoltageV < lowest - 0.1m || nameplate.VoltageV > highest + 0.1m))
        {
            yield return CellVoltage.At("nameplate.voltageV", nameplate.Chemistry, lowest, highest, nameplate.VoltageV);
        }

        if (chemistryLetter is { } letter && !nameplate.Chemistry.CodeLetters().Contains(letter))
        {
            yield return ChemistryLetter.At("nameplate.chemistry", letter, nameplate.Chemistry);
        }
    }
}
