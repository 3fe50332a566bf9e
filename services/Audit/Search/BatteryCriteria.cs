using Traceability.Contracts;
using Traceability.Contracts.Identifiers;

namespace Traceability.Audit.Search;

/// <summary>Which batteries are looked for; what is absent is not asked for.</summary>
public sealed record BatteryCriteria
{
    /// <summary>Who asks, as <see cref="Seers.Of(Contracts.Parties.Party)"/> says; null for who may see all.</summary>
    public required string? Seer { get; init; }

    /// <summary>What the code begins with.</summary>
    public string? CodePrefix { get; init; }

    /// <summary>Who made it.</summary>
    public PartyId? Maker { get; init; }

    /// <summary>Who owns it, or the whole that it is part of.</summary>
    public HolderId? Holder { get; init; }

    /// <summary>Who has it, or the whole that it is part of, in hand.</summary>
    public HolderId? Custodian { get; init; }

    /// <summary>The vehicle that it is in, or was in last.</summary>
    public Vin? Vin { get; init; }

    /// <summary>The maker's model designation.</summary>
    public string? Model { get; init; }

    /// <summary>Where it is in its life.</summary>
    public Stage? Stage { get; init; }

    /// <summary>Its chemistry.</summary>
    public Chemistry? Chemistry { get; init; }

    /// <summary>Pack, module or cell.</summary>
    public BatteryLevel? Level { get; init; }

    /// <summary>Where it is: a county, or all of a prefecture or province.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>First day of production.</summary>
    public DateOnly? ProducedFrom { get; init; }

    /// <summary>Last day of production.</summary>
    public DateOnly? ProducedTo { get; init; }

    /// <summary>Its last entry was recorded then or later.</summary>
    public DateTimeOffset? RecordedFrom { get; init; }

    /// <summary>Its last entry was recorded then or earlier.</summary>
    public DateTimeOffset? RecordedTo { get; init; }

    /// <summary>Lowest state of health at the last test, in per cent.</summary>
    public decimal? SohFrom { get; init; }

    /// <summary>Highest state of health at the last test, in per cent.</summary>
    public decimal? SohTo { get; init; }

    /// <summary>The kind of its last entry.</summary>
    public string? LastKind { get; init; }

    /// <summary>A discrepancy that its entries show.</summary>
    public DiscrepancyKind? Discrepancy { get; init; }

    /// <summary>Only codes above this one.</summary>
    public string? After { get; init; }

    /// <summary>How many at the most.</summary>
    public required int Limit { get; init; }
}

/// <summary>Finds batteries.</summary>
public interface IBatterySearch
{
    /// <summary>
    /// A page of the batteries that meet all criteria, by code. So that no question takes long, a call looks at a few thousand batteries
    /// at the most; where they hold fewer matches than asked for, the page is short and says where to go on.
    /// </summary>
    Task<BatteryPage> Find(BatteryCriteria criteria, CancellationToken cancellation);
}

/// <summary>A page of batteries.</summary>
public sealed record BatteryPage
{
    /// <summary>The batteries, by code.</summary>
    public required IReadOnlyList<BatteryMatch> Batteries { get; init; }

    /// <summary>Give this as <c>after</c> to read on; absent on the last page. A page may hold few batteries, or none, and have a next.</summary>
    /// <example>GZ9PE0100000A1G6K0000012</example>
    public string? Next { get; init; }
}

/// <summary>A battery that was found. For a part that is built in, holder, custodian and region are those of the whole.</summary>
public sealed record BatteryMatch
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>Pack, module or cell.</summary>
    public required BatteryLevel Level { get; init; }

    /// <summary>Its chemistry.</summary>
    public required Chemistry Chemistry { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Who made it.</summary>
    public required PartyId Maker { get; init; }

    /// <summary>The maker's model designation.</summary>
    public required string Model { get; init; }

    /// <summary>Day of production.</summary>
    public required DateOnly ProducedOn { get; init; }

    /// <summary>Who owns it.</summary>
    public required HolderId Holder { get; init; }

    /// <summary>Who has it in hand.</summary>
    public required HolderId Custodian { get; init; }

    /// <summary>Where it was last known to be.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>The vehicle that it is in, or was in last.</summary>
    public Vin? Vin { get; init; }

    /// <summary>The whole that it is built into, while it is.</summary>
    public BatteryCode? BuiltInto { get; init; }

    /// <summary>State of health at the last test since it went out of use, in per cent.</summary>
    public decimal? SohPercent { get; init; }

    /// <summary>The kind of its last entry.</summary>
    public required string LastKind { get; init; }

    /// <summary>When that was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>What its entries show that should not be.</summary>
    public IReadOnlyList<Discrepancy> Discrepancies { get; init; } = [];
}
