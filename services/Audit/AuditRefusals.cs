using Traceability.Contracts;

namespace Traceability.Audit;

/// <summary>How the audit service says no.</summary>
public static class AuditRefusals
{
    /// <summary>The caller has nothing to do with the battery.</summary>
    public static readonly RefusalKind DossierNotYours = new(
        "dossier-not-yours", RefusalCategory.Forbidden, "Dossier not yours to read",
        "{0} is neither maker nor present or past holder or custodian of {1}, nor a regulator of a region it has been in. GET /passport/{1} shows its public part.");

    /// <summary>The copy has not caught up yet.</summary>
    public static readonly RefusalKind AuditBehind = new(
        "audit-behind", RefusalCategory.Unavailable, "Audit is behind",
        "Audit has {0} entries of {1}, not yet {2}. Repeat the request in a second.");

    /// <summary>No lot or treatment with that id is known, or not to this caller.</summary>
    public static readonly RefusalKind MaterialUnknown = new(
        "material-unknown", RefusalCategory.Unknown, "Lot or treatment unknown",
        "No lot or treatment {0} is known to Audit that {1} may read: its owner may, and regulators of the region it is in. Check the id; what was just recorded arrives within a second.");
}
