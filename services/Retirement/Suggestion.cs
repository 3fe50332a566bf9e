using Traceability.Contracts;
using Traceability.Contracts.Entries;

namespace Traceability.Retirement;

/// <summary>What the rules in force suggest for a retired battery, and why.</summary>
/// <param name="Disposition">What becomes of it.</param>
/// <param name="FitFor">The admissible uses that it is healthy and safe enough for.</param>
/// <param name="Reasons">Why, the deciding ones first; in English they are stable words.</param>
/// <param name="IsVeto">Whether a hazard or the law forbids a second life, whatever reason is given.</param>
public sealed record Suggestion(Disposition Disposition, IReadOnlyList<SecondLifeApplication> FitFor, IReadOnlyList<Phrase> Reasons, bool IsVeto)
{
    private static readonly Phrase NoAssessment = new("no-assessment");
    private static readonly Phrase SecondLifeNotAllowed = new("second-life-not-allowed");
    private static readonly Phrase Veto = new("veto-{0}");
    private static readonly Phrase SohAtLeast = new("soh-at-least-{0:0.#}");
    private static readonly Phrase SohBelow = new("soh-below-{0:0.#}");
    private static readonly Phrase RecyclingFirst = new("recycling-first");
    private static readonly Phrase Fit = new("fit-for-{0}");

    /// <summary>The reasons as the stable words that are recorded.</summary>
    public IReadOnlyList<string> Grounds => [.. Reasons.Select(reason => reason.ToString())];

    /// <summary>
    /// A second life first, then recovery of the materials (先梯次后再生): a second life for whatever is healthy and safe enough, and
    /// for the rest pre-treatment where a hazard must be removed, else recycling. The rules may turn the order round.
    /// </summary>
    public static Suggestion For(Chemistry chemistry, HealthAssessed? health, RetirementRules rules)
    {
        Phrase[] law = rules.SecondLifeAllowed ? [] : [SecondLifeNotAllowed];
        if (health is null)
        {
            return new(Disposition.Recycling, [], [.. law, NoAssessment], law.Length > 0);
        }

        var vetoes = health.Findings.Where(rules.Vetoes.ContainsKey).Order().ToList();
        var isVeto = vetoes.Count > 0 || law.Length > 0;
        var fitFor = isVeto ? [] : UsesFor(chemistry, health.SohPercent, rules).ToList();
        Phrase[] order = fitFor.Count > 0 && !rules.SecondLifeFirst ? [RecyclingFirst] : [];
        Phrase[] reasons =
            [.. vetoes.Select(veto => Veto.With(veto)), .. law, .. order, SohReason(chemistry, health.SohPercent, rules), .. fitFor.Select(use => Fit.With(use))];
        var disposition = vetoes.Exists(veto => rules.Vetoes[veto] == Disposition.Pretreatment) ? Disposition.Pretreatment
            : fitFor.Count > 0 && rules.SecondLifeFirst ? Disposition.SecondLife
            : Disposition.Recycling;
        return new(disposition, fitFor, reasons, isVeto);
    }

    private static IEnumerable<SecondLifeApplication> UsesFor(Chemistry chemistry, decimal sohPercent, RetirementRules rules) => rules.SohBands
        .Where(band => sohPercent >= band.SohPercentMinFor(chemistry))
        .SelectMany(band => band.Applications)
        .Where(rules.Admits)
        .Distinct()
        .Order();

    // The least demanding use that is admissible decides; where none is, it would be the least demanding of all.
    private static Phrase SohReason(Chemistry chemistry, decimal sohPercent, RetirementRules rules)
    {
        var admissible = rules.SohBands.Where(band => band.Applications.Any(rules.Admits)).ToList();
        var sohMin = (admissible.Count > 0 ? admissible : rules.SohBands).Min(band => band.SohPercentMinFor(chemistry));
        return (sohPercent >= sohMin ? SohAtLeast : SohBelow).With(sohMin);
    }
}
