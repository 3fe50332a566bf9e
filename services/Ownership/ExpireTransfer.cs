using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Dossiers;

namespace Traceability.Ownership;

/// <summary>Says that an offer is over which nobody answered in time.</summary>
public static class ExpireTransfer
{
    /// <summary>Whether the offer is over and may be recorded so.</summary>
    public static Decision Decide(Standing standing, Transfer transfer, DateTimeOffset now) => standing.Offer switch
    {
        { } offer when offer.Transfer == transfer.Id && now < offer.ExpiresAt =>
            DossierRefusals.TransferOpen.With(standing.Battery, offer.Transfer, offer.To),
        { } offer when offer.Transfer == transfer.Id => new TransferExpired { Transfer = transfer.Id },
        _ => OwnershipRefusals.TransferNotOpen.With(standing.Battery, transfer.Id),
    };

    /// <summary>The entry, after one that closes an offer which was over but had not been recorded so.</summary>
    public static Decision Before(Standing standing, EntryData entry, params IReadOnlyList<Warning> warnings) => new Decision.Record(
        standing.Offer is { } over ? [new TransferExpired { Transfer = over.Transfer }, entry] : [entry], warnings);
}
