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
}
