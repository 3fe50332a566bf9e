using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Retirement;

/// <summary>The report of one scrapped vehicle and of what became of its batteries (车辆报废). It never changes.</summary>
public sealed record VehicleScrapping
{
    /// <summary>Its id; a vehicle is scrapped once.</summary>
    /// <example>scrapping-LZ9AB1CD8RG100001</example>
    public required string Id { get; init; }

    /// <summary>The vehicle.</summary>
    public required Vin Vin { get; init; }

    /// <summary>Who scrapped it (报废机动车回收拆解企业).</summary>
    public required PartyId Dismantler { get; init; }

    /// <summary>When it was scrapped, as the dismantler claims.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was reported.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Where.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>The edition of the rules that it was judged by.</summary>
    /// <example>retirement/2026-04-01</example>
    public required string Rules { get; init; }

    /// <summary>The batteries found with it, and what each is to the vehicle.</summary>
    public required IReadOnlyList<FoundBattery> Found { get; init; }

    /// <summary>The batteries bound to it when it was scrapped.</summary>
    public required IReadOnlyList<BatteryCode> Bound { get; init; }

    /// <summary>Those of them that were not found.</summary>
    public required IReadOnlyList<BatteryCode> Missing { get; init; }

    /// <summary>Whether it is said to be a vehicle with swappable batteries (换电车型).</summary>
    public bool SwapVehicle { get; init; }

    /// <summary>What is said to show that a missing battery was lawfully replaced.</summary>
    public ReplacementProof? ProofOfReplacement { get; init; }

    /// <summary>The claim by which the rules accept that batteries are missing.</summary>
    public ScrappingExemption? Exemption { get; init; }

    /// <summary>Whether it counts as scrapped without its battery (车辆缺失动力电池, Order 73).</summary>
    public required bool Incomplete { get; init; }

    /// <summary>What looks odd.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>The id of the report of a vehicle.</summary>
    public static string IdOf(Vin vin) => $"scrapping-{vin}";
}

/// <summary>A battery found with a scrapped vehicle.</summary>
/// <param name="Battery">Its code.</param>
/// <param name="Belonging">What it is to the vehicle.</param>
public sealed record FoundBattery(BatteryCode Battery, Belonging Belonging);

/// <summary>What a battery found with a vehicle is to it.</summary>
public enum Belonging
{
    /// <summary>It was bound to the vehicle, and is retired with it.</summary>
    Bound,

    /// <summary>It was retired out of the vehicle before.</summary>
    RetiredBefore,

    /// <summary>It is bound to another vehicle.</summary>
    OtherVehicle,

    /// <summary>It is bound to no vehicle.</summary>
    NoVehicle,

    /// <summary>Nobody registered it.</summary>
    NotRegistered,
}
