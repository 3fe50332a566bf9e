using Traceability.Contracts;

namespace Traceability.Dossiers;

/// <summary>Refusals that any command on a dossier can meet, in order of precedence.</summary>
public static class DossierRefusals
{
    /// <summary>The key was used for another request.</summary>
    public static readonly RefusalKind IdempotencyKeyReused = new(
        "idempotency-key-reused", RefusalCategory.Inadmissible, "Idempotency key reused",
        "This Idempotency-Key came with another request before. Send each new request under a new key; repeat a request with exactly the same body.");

    /// <summary>The fact lies in the future.</summary>
    public static readonly RefusalKind OccurredInFuture = new(
        "occurred-in-future", RefusalCategory.Inadmissible, "In the future",
        "occurredAt {0:O} is later than now ({1:O}). Report it once it has happened, and check the clock and time zone of your system.");

    /// <summary>Nobody registered the battery.</summary>
    public static readonly RefusalKind BatteryUnknown = new(
        "battery-unknown", RefusalCategory.Unknown, "Battery unknown",
        "No battery {0} is registered. Check the code, or have its maker register it first.");

    /// <summary>The code has a dossier already.</summary>
    public static readonly RefusalKind BatteryExists = new(
        "battery-exists", RefusalCategory.Conflict, "Battery exists",
        "Battery {0} is registered already. A code is given once: check for a wrong serial number or a duplicated label.", "GB/T 34014-2017");

    /// <summary>The dossier has ended.</summary>
    public static readonly RefusalKind BatteryEnded = new(
        "battery-ended", RefusalCategory.Conflict, "Battery ended",
        "The dossier of {0} has ended in {1}: nothing can be recorded in it any more.");

    /// <summary>A part has no life of its own.</summary>
    public static readonly RefusalKind BatteryBuiltIn = new(
        "battery-built-in", RefusalCategory.Conflict, "Battery built in",
        "Battery {0} is part of {1}. Send the command for the whole, or take the part out first.");

    /// <summary>A work order is about to write.</summary>
    public static readonly RefusalKind BatteryBusy = new(
        "battery-busy", RefusalCategory.Unavailable, "Battery busy",
        "Another request is recording in the dossier of {0} at this moment. Repeat the request in a second.");

    /// <summary>Another process keeps the dossier and cannot be reached.</summary>
    public static readonly RefusalKind KeeperSilent = new(
        "keeper-silent", RefusalCategory.Unavailable, "Keeper silent",
        "The service that keeps the dossier of {0} does not answer at the moment. Nothing was recorded in it; repeat the request after the seconds in Retry-After.");

    /// <summary>The same battery twice in one request.</summary>
    public static readonly RefusalKind BatteryRepeated = new(
        "battery-repeated", RefusalCategory.Malformed, "Battery repeated",
        "Battery {0} is named twice in this request. Name each battery once.");

    /// <summary>The party does not have the role.</summary>
    public static readonly RefusalKind RoleMissing = new(
        "role-missing", RefusalCategory.Forbidden, "Role missing",
        "{0} has none of the roles that may do this: {1}. An administrator gives roles.");

    /// <summary>Somebody else has it in hand.</summary>
    public static readonly RefusalKind NotCustodian = new(
        "not-custodian", RefusalCategory.Forbidden, "Not the custodian",
        "{0} does not have {1} in hand: its custodian is {2}. Take it over by a transfer first.");

    /// <summary>It belongs to somebody else.</summary>
    public static readonly RefusalKind NotHolder = new(
        "not-holder", RefusalCategory.Forbidden, "Not the holder",
        "{0} does not own {1}: its holder is {2}.");

    /// <summary>An offer waits for an answer.</summary>
    public static readonly RefusalKind TransferOpen = new(
        "transfer-open", RefusalCategory.Conflict, "Transfer open",
        "Battery {0} is on offer in {1} to {2}. Wait for the answer, or withdraw the offer first.");

    /// <summary>It is at another point of its life.</summary>
    public static readonly RefusalKind WrongStage = new(
        "wrong-stage", RefusalCategory.Conflict, "Wrong stage",
        "Battery {0} is {1}, but this can be done only while it is {2:or}.");

    /// <summary>A text is missing, too long or not printable.</summary>
    public static readonly RefusalKind TextNotUsable = new(
        "text-not-usable", RefusalCategory.Malformed, "Text not usable",
        "{0} must be a text of 1 to {1} printable characters.");

    /// <summary>A number is outside what is physically possible.</summary>
    public static readonly RefusalKind NumberOutOfRange = new(
        "number-out-of-range", RefusalCategory.Malformed, "Number out of range",
        "{0} must be {1}, but {2} is given.");
}
