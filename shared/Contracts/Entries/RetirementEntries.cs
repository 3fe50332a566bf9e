using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts.Entries;

/// <summary>A battery went out of use (退役).</summary>
[EntryKind("battery-retired")]
public sealed record BatteryRetired : EntryData
{
    /// <summary>Why.</summary>
    public required RetirementReason Reason { get; init; }

    /// <summary>The vehicle that it was in; its binding ends here.</summary>
    public Vin? Vin { get; init; }

    /// <summary>Where (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }

    /// <summary>Odometer of the vehicle in kilometres.</summary>
    public decimal? OdometerKm { get; init; }
}

/// <summary>Why a battery goes out of use.</summary>
public enum RetirementReason
{
    /// <summary>It no longer meets the needs of its use (寿命终止).</summary>
    EndOfLife,

    /// <summary>The vehicle is scrapped (车辆报废).</summary>
    VehicleScrapped,

    /// <summary>Accident, fire or water (事故).</summary>
    Accident,

    /// <summary>A fault that is not repaired (故障).</summary>
    Fault,

    /// <summary>Called back by the maker (召回).</summary>
    Recall,

    /// <summary>Rejected in production or in stock, never used (生产报废).</summary>
    ProductionScrap,
}

/// <summary>
/// The vehicle that the battery is bound to was scrapped without it (车电一体报废, Order 73). It stays bound and in the same hands until
/// it turns up.
/// </summary>
[EntryKind("missing-at-scrapping")]
public sealed record MissingAtScrapping : EntryData
{
    /// <summary>The vehicle that was scrapped.</summary>
    public required Vin Vin { get; init; }

    /// <summary>The report of the scrapping (<c>scrapping-LZ9AB1CD8RG100001</c>).</summary>
    public required string Scrapping { get; init; }

    /// <summary>Where the vehicle was scrapped (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }

    /// <summary>Why the dismantler claims that it may be missing, where the rules in force accept the claim.</summary>
    public ScrappingExemption? Exemption { get; init; }

    /// <summary>The document that shows the claimed replacement.</summary>
    public string? Document { get; init; }
}

/// <summary>Why a vehicle may be scrapped without the battery that is bound to it.</summary>
public enum ScrappingExemption
{
    /// <summary>It is a vehicle with swappable batteries, which has rules of its own (换电车型).</summary>
    SwapVehicle,

    /// <summary>The battery was lawfully replaced by another, although no replacement is recorded (合法更换).</summary>
    ReplacementClaimed,
}

/// <summary>A residual-capacity test was made (余能检测, GB/T 34015-2017).</summary>
[EntryKind("health-assessed")]
public sealed record HealthAssessed : EntryData
{
    /// <summary>Day of the test.</summary>
    public required DateOnly TestedOn { get; init; }

    /// <summary>Name of the laboratory or workshop.</summary>
    public required string Laboratory { get; init; }

    /// <summary>The test equipment.</summary>
    public required string Equipment { get; init; }

    /// <summary>Number of the equipment's calibration certificate.</summary>
    public required string Calibration { get; init; }

    /// <summary>Ambient temperature in degrees Celsius; the standard asks for 25 ± 5.</summary>
    public required decimal AmbientCelsius { get; init; }

    /// <summary>Current as a multiple of the rated capacity per hour (C-rate).</summary>
    public required decimal CRate { get; init; }

    /// <summary>Open-circuit voltage in volts.</summary>
    public required decimal OpenCircuitVoltageV { get; init; }

    /// <summary>Capacity found on charging, in ampere-hours.</summary>
    public decimal? ChargeCapacityAh { get; init; }

    /// <summary>Capacity found on discharging, in ampere-hours: the residual capacity (剩余容量).</summary>
    public required decimal DischargeCapacityAh { get; init; }

    /// <summary>Energy found on discharging, in kilowatt-hours.</summary>
    public decimal? DischargeEnergyKwh { get; init; }

    /// <summary>Internal resistance in milliohms.</summary>
    public decimal? InternalResistanceMilliohm { get; init; }

    /// <summary>Number of charging cycles so far, where known.</summary>
    public int? CycleCount { get; init; }

    /// <summary>Hazards found; each of them may veto a second life.</summary>
    public required IReadOnlyList<SafetyFinding> Findings { get; init; }

    /// <summary>The rated capacity that the result is measured against, in ampere-hours.</summary>
    public required decimal RatedCapacityAh { get; init; }

    /// <summary>State of health: residual over rated capacity in per cent, one decimal; computed by the registry, never typed in.</summary>
    public required decimal SohPercent { get; init; }
}

/// <summary>It was decided what becomes of a retired battery.</summary>
[EntryKind("disposition-decided")]
public sealed record DispositionDecided : EntryData
{
    /// <summary>What becomes of it.</summary>
    public required Disposition Disposition { get; init; }

    /// <summary>What the rules in force suggest for it.</summary>
    public required Disposition Suggested { get; init; }

    /// <summary>Why the rules suggest so, as stable words (<c>soh-at-least-60</c>, <c>fit-for-telecom-backup</c>, <c>veto-leak</c>).</summary>
    public required IReadOnlyList<string> Grounds { get; init; }

    /// <summary>Why the party decided against the suggestion; present if and only if it did.</summary>
    public string? OverrideReason { get; init; }
}

/// <summary>What becomes of a retired battery.</summary>
public enum Disposition
{
    /// <summary>A second life (梯次利用).</summary>
    SecondLife,

    /// <summary>Recovery of its materials (再生利用).</summary>
    Recycling,

    /// <summary>A hazard is removed first (预处理).</summary>
    Pretreatment,
}
