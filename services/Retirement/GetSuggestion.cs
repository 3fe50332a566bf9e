using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;

namespace Traceability.Retirement;

/// <summary>What the rules of today suggest for a battery.</summary>
public sealed record SuggestedDisposition
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>What is suggested to become of it.</summary>
    public required Disposition Suggested { get; init; }

    /// <summary>The admissible uses that it is healthy and safe enough for; none where it is not fit for a second life.</summary>
    public required IReadOnlyList<SecondLifeApplication> FitFor { get; init; }

    /// <summary>Why, as stable words (<c>soh-at-least-60</c>, <c>fit-for-telecom-backup</c>, <c>veto-leak</c>, <c>no-assessment</c>).</summary>
    public required IReadOnlyList<string> Grounds { get; init; }

    /// <summary>Whether a second life is forbidden, whatever reason is given.</summary>
    public required bool IsSecondLifeVetoed { get; init; }

    /// <summary>The edition of the rules that suggests it.</summary>
    /// <example>retirement/2026-07-30</example>
    public required string Rules { get; init; }
}

/// <summary>Tells what is suggested before it is decided.</summary>
public static class GetSuggestionEndpoint
{
    internal static void MapGetSuggestion(this IEndpointRouteBuilder retirement) => retirement
        .MapGet("/retirement/suggestion/{code}", Handle)
        .WithName("GetSuggestedDisposition")
        .Produces<SuggestedDisposition>()
        .Refuses(DossierRefusals.BatteryUnknown, DossierRefusals.RoleMissing, DossierRefusals.NotCustodian, DossierRefusals.WrongStage, DossierRefusals.KeeperSilent);

    /// <summary>Tells what the rules of today suggest for a retired battery.</summary>
    /// <param name="code">The battery.</param>
    /// <param name="caller">The acting party.</param>
    /// <param name="office">Reads the dossier.</param>
    /// <param name="rules">The rules in all editions.</param>
    /// <param name="clock">Tells which edition is in force.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <response code="200">What is suggested, and why.</response>
    public static async Task<Results<Ok<SuggestedDisposition>, ProblemHttpResult>> Handle(
        InPath<BatteryCode> code, Caller caller, DossierOffice office, DatedRules<RetirementRules> rules, TimeProvider clock, CancellationToken cancellation)
    {
        if (await office.Read(code.Value, cancellation) is not { } standing)
        {
            return Problems.Refused(DossierRefusals.BatteryUnknown.With(code.Value));
        }

        if (DecideDisposition.RefuseAsking(standing, caller.Party) is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        var edition = rules.On(clock.GetUtcNow());
        var suggestion = Suggestion.For(standing.Nameplate.Chemistry, standing.Health, edition.Rules);
        return TypedResults.Ok(new SuggestedDisposition
        {
            Battery = standing.Battery,
            Suggested = suggestion.Disposition,
            FitFor = suggestion.FitFor,
            Grounds = suggestion.Grounds,
            IsSecondLifeVetoed = suggestion.IsVeto,
            Rules = edition.Id,
        });
    }
}
