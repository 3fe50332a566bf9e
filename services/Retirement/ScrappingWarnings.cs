using Traceability.Contracts;
using Traceability.Contracts.Identifiers;

namespace Traceability.Retirement;

/// <summary>What is odd about the report of a scrapped vehicle although it is recorded.</summary>
internal static class ScrappingWarnings
{
    private static readonly WarningKind BatteryMissing = new(
        "battery-missing", "Battery {0} is bound to the vehicle but was not found with it. This stands in its dossier from now on.");

    private static readonly WarningKind NoBatteryKnown = new(
        "no-battery-known", "No battery is known to be bound to vehicle {0}, and none that was found came out of it. Check the vehicle identification number.");

    private static readonly WarningKind OtherVehicle = new(
        "battery-of-other-vehicle", "Battery {0} is bound to another vehicle and is not retired. Have its binding corrected or its removal recorded.");

    private static readonly WarningKind NoVehicle = new(
        "battery-of-no-vehicle", "Battery {0} is not known to be bound to a vehicle and is not retired. Check the code, or retire it with POST /retirements.");

    private static readonly WarningKind ExemptionNotAccepted = new(
        "exemption-not-accepted", "The rules in force on the day do not accept {0} as a ground for a missing battery.");

    public static IEnumerable<Warning> Of(ScrapVehicle command, IReadOnlyList<FoundBattery> found, IReadOnlyList<BatteryCode> missing, RetirementRules rules) =>
    [
        .. command.Vin.Warnings("vin"),
        .. command.Region?.Warnings("region") ?? [],
        .. OfFound(found),
        .. OfMissing(command.Vin, found, missing, rules),
        .. OfClaims(command, rules),
    ];

    private static IEnumerable<Warning> OfFound(IReadOnlyList<FoundBattery> found) =>
        from battery in found.Index()
        let kind = battery.Item.Belonging switch
        {
            Belonging.OtherVehicle => OtherVehicle,
            Belonging.NoVehicle or Belonging.NotRegistered => NoVehicle,
            _ => null,
        }
        where kind is not null
        select kind.At($"batteries[{battery.Index}]", battery.Item.Battery);

    private static IEnumerable<Warning> OfMissing(
        Vin vin, IReadOnlyList<FoundBattery> found, IReadOnlyList<BatteryCode> missing, RetirementRules rules) => missing switch
    {
        [] => found.Any(battery => battery.Belonging is Belonging.Bound or Belonging.RetiredBefore) ? [] : [NoBatteryKnown.At("vin", vin)],
        _ when rules.CompleteVehicle == CompleteVehicle.Off => [],
        _ => missing.Select(battery => BatteryMissing.At("batteries", battery)),
    };

    private static IEnumerable<Warning> OfClaims(ScrapVehicle command, RetirementRules rules)
    {
        if (command.SwapVehicle && !rules.SwapVehiclesExcepted)
        {
            yield return ExemptionNotAccepted.At("swapVehicle", "swapVehicle");
        }

        if (command.ProofOfReplacement is not null && !rules.ReplacementAccepted)
        {
            yield return ExemptionNotAccepted.At("proofOfReplacement", "proofOfReplacement");
        }
    }
}
