using Traceability.Contracts;

namespace Traceability.Dossiers.Materials;

/// <summary>How a lot refuses whatever is to be taken from it, in order of precedence.</summary>
public static class LotRefusals
{
    /// <summary>No such lot, or not for the caller to see.</summary>
    public static readonly RefusalKind LotUnknown = new(
        "lot-unknown", RefusalCategory.Unknown, "Lot unknown",
        "There is no lot {0} that {1} may read. GET /lots lists those that it may.");

    /// <summary>Somebody else's lot.</summary>
    public static readonly RefusalKind NotLotOwner = new(
        "not-lot-owner", RefusalCategory.Forbidden, "Not the owner of the lot",
        "Lot {0} belongs to {1}; only its owner takes from it.");

    /// <summary>It was used before it was there.</summary>
    public static readonly RefusalKind UsedBeforeRecovered = new(
        "used-before-recovered", RefusalCategory.Inadmissible, "Used before it was recovered",
        "Lot {0} is there since {2:O}, but is said to have been used at {1:O}. Check both times.");

    /// <summary>Not enough of it is left.</summary>
    public static readonly RefusalKind LotExhausted = new(
        "lot-exhausted", RefusalCategory.Conflict, "Lot exhausted",
        "{0:0.######} kg cannot be taken from lot {1}: {2:0.######} kg remain.");

    /// <summary>It was used too often.</summary>
    public static readonly RefusalKind TooManyUses = new(
        "too-many-uses", RefusalCategory.Conflict, "Too many uses",
        "{1} parts have been taken from lot {0} already. Take what remains at once: ship it, or merge it into a new lot.");
}
