using Traceability.Contracts;
using Traceability.Contracts.Entries;

namespace Traceability.Retirement;

/// <summary>What the rules in force suggest for a retired battery, and why.</summary>
/// <param name="Disposition">What becomes of it.</param>
/// <param name="Reasons">Why, the deciding ones first; in English they are stable words.</param>
/// <param name="IsVeto">Whether a hazard or the law forbids a second life, whatever reason is given.</param>
public sealed record Suggestion(Disposition Disposition, IReadOnlyList<Phrase> Reasons, bool IsVeto)
{
    private static readonly Phrase NoAssessment = new("no-assessment");
    private static readonly Phrase SecondLifeNotAllowed = new("second-life-not-allowed");
    private static readonly Phrase Veto = new("veto-{0}");
    private static readonly Phrase SohAtLeast = new("soh-at-least-{0:0.#}");
    private static readonly Phrase SohBelow = new("soh-below-{0:0.#}");

    /// <summary>The reasons as the stable words that are recorded.</summary>
    public IReadOnlyList<string> Grounds => [.. Reasons.Select(reason => reason.ToString())];

    /// <summary>
    /// A second life first, then recovery of the materials (先梯次后再生): a second life for whatever is healthy and safe enough, and
    /// for the rest pre-treatment where a hazard must be removed, else recycling.
    /// </summary>
    public static Suggestion For(Chemistry chemistry, HealthAssessed? health, RetirementRules rules)
    {
        Phrase[] law = rules.SecondLifeAllowed ? [] : [SecondLifeNotAllowed];
        if (health is null)
        {
            return new(Disposition.Recycling, [.. law, NoAssessment], law.Length > 0);
        }

        var vetoes = health.Findings.Where(rules.Vetoes.ContainsKey).Order().ToList();
        var sohMin = rules.SohPercentMinFor(chemistry);
        var isHealthy = health.SohPercent >= sohMin;
        Phrase[] reasons = [.. vetoes.Select(veto => Veto.With(veto)), .. law, (isHealthy ? SohAtLeast : SohBelow).With(sohMin)];
        var disposition = vetoes.Exists(veto => rules.Vetoes[veto] == Disposition.Pretreatment) ? Disposition.Pretreatment
            : vetoes.Count > 0 || law.Length > 0 || !isHealthy ? Disposition.Recycling
            : Disposition.SecondLife;
        return new(disposition, reasons, vetoes.Count > 0 || law.Length > 0);
    }
}
