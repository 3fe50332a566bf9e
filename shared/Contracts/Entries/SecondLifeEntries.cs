using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts.Entries;

/// <summary>A second-life product's dossier was opened, under a code of its own (梯次利用产品).</summary>
[EntryKind("product-registered")]
public sealed record ProductRegistered : EntryData
{
    /// <summary>Its newly rated values.</summary>
    public required Nameplate Nameplate { get; init; }

    /// <summary>The party that made the product.</summary>
    public required PartyId Maker { get; init; }

    /// <summary>Where it was made (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }

    /// <summary>What it was made of (GB/T 34014 keeps the original codes).</summary>
    public required IReadOnlyList<Origin> Origins { get; init; }
}

/// <summary>One battery that a second-life product was made of: its code, or for an uncoded one where it came from and why it has none.</summary>
public sealed record Origin
{
    /// <summary>The code of the battery, whose dossier ends in the product.</summary>
    public BatteryCode? Battery { get; init; }

    /// <summary>The party an uncoded battery came from.</summary>
    /// <example>null</example>
    public PartyId? Party { get; init; }

    /// <summary>Why an uncoded battery has no code.</summary>
    public string? Reason { get; init; }
}

/// <summary>This battery ended in a second-life product, whose dossier goes on.</summary>
[EntryKind("made-into-product")]
public sealed record MadeIntoProduct : EntryData
{
    /// <summary>The product's code.</summary>
    public required BatteryCode Product { get; init; }
}

/// <summary>A second-life product went to work at a site.</summary>
[EntryKind("product-deployed")]
public sealed record ProductDeployed : EntryData
{
    /// <summary>What it is used for.</summary>
    public required SecondLifeApplication Application { get; init; }

    /// <summary>The site, in the operator's words; no name of a person.</summary>
    public required string Site { get; init; }

    /// <summary>Where the site is (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }
}

/// <summary>What a second-life product is used for (应用领域).</summary>
public enum SecondLifeApplication
{
    /// <summary>Stationary storage of a grid, plant or park (储能).</summary>
    StationaryStorage,

    /// <summary>Backup power of a telecom base station (通信基站备电).</summary>
    TelecomBackup,

    /// <summary>Buffer of a charging station (充换电).</summary>
    ChargingStation,

    /// <summary>Uninterruptible power supply (不间断电源).</summary>
    UninterruptiblePower,

    /// <summary>Street light with solar cells (太阳能路灯).</summary>
    StreetLight,

    /// <summary>E-bike (电动自行车).</summary>
    ElectricBicycle,

    /// <summary>Electric motorcycle (电动摩托车).</summary>
    ElectricMotorcycle,

    /// <summary>Low-speed electric vehicle (低速电动车).</summary>
    LowSpeedVehicle,

    /// <summary>Power tool (电动工具).</summary>
    PowerTool,

    /// <summary>Anything else (其他).</summary>
    Other,
}

/// <summary>A second-life product went on working at another site.</summary>
[EntryKind("product-moved")]
public sealed record ProductMoved : EntryData
{
    /// <summary>The new site, in the operator's words.</summary>
    public required string Site { get; init; }

    /// <summary>Where the new site is (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }
}

/// <summary>A second-life product was taken back from its site and may be deployed again.</summary>
[EntryKind("product-taken-back")]
public sealed record ProductTakenBack : EntryData
{
    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it was taken to (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }
}
