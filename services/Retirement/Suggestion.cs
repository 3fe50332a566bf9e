using System.Globalization;
using System.Text.Json;
using Traceability.Contracts;
using Traceability.Contracts.Entries;

namespace Traceability.Retirement;

/// <summary>What the rules in force suggest for a retired battery, and why.</summary>
/// <param name="Disposition">What becomes of it.</param>
/// <param name="Grounds">Why, as stable words, the deciding ones first.</param>
/// <param name="IsVeto">Whether a hazard or the law forbids a second life, whatever reason is given.</param>
public sealed record Suggestion(Disposition Disposition, IReadOnlyList<string> Grounds, bool IsVeto)
{
    /// <summary>The ground of a battery that has not been tested since it went out of use.</summary>
    public const string NoAssessment = "no-assessment";

    /// <summary>The ground of rules that admit no second life.</summary>
    public const string SecondLifeNotAllowed = "second-life-not-allowed";

    /// <summary>
    /// A second life first, then recovery of the materials (先梯次后再生): a second life for whatever is healthy and safe enough, and
    /// for the rest pre-treatment where a hazard must be removed, else recycling.
    /// </summary>
    public static Suggestion For(Chemistry chemistry, HealthAssessed? health, RetirementRules rules)
    {
        string[] law = rules.SecondLifeAllowed ? [] : [SecondLifeNotAllowed];
        if (health is null)
        {
            return new(Disposition.Recycling, [.. law, NoAssessment], law.Length > 0);
        }

        var vetoes = health.Findings.Where(rules.Vetoes.ContainsKey).Order().ToList();
        var sohMin = rules.SohPercentMinFor(chemistry);
        var isHealthy = health.SohPercent >= sohMin;
        string[] grounds = [.. vetoes.Select(Word), .. law, SohWord(isHealthy, sohMin)];
        var disposition = vetoes.Exists(veto => rules.Vetoes[veto] == Disposition.Pretreatment) ? Disposition.Pretreatment
            : vetoes.Count > 0 || law.Length > 0 || !isHealthy ? Disposition.Recycling
            : Disposition.SecondLife;
        return new(disposition, grounds, vetoes.Count > 0 || law.Length > 0);
    }

    private static string Word(SafetyFinding veto) => $"veto-{JsonNamingPolicy.KebabCaseLower.ConvertName(veto.ToString())}";

    private static string SohWord(bool isHealthy, decimal sohMin) =>
        string.Create(CultureInfo.InvariantCulture, $"soh-{(isHealthy ? "at-least" : "below")}-{sohMin:0.#}");
}
