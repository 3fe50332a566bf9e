using Traceability.Contracts;
using Traceability.Dossiers;

namespace Traceability.Audit;

/// <summary>What all lists that are read page by page have in common.</summary>
internal static class Pages
{
    /// <summary>The refusal of a page of no size, or too large, or null.</summary>
    public static Refusal? RefuseLimit(int? limit, int max, string field = "limit") => limit is not null && (limit < 1 || limit > max)
        ? DossierRefusals.NumberOutOfRange.With(field, CommonRules.Range.With(1, max), limit).At(field)
        : null;
}
