using Traceability.Contracts.Entries;
using Traceability.Contracts.Parties;

namespace Traceability.Ownership;

/// <summary>What a change of hands is judged by (<c>rules.json</c>).</summary>
public sealed record OwnershipRules
{
    /// <summary>For how many days an offer may stay open.</summary>
    public required int OfferDaysMax { get; init; }

    /// <summary>Whether both sides must judge a retired lithium-ion battery before it is moved (GB/T 38698.1).</summary>
    public required bool SafetyJudgementRequired { get; init; }

    /// <summary>The transfers by which a retired battery goes only to an admissible receiver.</summary>
    public required IReadOnlyList<TransferType> JudgedTransfers { get; init; }

    /// <summary>The roles that may receive a retired battery, and the permits that each needs on the day.</summary>
    public required IReadOnlyDictionary<PartyRole, IReadOnlyList<PermitKind>> RetiredReceivers { get; init; }

    /// <summary>The roles that sell to persons.</summary>
    public required IReadOnlyList<PartyRole> PrivateSellers { get; init; }

    /// <summary>The roles that take batteries over from persons.</summary>
    public required IReadOnlyList<PartyRole> PrivateCollectors { get; init; }

    /// <summary>How much a take-back outlet may have in stock, in kilograms; absent where nothing limits it.</summary>
    public decimal? OutletStockKgMax { get; init; }

    /// <summary>What happens when an outlet takes over more.</summary>
    public required AboveMax OutletStockAboveMax { get; init; }

    /// <summary>The permits of outlets whose stock is not limited: those of the central storage type (集中贮存型).</summary>
    public required IReadOnlyList<PermitKind> OutletStockUnlimitedForPermits { get; init; }

    /// <summary>The roles with stores of their own, whose stock is not limited although they are outlets as well.</summary>
    public required IReadOnlyList<PartyRole> OutletStockUnlimitedForRoles { get; init; }

    /// <summary>Whether an outlet must take down from which vehicle a battery comes.</summary>
    public required bool OutletRecordsVin { get; init; }
}

/// <summary>What happens above a limit.</summary>
public enum AboveMax
{
    /// <summary>It is recorded with a warning.</summary>
    Warn,

    /// <summary>It is refused.</summary>
    Refuse,
}
