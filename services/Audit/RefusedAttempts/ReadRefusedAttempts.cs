using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Audit.Search;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Hosting;

namespace Traceability.Audit.RefusedAttempts;

/// <summary>The door to <see cref="IRefusedAttempts"/>.</summary>
public static class ReadRefusedAttemptsEndpoint
{
    private const int LimitUsual = 100;
    private const int LimitMax = 500;
    private const int ProblemLengthMax = 100;

    internal static void MapReadRefusedAttempts(this IEndpointRouteBuilder audit) => audit
        .MapGet("/refusals", Handle)
        .WithName("ListRefusedAttempts")
        .Refuses(DossierRefusals.NumberOutOfRange, DossierRefusals.TextNotUsable);

    /// <summary>Lists attempts to record something that were refused.</summary>
    /// <remarks>
    /// A battery code that is used twice shows as battery-exists, an offer to a receiver whose permit has run out as
    /// receiver-permit-not-valid. The same attempt on the same day (in China) counts as one. A party sees its own attempts; a regulator
    /// those of parties in its region and on batteries that have been in it. Attempts are kept for some two years and told without
    /// guarantee: a crash may lose some.
    /// </remarks>
    /// <param name="battery">Only attempts on this battery.</param>
    /// <param name="party">Only attempts of this party.</param>
    /// <param name="problem">Only attempts that were answered with this problem: battery-exists, say.</param>
    /// <param name="from">Only what was refused then or later.</param>
    /// <param name="to">Only what was refused then or earlier.</param>
    /// <param name="after">Reads on: next of the page before.</param>
    /// <param name="limit">How many at the most, 1 to 500; 100 where absent.</param>
    /// <response code="200">A page of attempts, the last that were new first.</response>
    public static async Task<Results<Ok<RefusedAttemptPage>, ProblemHttpResult>> Handle(
        InPath<BatteryCode>? battery, InPath<PartyId>? party, string? problem, DateTimeOffset? from, DateTimeOffset? to, long? after, int? limit,
        Caller caller, IRefusedAttempts attempts, CancellationToken cancellation)
    {
        if ((Pages.RefuseLimit(limit, LimitMax)
            ?? (problem is null ? null : CommonRules.RefuseText(problem, ProblemLengthMax, "problem"))) is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        var supervises = caller.Party.Is(PartyRole.Regulator);
        return TypedResults.Ok(await attempts.Find(
            new()
            {
                OwnOf = supervises ? null : caller.Party.Id,
                Region = supervises ? Seers.Of(caller.Party) : null,
                Battery = battery?.Value,
                Party = party?.Value,
                Problem = problem,
                From = from,
                To = to,
                After = after,
                Limit = limit ?? LimitUsual,
            },
            cancellation));
    }
}
