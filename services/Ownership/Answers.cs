using Traceability.Contracts;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;

namespace Traceability.Ownership;

/// <summary>What holds for every answer to an offer: acceptance, rejection, withdrawal.</summary>
public static class Answers
{
    /// <summary>How long a reason or a discrepancy may be.</summary>
    public const int TextLengthMax = 500;

    /// <summary>Why the party may not accept or reject, or null.</summary>
    public static Refusal? RefuseUnlessReceiver(Transfer transfer, Party caller) =>
        transfer.To == caller.Id ? null : OwnershipRefusals.NotTheReceiver.With(transfer.Id, transfer.To);

    /// <summary>Why the party may not withdraw, or null.</summary>
    public static Refusal? RefuseUnlessOfferer(Transfer transfer, Party caller) =>
        transfer.Act.By == caller.Id ? null : OwnershipRefusals.NotTheOfferer.With(transfer.Id, transfer.Act.By);

    /// <summary>Why the offer of this battery cannot be answered now, or null. An offer is over by time, whether or not that was recorded.</summary>
    public static Refusal? Refuse(Standing standing, Transfer transfer, DateTimeOffset occurredAt, DateTimeOffset now)
    {
        if (now >= transfer.ExpiresAt)
        {
            return OwnershipRefusals.TransferExpired.With(transfer.Id, transfer.ExpiresAt);
        }

        if (standing.Offer?.Transfer != transfer.Id)
        {
            return OwnershipRefusals.TransferNotOpen.With(standing.Battery, transfer.Id);
        }

        return occurredAt + CommonRules.ClockTolerance < transfer.Act.OccurredAt
            ? OwnershipRefusals.AnsweredBeforeOffer.With(occurredAt, transfer.Act.OccurredAt).At("occurredAt")
            : null;
    }
}
