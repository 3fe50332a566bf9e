using Traceability.Contracts.Entries;

namespace Traceability.Dossiers.Rules;

/// <summary>
/// What may have a second life at all (<c>second-life-admission.json</c>). Whoever decides on a battery and whoever makes and deploys
/// products go by the same rules, so that one value in one file opens or closes second life for all.
/// </summary>
[SharedRules("second-life-admission")]
public abstract record SecondLifeAdmission
{
    /// <summary>The uses that second-life products may be put to. Where it is empty, there is no second life.</summary>
    public required IReadOnlyList<SecondLifeApplication> AdmissibleApplications { get; init; }

    /// <summary>Uses that the law forbids by name.</summary>
    public required IReadOnlyList<SecondLifeApplication> ForbiddenApplications { get; init; }

    /// <summary>Uses that the law is said to forbid too: not yet verified in its text, and treated as forbidden.</summary>
    public required IReadOnlyList<SecondLifeApplication> PresumablyForbiddenApplications { get; init; }

    /// <summary>The hazards that rule a second life out, each with what is to be done instead.</summary>
    public required IReadOnlyDictionary<SafetyFinding, Disposition> Vetoes { get; init; }

    /// <summary>Whether any second life is admissible.</summary>
    public bool SecondLifeAllowed => AdmissibleApplications.Any(Admits);

    /// <summary>Whether the law forbids the use, or is said to.</summary>
    public bool Forbids(SecondLifeApplication application) =>
        ForbiddenApplications.Contains(application) || PresumablyForbiddenApplications.Contains(application);

    /// <summary>Whether products may be put to the use.</summary>
    public bool Admits(SecondLifeApplication application) => AdmissibleApplications.Contains(application) && !Forbids(application);
}
