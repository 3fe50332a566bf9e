using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Ownership;

/// <summary>Who may receive a battery: anybody registered, but a retired one only who may lawfully take it (Order 73 art. 18, 19).</summary>
public static class Admission
{
    /// <summary>Why nothing can be offered to the party at all, or null.</summary>
    public static Refusal? RefuseReceiver(PartyId to, Party? receiver) => receiver switch
    {
        null => OwnershipRefusals.ReceiverUnknown.With(to).At("to"),
        { Suspension: not null } => OwnershipRefusals.ReceiverSuspended.With(to).At("to"),
        _ => null,
    };

    /// <summary>Why the party may not receive this battery by this kind of transfer, or null.</summary>
    /// <param name="standing">The battery.</param>
    /// <param name="type">How it changes hands.</param>
    /// <param name="receiver">The party.</param>
    /// <param name="occurredAt">When; permits must be valid on that day in China.</param>
    /// <param name="rules">The rules in force on that day.</param>
    public static Refusal? Refuse(Standing standing, TransferType type, Party receiver, DateTimeOffset occurredAt, OwnershipRules rules) =>
        standing.IsRetired() && rules.JudgedTransfers.Contains(type) ? RefuseRetired(standing, receiver, ChinaTime.Day(occurredAt), rules) : null;

    /// <summary>Why the party may not receive this retired battery, or null.</summary>
    public static Refusal? RefuseRetired(Standing standing, Party receiver, DateOnly day, OwnershipRules rules)
    {
        var gaps = new List<(PartyRole Role, IReadOnlyList<PermitKind> Missing)>();
        foreach (var (role, permits) in rules.RetiredReceivers.Where(admissible => receiver.Is(admissible.Key)))
        {
            var missing = permits.Where(permit => !receiver.HoldsPermit(permit, day)).ToList();
            if (missing.Count == 0)
            {
                return null;
            }

            gaps.Add((role, missing));
        }

        return gaps is [var (first, lacking), ..]
            ? OwnershipRefusals.ReceiverPermitNotValid.With(standing.Battery, receiver.Id, lacking, first, day)
            : OwnershipRefusals.ReceiverNotAdmissible.With(standing.Battery, rules.RetiredReceivers.Keys, receiver.Id);
    }
}
