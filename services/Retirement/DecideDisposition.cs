using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;
using Traceability.Hosting.Batches;

namespace Traceability.Retirement;

/// <summary>Decides what becomes of a retired battery (处置决定): a second life, recycling or pre-treatment.</summary>
public sealed record DecideDisposition : IBatteryCommand
{
    private const int ReasonLengthMax = 500;

    private static readonly PartyRole[] Deciding =
    [
        PartyRole.SecondLifeUser, PartyRole.Recycler, PartyRole.BatteryMaker, PartyRole.VehicleMaker, PartyRole.Importer, PartyRole.Dealer,
        PartyRole.Repairer, PartyRole.SwapOperator, PartyRole.CollectionOutlet, PartyRole.Dismantler,
    ];

    private static readonly WarningKind OverrideNotNeeded = new(
        "override-not-needed", "The rules suggest {0} as well; the reason is not recorded.");

    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>When it was decided.</summary>
    /// <example>2026-10-16T09:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What becomes of it.</summary>
    public required Disposition Disposition { get; init; }

    /// <summary>Why it is decided otherwise than the rules suggest (no buyer for modules of this type, say); no name of a person.</summary>
    public string? OverrideReason { get; init; }

    /// <summary>Whether it may be decided so.</summary>
    public static Decision Decide(Standing standing, DecideDisposition command, Party caller, RetirementRules rules, DateTimeOffset now)
    {
        var suggested = Suggestion.For(standing.Nameplate.Chemistry, standing.Health, rules);
        if ((RefuseAsking(standing, caller)
            ?? CommonRules.RefuseWhileOffered(standing, now)
            ?? (command.OverrideReason is { } text ? CommonRules.RefuseText(text, ReasonLengthMax, "overrideReason") : null)
            ?? RefuseChoice(standing, command, suggested)) is { } refusal)
        {
            return refusal;
        }

        var isOverride = command.Disposition != suggested.Disposition;
        var decided = new DispositionDecided
        {
            Disposition = command.Disposition,
            Suggested = suggested.Disposition,
            Grounds = suggested.Grounds,
            OverrideReason = isOverride ? command.OverrideReason : null,
        };
        return new Decision.Record(
            [decided], !isOverride && command.OverrideReason is not null ? [OverrideNotNeeded.At("overrideReason", suggested.Disposition)] : []);
    }

    /// <summary>The refusal of a party that may not decide on the battery, and so need not know what is suggested, or null.</summary>
    internal static Refusal? RefuseAsking(Standing standing, Party caller) =>
        CommonRules.RefuseRole(caller, Deciding)
        ?? CommonRules.RefuseUnlessInCare(standing, caller)
        ?? CommonRules.RefuseStage(standing, Stage.Retired);

    private static Refusal? RefuseChoice(Standing standing, DecideDisposition command, Suggestion suggested) => command switch
    {
        { Disposition: Disposition.SecondLife } when suggested.IsVeto =>
            RetirementRefusals.Vetoed.With(standing.Battery, suggested.Reasons).At("disposition"),
        { Disposition: Disposition.SecondLife } when standing.Health is null => RetirementRefusals.NoAssessment.With(standing.Battery),
        { OverrideReason: null } when command.Disposition != suggested.Disposition => RetirementRefusals.OverrideReasonMissing
            .With(standing.Battery, suggested.Disposition, suggested.Reasons).At("overrideReason"),
        _ => null,
    };
}

/// <summary>The door to <see cref="DecideDisposition"/>.</summary>
public static class DecideDispositionEndpoint
{
    internal static void MapDecideDisposition(this IEndpointRouteBuilder retirement) => retirement
        .MapPost("/dispositions", Handle)
        .WithName("DecideDispositions")
        .AnswersPerLine(
            DossierRefusals.RoleMissing, DossierRefusals.NotCustodian, DossierRefusals.WrongStage, DossierRefusals.TransferOpen,
            DossierRefusals.TextNotUsable, RetirementRefusals.Vetoed, RetirementRefusals.NoAssessment, RetirementRefusals.OverrideReasonMissing);

    /// <summary>Decides what becomes of retired batteries.</summary>
    /// <remarks>
    /// The rules in force suggest a second life for what is healthy and safe enough, else recycling or pre-treatment. Whoever decides
    /// otherwise says why; a second life is never decided against a veto or without a test.
    /// </remarks>
    /// <response code="201">All are decided.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<DecideDisposition> batch, Caller caller, IdempotencyKey key, DossierOffice office, DatedRules<RetirementRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("DecideDispositions", batch);
        return BatchRecorder.Record(batch, command =>
        {
            var edition = rules.On(command.OccurredAt);
            return office.Record(
                command.Battery,
                caller.Act(command, RetirementService.Name, edition.Id, idempotency),
                (standing, now) => DecideDisposition.Decide(standing, command, caller.Party, edition.Rules, now),
                cancellation);
        });
    }
}
