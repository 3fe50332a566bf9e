using Traceability.Contracts;

namespace Traceability.Hosting.Rules;

/// <summary>How the rules cannot be shown.</summary>
public static class RuleRefusals
{
    /// <summary>No service of the name has rules.</summary>
    public static readonly RefusalKind ServiceUnknown = new(
        "rules-unknown", RefusalCategory.Unknown, "Rules unknown", "There are no rules of '{0}'. Ask for those of {1}, or leave service out to get all.");

    /// <summary>No edition of the name was ever in force.</summary>
    public static readonly RefusalKind EditionUnknown = new(
        "rule-edition-unknown", RefusalCategory.Unknown, "Edition unknown",
        "The registry never read an edition {0}/{1}. GET /rules/editions lists all that there are.");
}
