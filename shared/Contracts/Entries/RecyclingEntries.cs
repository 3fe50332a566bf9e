using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts.Entries;

/// <summary>A retired battery came into a recycler's store (入库).</summary>
[EntryKind("battery-received")]
public sealed record BatteryReceived : EntryData
{
    /// <summary>What the scale showed, in kilograms.</summary>
    public required decimal MassKg { get; init; }

    /// <summary>Where the plant is (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }
}

/// <summary>This battery ended in a treatment that recovered its materials (再生利用).</summary>
[EntryKind("battery-treated")]
public sealed record BatteryTreated : EntryData
{
    /// <summary>The treatment, which may cover many batteries.</summary>
    public required string Treatment { get; init; }

    /// <summary>How it was treated.</summary>
    public required TreatmentProcess Process { get; init; }

    /// <summary>Mass that went into the treatment, in kilograms.</summary>
    public required decimal MassKg { get; init; }

    /// <summary>Where (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }

    /// <summary>The lots of recovered material that came out of the treatment.</summary>
    public required IReadOnlyList<string> Lots { get; init; }
}

/// <summary>How materials are recovered.</summary>
public enum TreatmentProcess
{
    /// <summary>Leaching and extraction (湿法).</summary>
    Hydrometallurgy,

    /// <summary>Smelting (火法).</summary>
    Pyrometallurgy,

    /// <summary>The cathode material is repaired, not dissolved (直接再生).</summary>
    DirectRegeneration,

    /// <summary>Crushing and sorting into black mass and metals (破碎分选).</summary>
    MechanicalSeparation,

    /// <summary>Taking packs and modules apart into cells and parts (拆解).</summary>
    Dismantling,
}
