using Traceability.Contracts;

namespace Traceability.Recycling;

/// <summary>How the recycling service says no, in order of precedence.</summary>
public static class RecyclingRefusals
{
    /// <summary>Too few or too many batteries, lots, outputs or residues.</summary>
    public static readonly RefusalKind TreatmentSize = new(
        "treatment-size", RefusalCategory.Malformed, "Treatment too small or too large",
        "{0} {1} are given, but a treatment has {2} to {3}. Split it into several.");

    /// <summary>An analysis that cannot be one.</summary>
    public static readonly RefusalKind AssayNotUsable = new(
        "assay-not-usable", RefusalCategory.Malformed, "Assay not usable",
        "An assay gives each metal in per cent by mass, from 0 to 100 with at most {0} decimals and 100 altogether, and only for cells, black mass, alloys, "
        + "cathode material and other; salts and pure metals count by their purity.");

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
        "{0:0.###} kg came out, but only {1:0.###} kg went in (salts count by the metal in them; {2:0.##} % is tolerated). "
        + "Check the masses, and name every battery and lot that was treated.");

    /// <summary>No such treatment, or not for the caller to see.</summary>
    public static readonly RefusalKind TreatmentUnknown = new(
        "treatment-unknown", RefusalCategory.Unknown, "Treatment unknown",
        "There is no treatment {0} that {1} may read. Check the id in the answer to POST /treatments.");

    /// <summary>The receiver may not take it.</summary>
    public static readonly RefusalKind ReceiverNotAdmissible = new(
        "lot-receiver-not-admissible", RefusalCategory.Inadmissible, "Receiver of a lot not admissible",
        "{0} cannot receive recovered material: it must be another registered party with the role material-maker, battery-maker or recycler that is not suspended.");

    /// <summary>It left before it was there.</summary>
    public static readonly RefusalKind ShippedBeforeRecovered = new(
        "shipped-before-recovered", RefusalCategory.Inadmissible, "Shipped before it was recovered",
        "Lot {0} is there since {2:O}, but is said to have been shipped at {1:O}. Check both times.");

    /// <summary>Too few or too many lots or parts.</summary>
    public static readonly RefusalKind LotsOutOfRange = new(
        "lots-out-of-range", RefusalCategory.Malformed, "Too few or too many lots",
        "{0} lots are given, but {1} to {2} can be.");

    /// <summary>The same lot twice.</summary>
    public static readonly RefusalKind LotRepeated = new(
        "lot-repeated", RefusalCategory.Malformed, "Lot repeated",
        "Lot {0} is named twice in this request. Name each lot once.");

    /// <summary>Lots of different things cannot become one.</summary>
    public static readonly RefusalKind LotsDiffer = new(
        "lots-differ", RefusalCategory.Inadmissible, "Lots differ",
        "Lots {0} and {1} are not of the same material and description; only lots of one material are merged.");

    /// <summary>Whose balance it is.</summary>
    public static readonly RefusalKind BalanceNotYours = new(
        "balance-not-yours", RefusalCategory.Forbidden, "Balance not yours to read",
        "The recovery balance of {0} is read by that party and by regulators in whose region it is established.");

    /// <summary>Months that cannot be.</summary>
    public static readonly RefusalKind MonthsOutOfRange = new(
        "months-out-of-range", RefusalCategory.Malformed, "Months out of range",
        "from and to must be months such as 2026-10, from not after to, at most {0} months.");
}
