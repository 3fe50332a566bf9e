using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts;

/// <summary>What is true of a battery now (现状): the fold of its entries.</summary>
/// <remarks><see cref="StandingFold.After"/> is the only way to the next one.</remarks>
public sealed record Standing
{
    /// <summary>Whose standing.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>The number of the last entry folded in.</summary>
    public required int Sequence { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required Stage Stage { get; init; }

    /// <summary>What is printed on it, corrections applied.</summary>
    public required Nameplate Nameplate { get; init; }

    /// <summary>Who made it.</summary>
    public required PartyId Maker { get; init; }

    /// <summary>Who had the dossier opened: the maker or importer, who alone may correct the nameplate.</summary>
    public required PartyId RegisteredBy { get; init; }

    /// <summary>Who owns it (所有者); for a part built in, read it from the whole.</summary>
    public required HolderId Holder { get; init; }

    /// <summary>Who has it in hand (保管者); for a part built in, read it from the whole.</summary>
    public required HolderId Custodian { get; init; }

    /// <summary>Where it was last known to be (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }

    /// <summary>The vehicle that it is bound to, while installed.</summary>
    public VehicleBinding? Vehicle { get; init; }

    /// <summary>The last vehicle that it was bound to, once it no longer is.</summary>
    public Vin? LastVin { get; init; }

    /// <summary>The whole that it is part of, while built in.</summary>
    public BatteryCode? BuiltInto { get; init; }

    /// <summary>The parts that are in it now.</summary>
    public IReadOnlyList<BatteryCode> Parts { get; init; } = [];

    /// <summary>What it was made of, for a second-life product.</summary>
    public IReadOnlyList<Origin> Origins { get; init; } = [];

    /// <summary>The offer that waits for an answer; it counts as expired once its time is past.</summary>
    public TransferOffered? Offer { get; init; }

    /// <summary>Why and where it went out of use.</summary>
    public BatteryRetired? Retirement { get; init; }

    /// <summary>When it is claimed to have gone out of use; absent for a part that was taken out of a retired whole.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>That its vehicle was scrapped without it, until it turns up again somewhere.</summary>
    public MissingAtScrapping? Missing { get; init; }

    /// <summary>When its vehicle is claimed to have been scrapped without it.</summary>
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>The last residual-capacity test since it went out of use.</summary>
    public HealthAssessed? Health { get; init; }

    /// <summary>What was last decided to become of it.</summary>
    public DispositionDecided? Disposition { get; init; }

    /// <summary>Where it works, while deployed.</summary>
    public ProductDeployed? Deployment { get; init; }

    /// <summary>Its entry into a recycler's store since it last changed hands.</summary>
    public BatteryReceived? Reception { get; init; }

    /// <summary>The product that it ended in.</summary>
    public BatteryCode? Product { get; init; }

    /// <summary>The treatment that it ended in.</summary>
    public string? Treatment { get; init; }

    /// <summary>Parties that may read the dossier: its maker and every present and past holder and custodian.</summary>
    public IReadOnlyList<PartyId> Readers { get; init; } = [];

    /// <summary>Every region it has been in, or was missing in; the regulators of each may read the dossier.</summary>
    public IReadOnlyList<RegionCode> Regions { get; init; } = [];

    /// <summary>When the last entry is claimed to have happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the last entry was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Whether it is a second-life product.</summary>
    public bool IsProduct() => Origins.Count > 0;

    /// <summary>Whether it has gone out of use and awaits a second life or recovery.</summary>
    public bool IsRetired() => Stage == Stage.Retired;

    /// <summary>The offer, unless its time is past.</summary>
    public TransferOffered? OpenOffer(DateTimeOffset now) => Offer is { } offer && now < offer.ExpiresAt ? offer : null;
}

/// <summary>Which vehicle a battery is bound to, and the entry that bound it.</summary>
/// <param name="Vin">The vehicle.</param>
/// <param name="Sequence">The number of the entry that a correction of the vehicle must name.</param>
/// <param name="By">The party that had it recorded, and alone may correct it.</param>
public sealed record VehicleBinding(Vin Vin, int Sequence, PartyId By);
