using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Ownership;

/// <summary>What a take-back outlet has in stock, and how much it may have (MIIT Announcement 46 of 2019).</summary>
public sealed record OutletStock
{
    private static readonly WarningKind Exceeded = new(
        "outlet-stock-exceeded", "With what is taken over here the outlet has {0:0.###} kg in stock, but may have {1:0.###} kg. Hand batteries on first.");

    private static readonly WarningKind VinUnknown = new(
        "vehicle-unknown", "No vehicle is known for {0}. Take its identification number down, and have the vehicle's maker record the installation.");

    /// <summary>The outlet.</summary>
    public required PartyId Outlet { get; init; }

    /// <summary>How many batteries it has in hand that are in no vehicle, in nothing larger and not at work.</summary>
    /// <example>12</example>
    public required int Count { get; init; }

    /// <summary>What they weigh together, in kilograms: as weighed in, else by their nameplates.</summary>
    /// <example>4080</example>
    public required decimal MassKg { get; init; }

    /// <summary>What it may have in stock, in kilograms; absent where nothing limits it.</summary>
    /// <example>5000</example>
    public decimal? LimitKg { get; init; }

    /// <summary>The edition of the rules that says so.</summary>
    /// <example>ownership/2026-04-01</example>
    public required string Rules { get; init; }

    /// <summary>Whether a battery that is in hand lies in stock: in no vehicle, in nothing larger, not at work and not ended.</summary>
    public static bool IsStored(Standing standing) => standing.Stage is Stage.Available or Stage.Retired;

    /// <summary>What a battery weighs, in kilograms.</summary>
    public static decimal MassKgOf(Standing standing) => standing.Reception?.MassKg ?? standing.Nameplate.MassKg;

    /// <summary>What the party may have in stock as an outlet, in kilograms, or null where nothing limits it.</summary>
    /// <param name="party">The party.</param>
    /// <param name="occurredAt">When; permits must be valid on that day in China.</param>
    /// <param name="rules">The rules in force on that day.</param>
    public static decimal? LimitKgOf(Party party, DateTimeOffset occurredAt, OwnershipRules rules) =>
        party.Is(PartyRole.CollectionOutlet)
        && !party.IsAnyOf(rules.OutletStockUnlimitedForRoles)
        && !rules.OutletStockUnlimitedForPermits.Any(permit => party.HoldsPermit(permit, ChinaTime.Day(occurredAt)))
            ? rules.OutletStockKgMax
            : null;

    /// <summary>The refusal of what would be too much, where the rules refuse it, or null.</summary>
    /// <param name="party">Who takes over.</param>
    /// <param name="afterKg">What it will have in stock then; null where it need not be known.</param>
    /// <param name="occurredAt">When.</param>
    /// <param name="rules">The rules in force on that day.</param>
    public static Refusal? Refuse(Party party, decimal? afterKg, DateTimeOffset occurredAt, OwnershipRules rules) =>
        rules.OutletStockAboveMax == AboveMax.Refuse && afterKg > LimitKgOf(party, occurredAt, rules)
            ? OwnershipRefusals.OutletFull.With(party.Id, afterKg, LimitKgOf(party, occurredAt, rules))
            : null;

    /// <summary>What is odd about taking over so much.</summary>
    /// <param name="party">Who takes over.</param>
    /// <param name="afterKg">What it will have in stock then; null where it need not be known.</param>
    /// <param name="occurredAt">When.</param>
    /// <param name="rules">The rules in force on that day.</param>
    public static IReadOnlyList<Warning> Warn(Party party, decimal? afterKg, DateTimeOffset occurredAt, OwnershipRules rules) =>
        afterKg > LimitKgOf(party, occurredAt, rules) ? [Exceeded.At("battery", afterKg, LimitKgOf(party, occurredAt, rules))] : [];

    /// <summary>What is odd about an outlet's taking over a battery of a vehicle that nobody knows.</summary>
    public static IReadOnlyList<Warning> WarnOfVehicle(Standing standing, Party caller, OwnershipRules rules) =>
        rules.OutletRecordsVin && caller.Is(PartyRole.CollectionOutlet) && IsOfUnknownVehicle(standing) ? [VinUnknown.At("battery", standing.Battery)] : [];

    private static bool IsOfUnknownVehicle(Standing standing) =>
        standing is { Nameplate.Level: BatteryLevel.Pack, Vehicle: null, LastVin: null } && !standing.IsProduct();
}
