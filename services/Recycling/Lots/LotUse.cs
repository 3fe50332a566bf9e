using Traceability.Contracts.Identifiers;

namespace Traceability.Recycling;

/// <summary>What was taken from a lot and what for. It stands in the lot first, by one conditional write; all else follows from it.</summary>
public sealed record LotUse
{
    /// <summary>Its id: the same for every repetition of the request; for a citation the battery.</summary>
    /// <example>shipment-00112233445566778899</example>
    public required string Id { get; init; }

    /// <summary>What it was taken for.</summary>
    public required LotUseKind Kind { get; init; }

    /// <summary>How much, in kilograms.</summary>
    /// <example>12.5</example>
    public required decimal MassKg { get; init; }

    /// <summary>The lot that it became, or became a part of.</summary>
    /// <example>lot-fedcba98765432100123</example>
    public string? Lot { get; init; }

    /// <summary>The treatment that it went into.</summary>
    public string? Treatment { get; init; }

    /// <summary>The battery that cites it.</summary>
    public BatteryCode? Battery { get; init; }

    /// <summary>Who received it.</summary>
    public PartyId? To { get; init; }

    /// <summary>Where the receiver is established.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>When it was taken, as the owner claims.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the registry recorded it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>SHA-256 of the request, to tell a repetition from another request under the same key; absent where it had no key.</summary>
    public string? RequestHash { get; init; }

    /// <summary>Whether it has come to its end. Until then it is on its way, or given back where what it was taken for came to nothing.</summary>
    public bool Settled { get; init; }
}

/// <summary>What is taken from a lot for.</summary>
public enum LotUseKind
{
    /// <summary>It went to another party, whose lot it became (出库).</summary>
    Shipped,

    /// <summary>It became a lot of its own in the same hands (拆分).</summary>
    Split,

    /// <summary>It became part of a larger lot in the same hands (合并).</summary>
    Merged,

    /// <summary>It went into a further treatment (再加工).</summary>
    Treated,

    /// <summary>A new battery contains it (用于新电池).</summary>
    Cited,
}
