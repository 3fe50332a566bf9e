using Traceability.Contracts;

namespace Traceability.SecondLife;

/// <summary>How the second-life service says no, in order of precedence.</summary>
public static class SecondLifeRefusals
{
    /// <summary>Too few or too many origins.</summary>
    public static readonly RefusalKind OriginsOutOfRange = new(
        "origins-out-of-range", RefusalCategory.Malformed, "Origins out of range",
        "{0} origins are given, but a product is made of 1 to {1}.");

    /// <summary>An origin is neither coded nor explained.</summary>
    public static readonly RefusalKind OriginIncomplete = new(
        "origin-incomplete", RefusalCategory.Malformed, "Origin incomplete",
        "An origin is given either by its battery code, or, where it has none, by the party it came from and the reason why it has none.", "GB/T 34014-2017");

    /// <summary>The rules of that day admit no second life.</summary>
    public static readonly RefusalKind SecondLifeNotAllowed = new(
        "second-life-not-allowed", RefusalCategory.Inadmissible, "Second life not allowed",
        "On {0:yyyy-MM-dd} the rules in force did not allow making second-life products. Hand the batteries over for recycling.", "MIIT Announcement 20 (2026)");

    /// <summary>The code is that of a new battery.</summary>
    public static readonly RefusalKind CodeNotOfSecondLife = new(
        "code-not-of-second-life", RefusalCategory.Inadmissible, "Not the code of a second-life product",
        "{0} is the code of a new battery. Give the product a code of its own: 19 characters ending in R and its level, or gbt45565: with -R.",
        "GB/T 34014-2017");

    /// <summary>Nobody decided on a second life.</summary>
    public static readonly RefusalKind SecondLifeNotDecided = new(
        "second-life-not-decided", RefusalCategory.Conflict, "Second life not decided",
        "It is not decided that {0} gets a second life. Have it tested and decide so with POST /dispositions first.", "GB/T 34015-2017");

    /// <summary>A hazard was found and not removed.</summary>
    public static readonly RefusalKind SafetyVetoOpen = new(
        "safety-veto-open", RefusalCategory.Inadmissible, "Safety veto open",
        "The last test of {0} found {1}. Have the hazard removed and the battery tested again before it becomes part of a product.", "GB/T 34015.3-2021");

    /// <summary>A battery in its first life.</summary>
    public static readonly RefusalKind NotAProduct = new(
        "not-a-product", RefusalCategory.Conflict, "Not a second-life product",
        "{0} is not a second-life product. Make one of it with POST /products first.");

    /// <summary>The law forbids the use, or is said to.</summary>
    public static readonly RefusalKind ApplicationForbidden = new(
        "application-forbidden", RefusalCategory.Inadmissible, "Application forbidden",
        "On {1:yyyy-MM-dd} second-life batteries must not be used for {0}. Deploy it for another use, or have it recycled; GET /rules tells the law and "
            + "how certain it is.",
        "Order 73 art. 22");

    /// <summary>The use is not among those that the rules admit.</summary>
    public static readonly RefusalKind ApplicationNotAdmissible = new(
        "application-not-admissible", RefusalCategory.Inadmissible, "Application not admissible",
        "On {1:yyyy-MM-dd} the rules in force do not admit {0} as a second life. Deploy it for a use that GET /rules lists as admissible, or have it recycled.");
}
