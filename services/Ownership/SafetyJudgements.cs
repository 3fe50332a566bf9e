using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Dossiers;

namespace Traceability.Ownership;

/// <summary>What a safety judgement must say before a retired lithium-ion battery is moved (GB/T 38698.1).</summary>
public static class SafetyJudgements
{
    /// <summary>The side that gives the battery away (交付方).</summary>
    public static readonly Phrase Consignor = new("consignor");

    /// <summary>The side that takes it over (接收方).</summary>
    public static readonly Phrase Consignee = new("consignee");

    /// <summary>Who fetches it from a private owner (回收方).</summary>
    public static readonly Phrase Collector = new("collector");

    private const int ChecklistLengthMax = 100;
    private const int RecordLengthMax = 200;
    private static readonly int FindingsMax = Enum.GetValues<SafetyFinding>().Length;

    /// <summary>Whether the standard asks for a judgement.</summary>
    public static bool IsNeeded(Standing standing, OwnershipRules rules) =>
        rules.SafetyJudgementRequired && standing.IsRetired() && standing.Nameplate.Chemistry.IsLithiumIon();

    /// <summary>Why the battery may not be moved on one side's judgement, or null.</summary>
    /// <param name="standing">The battery.</param>
    /// <param name="judgement">That side's judgement, if it gave one.</param>
    /// <param name="side">Which side; its member is called by the side and <c>Judgement</c>.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="now">When it is recorded.</param>
    public static Refusal? RefuseMoving(Standing standing, SafetyJudgement? judgement, Phrase side, OwnershipRules rules, DateTimeOffset now)
    {
        var field = $"{side}Judgement";
        if (RefuseShape(judgement, field, now) is { } refusal)
        {
            return refusal;
        }

        return (IsNeeded(standing, rules), judgement) switch
        {
            (false, _) => null,
            (true, null) => OwnershipRefusals.SafetyJudgementMissing.With(standing.Battery, side, field).At(field),
            (true, { } made) when !made.AllowsMoving() => OwnershipRefusals.NotSafeToMove.With(standing.Battery, made.Findings).At(field),
            _ => null,
        };
    }

    /// <summary>What is wrong with a judgement as it was filled in, or null.</summary>
    public static Refusal? RefuseShape(SafetyJudgement? judgement, string field, DateTimeOffset now) => judgement is null
        ? null
        : CommonRules.RefuseText(judgement.Checklist, ChecklistLengthMax, $"{field}.checklist")
            ?? (judgement.PretreatmentRecord is { } record ? CommonRules.RefuseText(record, RecordLengthMax, $"{field}.pretreatmentRecord") : null)
            ?? CommonRules.RefuseCount(judgement.Findings.Count, FindingsMax, $"{field}.findings")
            ?? (judgement.JudgedAt > now + CommonRules.ClockTolerance
                ? OwnershipRefusals.JudgedInFuture.With(judgement.JudgedAt, now).At($"{field}.judgedAt")
                : null);
}
