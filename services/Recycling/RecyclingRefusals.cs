using Traceability.Contracts;

namespace Traceability.Recycling;

/// <summary>How the recycling service says no, in order of precedence.</summary>
public static class RecyclingRefusals
{
    /// <summary>Too few or too many batteries or outputs.</summary>
    public static readonly RefusalKind TreatmentSize = new(
        "treatment-size", RefusalCategory.Malformed, "Treatment too small or too large",
        "{0} {1} are given, but a treatment has 1 to {2}. Split it into several.");

    /// <summary>It never came into the store.</summary>
    public static readonly RefusalKind NotReceived = new(
        "not-received", RefusalCategory.Conflict, "Not received",
        "Battery {0} has not been received since it last changed hands. Weigh it and record it with POST /intakes first.");

    /// <summary>Nobody has decided what becomes of it.</summary>
    public static readonly RefusalKind DispositionMissing = new(
        "disposition-missing", RefusalCategory.Conflict, "Disposition missing",
        "It has not been decided what becomes of {0}. Have it assessed and its disposition decided: a second life comes before recovery of the material.",
        "MIIT Interim Measures 43 (2018)");

    /// <summary>It is meant for a second life.</summary>
    public static readonly RefusalKind DispositionIsSecondLife = new(
        "disposition-is-second-life", RefusalCategory.Conflict, "Disposition is second life",
        "It was decided that {0} gets a second life. Have its disposition decided anew, with a reason, before its material is recovered.",
        "MIIT Interim Measures 43 (2018)");

    /// <summary>Matter from nowhere.</summary>
    public static readonly RefusalKind MoreOutThanIn = new(
        "more-out-than-in", RefusalCategory.Inadmissible, "More out than in",
        "{0:0.###} kg from the batteries came out, but only {1:0.###} kg went in (salts count by the metal in them; {2:0.##} % is tolerated). "
        + "Check the masses, and name every battery that was treated.");

    /// <summary>No such treatment, or not for the caller to see.</summary>
    public static readonly RefusalKind TreatmentUnknown = new(
        "treatment-unknown", RefusalCategory.Unknown, "Treatment unknown",
        "There is no treatment {0} that {1} may read. Check the id in the answer to POST /treatments.");

    /// <summary>No such lot, or not for the caller to see.</summary>
    public static readonly RefusalKind LotUnknown = new(
        "lot-unknown", RefusalCategory.Unknown, "Lot unknown",
        "There is no lot {0} that {1} may read. GET /lots lists those that it may.");

    /// <summary>Somebody else's lot.</summary>
    public static readonly RefusalKind NotLotOwner = new(
        "not-lot-owner", RefusalCategory.Forbidden, "Not the owner of the lot",
        "Lot {0} belongs to {1}; only its owner ships it.");

    /// <summary>The receiver may not take it.</summary>
    public static readonly RefusalKind ReceiverNotAdmissible = new(
        "lot-receiver-not-admissible", RefusalCategory.Inadmissible, "Receiver of a lot not admissible",
        "{0} cannot receive recovered material: it must be another registered party with the role material-maker or battery-maker that is not suspended.");

    /// <summary>It left before it was there.</summary>
    public static readonly RefusalKind ShippedBeforeRecovered = new(
        "shipped-before-recovered", RefusalCategory.Inadmissible, "Shipped before it was recovered",
        "Lot {0} is there since {2:O}, but is said to have been shipped at {1:O}. Check both times.");

    /// <summary>Not enough of it is left.</summary>
    public static readonly RefusalKind LotExhausted = new(
        "lot-exhausted", RefusalCategory.Conflict, "Lot exhausted",
        "{0:0.######} kg cannot be shipped from lot {1}: {2:0.######} kg remain.");

    /// <summary>It was split too often.</summary>
    public static readonly RefusalKind TooManyShipments = new(
        "too-many-shipments", RefusalCategory.Conflict, "Too many shipments",
        "Lot {0} has been shipped in {1} parts already. Ship what remains in one.");
}
