using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts.Entries;

/// <summary>What is printed on a battery: its identity and rated values.</summary>
public sealed record Nameplate
{
    /// <summary>Pack, module or cell.</summary>
    public required BatteryLevel Level { get; init; }

    /// <summary>Cathode chemistry (电池类型).</summary>
    public required Chemistry Chemistry { get; init; }

    /// <summary>Rated capacity in ampere-hours (额定容量).</summary>
    /// <example>150</example>
    public required decimal CapacityAh { get; init; }

    /// <summary>Nominal voltage in volts (标称电压).</summary>
    /// <example>345.6</example>
    public required decimal VoltageV { get; init; }

    /// <summary>Rated energy in kilowatt-hours (额定能量); metal content is reckoned from it.</summary>
    /// <example>51.84</example>
    public required decimal EnergyKwh { get; init; }

    /// <summary>Mass in kilograms.</summary>
    /// <example>340</example>
    public required decimal MassKg { get; init; }

    /// <summary>The maker's model designation (规格型号).</summary>
    /// <example>GP-52</example>
    public required string Model { get; init; }

    /// <summary>Day of production; for GB/T 34014 codes the day in the code.</summary>
    /// <example>2026-06-19</example>
    public required DateOnly ProducedOn { get; init; }
}

/// <summary>A dossier was opened: a battery left its maker's line and entered the registry.</summary>
[EntryKind("battery-registered")]
public sealed record BatteryRegistered : EntryData
{
    /// <summary>What is printed on it.</summary>
    public required Nameplate Nameplate { get; init; }

    /// <summary>Who made it.</summary>
    public required PartyId Maker { get; init; }

    /// <summary>Who holds it at first: its maker, or the importer of a foreign one.</summary>
    public required PartyId Holder { get; init; }

    /// <summary>Where it was made or imported (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }

    /// <summary>The modules or cells it is made of, each with a dossier of its own that says it is built in here.</summary>
    public IReadOnlyList<BatteryCode> Parts { get; init; } = [];

    /// <summary>Recovered material that its maker declares to have used.</summary>
    public IReadOnlyList<RecycledContent> RecycledContent { get; init; } = [];
}

/// <summary>Recovered material in a new battery, as its maker declares.</summary>
/// <param name="Lot" example="lot-7f3k9q2m">The lot it was taken from.</param>
/// <param name="MassKg" example="12.5">How much of the lot, in kilograms.</param>
public sealed record RecycledContent(string Lot, decimal MassKg);

/// <summary>A module or cell became part of a larger battery and has no life of its own until it is taken out.</summary>
[EntryKind("battery-built-in")]
public sealed record BatteryBuiltIn : EntryData
{
    /// <summary>The pack or module that it is part of.</summary>
    public required BatteryCode Into { get; init; }
}

/// <summary>Parts were taken out of this battery; each part's own dossier says so too.</summary>
[EntryKind("parts-taken-out")]
public sealed record PartsTakenOut : EntryData
{
    /// <summary>The parts that left.</summary>
    public required IReadOnlyList<BatteryCode> Parts { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }
}

/// <summary>This battery was taken out of a larger one and carries its holder, custodian and stage on.</summary>
[EntryKind("battery-taken-out")]
public sealed record BatteryTakenOut : EntryData
{
    /// <summary>What it was part of.</summary>
    public required BatteryCode From { get; init; }

    /// <summary>Who held the whole and now holds this part.</summary>
    public required HolderId Holder { get; init; }

    /// <summary>Who had the whole in hand.</summary>
    public required HolderId Custodian { get; init; }

    /// <summary>Available, or retired where the whole was.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Where (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }
}

/// <summary>A battery was bound to a vehicle (装车).</summary>
[EntryKind("battery-installed")]
public sealed record BatteryInstalled : EntryData
{
    /// <summary>The vehicle.</summary>
    public required Vin Vin { get; init; }

    /// <summary>Where (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }

    /// <summary>The battery that it took the place of, in a replacement (更换).</summary>
    public BatteryCode? Replaces { get; init; }
}

/// <summary>A battery was taken out of its vehicle and may be used again (拆卸).</summary>
[EntryKind("battery-removed")]
public sealed record BatteryRemoved : EntryData
{
    /// <summary>The vehicle.</summary>
    public required Vin Vin { get; init; }

    /// <summary>Why.</summary>
    public required RemovalReason Reason { get; init; }

    /// <summary>Where (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }

    /// <summary>The battery that took its place, in a replacement.</summary>
    public BatteryCode? ReplacedBy { get; init; }
}

/// <summary>Why a battery was taken out of its vehicle.</summary>
public enum RemovalReason
{
    /// <summary>For repair of the battery or the vehicle (维修).</summary>
    Repair,

    /// <summary>Another battery took its place (更换).</summary>
    Replacement,

    /// <summary>Swapped at a station (换电).</summary>
    Swap,

    /// <summary>Called back by the maker (召回).</summary>
    Recall,

    /// <summary>The vehicle is scrapped (车辆报废).</summary>
    VehicleScrapped,
}

/// <summary>A fact recorded earlier was wrong; the earlier entry stays, this one says what holds instead (更正).</summary>
[EntryKind("battery-corrected")]
public sealed record BatteryCorrected : EntryData
{
    /// <summary>The number of the entry that it corrects.</summary>
    public required int Corrects { get; init; }

    /// <summary>Why the earlier entry was wrong and what shows it.</summary>
    public required string Reason { get; init; }

    /// <summary>The whole nameplate as it should have been, where the registration is corrected.</summary>
    public Nameplate? Nameplate { get; init; }

    /// <summary>The vehicle as it should have been, where an installation is corrected.</summary>
    public Vin? Vin { get; init; }
}
