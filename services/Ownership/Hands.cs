using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Ownership;

/// <summary>In whose hands a battery is once a transfer is accepted.</summary>
public static class Hands
{
    /// <summary>Whether the battery itself goes from hand to hand: a sale of what somebody else has in hand leaves it there.</summary>
    public static bool Moves(Standing standing, TransferType type, PartyId from) =>
        type is not (TransferType.Sale or TransferType.Collection) || standing.Custodian == from;

    /// <summary>Who owns it and who has it after the offer is accepted.</summary>
    public static (HolderId Holder, HolderId Custodian) After(Standing standing, TransferOffered offer) => (
        offer.Type is TransferType.Sale or TransferType.Collection ? offer.To : standing.Holder,
        Moves(standing, offer.Type, offer.From) ? offer.To : standing.Custodian);
}
