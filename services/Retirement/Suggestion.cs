using System.Globalization;
using System.Text.Json;
using Traceability.Contracts;
using Traceability.Contracts.Entries;

namespace Traceability.Retirement;

/// <summary>What the rules in force suggest for a retired battery, and why.</summary>
/// <param name="Disposition">What becomes of it.</param>
/// <param name="FitFor">The admissible uses that it is healthy and safe enough for.</param>
/// <param name="Grounds">Why, as stable words, the deciding ones first.</param>
/// <param name="IsVeto">Whether a hazard or the law forbids a second life, whatever reason is given.</param>
public sealed record Suggestion(Disposition Disposition, IReadOnlyList<SecondLifeApplication> FitFor, IReadOnlyList<string> Grounds, bool IsVeto)
{
    /// <summary>The ground of a battery that has not been tested since it went out of use.</summary>
    public const string NoAssessment = "no-assessment";

    /// <summary>The ground of rules that admit no second life.</summary>
    public const string SecondLifeNotAllowed = "second-life-not-allowed";

    /// <summary>The ground of rules that suggest recycling even for what is fit for a second life.</summary>
    public const string RecyclingFirst = "recycling-first";

    /// <summary>
    /// A second life first, then recovery of the materials (先梯次后再生): a second life for whatever is healthy and safe enough, and
    /// for the rest pre-treatment where a hazard must be removed, else recycling. The rules may turn the order round.
    /// </summary>
    public static Suggestion For(Chemistry chemistry, HealthAssessed? health, RetirementRules rules)
    {
        string[] law = rules.SecondLifeAllowed ? [] : [SecondLifeNotAllowed];
        if (health is null)
        {
            return new(Disposition.Recycling, [], [.. law, NoAssessment], law.Length > 0);
        }

        var vetoes = health.Findings.Where(rules.Vetoes.ContainsKey).Order().ToList();
        var isVeto = vetoes.Count > 0 || law.Length > 0;
        var fitFor = isVeto ? [] : UsesFor(chemistry, health.SohPercent, rules).ToList();
        string[] order = fitFor.Count > 0 && !rules.SecondLifeFirst ? [RecyclingFirst] : [];
        string[] grounds = [.. vetoes.Select(Word), .. law, .. order, SohWord(chemistry, health.SohPercent, rules), .. fitFor.Select(Word)];
        var disposition = vetoes.Exists(veto => rules.Vetoes[veto] == Disposition.Pretreatment) ? Disposition.Pretreatment
            : fitFor.Count > 0 && rules.SecondLifeFirst ? Disposition.SecondLife
            : Disposition.Recycling;
        return new(disposition, fitFor, grounds, isVeto);
    }

    private static IEnumerable<SecondLifeApplication> UsesFor(Chemistry chemistry, decimal sohPercent, RetirementRules rules) => rules.SohBands
        .Where(band => sohPercent >= band.SohPercentMinFor(chemistry))
        .SelectMany(band => band.Applications)
        .Where(rules.Admits)
        .Distinct()
        .Order();

    private static string Word(SafetyFinding veto) => $"veto-{JsonNamingPolicy.KebabCaseLower.ConvertName(veto.ToString())}";

    private static string Word(SecondLifeApplication use) => $"fit-for-{JsonNamingPolicy.KebabCaseLower.ConvertName(use.ToString())}";

    // The least demanding use that is admissible decides; where none is, it would be the least demanding of all.
    private static string SohWord(Chemistry chemistry, decimal sohPercent, RetirementRules rules)
    {
        var admissible = rules.SohBands.Where(band => band.Applications.Any(rules.Admits)).ToList();
        var sohMin = (admissible.Count > 0 ? admissible : rules.SohBands).Min(band => band.SohPercentMinFor(chemistry));
        return string.Create(CultureInfo.InvariantCulture, $"soh-{(sohPercent >= sohMin ? "at-least" : "below")}-{sohMin:0.#}");
    }
}
