using Traceability.Contracts;

namespace Traceability.Ownership;

/// <summary>How the ownership service says no, in order of precedence.</summary>
public static class OwnershipRefusals
{
    /// <summary>No such transfer, or none of the caller's business.</summary>
    public static readonly RefusalKind TransferUnknown = new(
        "transfer-unknown", RefusalCategory.Unknown, "Transfer unknown",
        "No transfer {0} is known that the caller may see. Check its id; GET /transfers?box=in lists those offered to you.");

    /// <summary>A list is asked for in a way that there is not.</summary>
    public static readonly RefusalKind BoxUnknown = new(
        "box-unknown", RefusalCategory.Malformed, "Box unknown",
        "box is in (offered to you) or out (offered by you), open is true or absent, limit is 1 to {0}.");

    /// <summary>Giving to oneself changes nothing.</summary>
    public static readonly RefusalKind TransferToOneself = new(
        "transfer-to-oneself", RefusalCategory.Inadmissible, "Transfer to oneself",
        "{0} is both the giver and the receiver. Name the party that takes the batteries over.");

    /// <summary>The offer would end in the past or too late.</summary>
    public static readonly RefusalKind ExpiryOutOfRange = new(
        "expiry-out-of-range", RefusalCategory.Inadmissible, "Expiry out of range",
        "expiresAt {0:O} must be later than now and than occurredAt, and at most {1} days from now ({2:O}).");

    /// <summary>Nobody of that code is registered.</summary>
    public static readonly RefusalKind ReceiverUnknown = new(
        "receiver-unknown", RefusalCategory.Inadmissible, "Receiver unknown",
        "{0} is not registered here. Check the code, or ask an administrator to register the party.");

    /// <summary>The receiver may not act.</summary>
    public static readonly RefusalKind ReceiverSuspended = new(
        "receiver-suspended", RefusalCategory.Inadmissible, "Receiver suspended",
        "{0} is suspended and can take nothing over. Choose another receiver.");

    /// <summary>Only the receiver answers.</summary>
    public static readonly RefusalKind NotTheReceiver = new(
        "not-the-receiver", RefusalCategory.Forbidden, "Not the receiver",
        "Transfer {0} is offered to {1}, who alone may accept or reject it.");

    /// <summary>Only who offered takes it back.</summary>
    public static readonly RefusalKind NotTheOfferer = new(
        "not-the-offerer", RefusalCategory.Forbidden, "Not the offerer",
        "Transfer {0} was offered by {1}, who alone may withdraw it.");

    /// <summary>Too late.</summary>
    public static readonly RefusalKind TransferExpired = new(
        "transfer-expired", RefusalCategory.Conflict, "Transfer expired",
        "Transfer {0} could be answered until {1:O}. Ask its offerer for a new offer.");

    /// <summary>The battery is not, or no longer, part of the transfer.</summary>
    public static readonly RefusalKind TransferNotOpen = new(
        "transfer-not-open", RefusalCategory.Conflict, "Transfer not open",
        "{0} is not, or no longer, on offer in {1}: GET /transfers/{1} shows what became of each battery.");

    /// <summary>The transfer as a whole has been answered.</summary>
    public static readonly RefusalKind TransferClosed = new(
        "transfer-closed", RefusalCategory.Conflict, "Transfer closed",
        "No battery of transfer {0} waits for an answer any more: GET /transfers/{0} shows what became of each.");

    /// <summary>An answer from before the question.</summary>
    public static readonly RefusalKind AnsweredBeforeOffer = new(
        "answered-before-offer", RefusalCategory.Inadmissible, "Answered before the offer",
        "occurredAt {0:O} is earlier than the offer ({1:O}). Report when the answer was really given.");

    /// <summary>One line says two things.</summary>
    public static readonly RefusalKind AcceptedAndRejected = new(
        "accepted-and-rejected", RefusalCategory.Malformed, "Accepted and rejected",
        "The line for {0} gives both a discrepancy (accepted nevertheless) and a reason to reject. Give one of them.");

    /// <summary>A return goes to the owner.</summary>
    public static readonly RefusalKind ReturnNotToHolder = new(
        "return-not-to-holder", RefusalCategory.Conflict, "Return not to the holder",
        "{0} can be returned only to its holder {1}, not to {2}. To give it to somebody else, use custody-only.");

    /// <summary>A retired battery leaves the formal channel.</summary>
    public static readonly RefusalKind ReceiverNotAdmissible = new(
        "receiver-not-admissible", RefusalCategory.Inadmissible, "Receiver not admissible",
        "{0} is retired and may go only to a party that is one of: {1}; {2} is none of them.", "Order 73 art. 19");

    /// <summary>The receiver's licence does not cover the day.</summary>
    public static readonly RefusalKind ReceiverPermitNotValid = new(
        "receiver-permit-not-valid", RefusalCategory.Inadmissible, "Receiver's permit not valid",
        "{0} is retired, but {1} had no valid {2} as {3} on {4:yyyy-MM-dd}. Choose another receiver, or have an administrator add the permit.",
        "Order 73 art. 18, 19");

    /// <summary>Nobody checked the battery.</summary>
    public static readonly RefusalKind SafetyJudgementMissing = new(
        "safety-judgement-missing", RefusalCategory.Inadmissible, "Safety judgement missing",
        "{0} is a retired lithium-ion battery: the {1} must check it by the list before it is moved and give {2}.", "GB/T 38698.1-2020 annex A");

    /// <summary>A check that is still to be made.</summary>
    public static readonly RefusalKind JudgedInFuture = new(
        "judged-in-future", RefusalCategory.Inadmissible, "Judged in the future",
        "judgedAt {0:O} is later than now ({1:O}). Give the time at which the battery was checked.");

    /// <summary>A hazard was found and not removed.</summary>
    public static readonly RefusalKind NotSafeToMove = new(
        "not-safe-to-move", RefusalCategory.Inadmissible, "Not safe to move",
        "{0} must not be packed or moved: {1}. Have the hazard removed and give the pretreatmentRecord.", "GB/T 38698.1-2020 annex A");

    /// <summary>The store is full.</summary>
    public static readonly RefusalKind OutletFull = new(
        "outlet-full", RefusalCategory.Conflict, "Outlet full",
        "{0} would have {1:0.###} kg in stock with all that is taken over here, but may have {2:0.###} kg. Hand batteries on first, or take fewer.",
        "MIIT Announcement 46 (2019)");

    /// <summary>No such outlet, or none of the caller's business.</summary>
    public static readonly RefusalKind OutletUnknown = new(
        "outlet-unknown", RefusalCategory.Unknown, "Outlet unknown",
        "{0} is not known as a take-back outlet whose stock {1} may read. The outlet itself may, and regulators of its region.");

    /// <summary>It belongs to an organisation.</summary>
    public static readonly RefusalKind NotPrivatelyOwned = new(
        "not-privately-owned", RefusalCategory.Conflict, "Not privately owned",
        "{0} belongs to an organisation, not to a person. It changes hands by a transfer that its holder offers.");
}
