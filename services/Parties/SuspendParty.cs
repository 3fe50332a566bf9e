using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Hosting;

namespace Traceability.Parties;

/// <summary>Keeps a party from acting until the suspension is lifted.</summary>
public sealed record SuspendParty
{
    private const int ReasonLengthMax = 500;

    /// <summary>Why, in a sentence that the party is told.</summary>
    /// <example>Permit withdrawn by the prefecture.</example>
    public required string Reason { get; init; }

    /// <summary>
    /// Refuses, in this order: not an administrator, the key of another request, no reason, an unknown party, an administrator that
    /// suspends itself, a party that is suspended.
    /// </summary>
    public Outcome Decide(PartyRecord? record, PartyId id, Request request, Party caller, DateTimeOffset now)
    {
        if (!caller.Is(PartyRole.Administrator))
        {
            return PartyRefusals.NotAdministrator.With(caller.Id);
        }

        if (request.AnswerAgain(record) is { } again)
        {
            return again;
        }

        if (!PartyContent.IsText(Reason, ReasonLengthMax))
        {
            return PartyRefusals.ReasonMalformed.With(ReasonLengthMax).At("reason");
        }

        if (record is null)
        {
            return PartyRefusals.PartyNotFound.With(id);
        }

        if (caller.Id == id)
        {
            return PartyRefusals.AdministratorLockedOut.With(id);
        }

        if (record.Party.Suspension is { } suspension)
        {
            return PartyRefusals.PartyAlreadySuspended.With(id, suspension.Since.UtcDateTime, suspension.Reason);
        }

        var party = record.Party with { Suspension = new(now, Reason), Version = record.Party.Version + 1 };
        return (record with { Party = party }).After(request);
    }
}

internal static class SuspendPartyEndpoint
{
    public static void MapSuspendParty(this IEndpointRouteBuilder parties) => parties
        .MapPost("/{id}/suspension", Handle)
        .WithName("SuspendParty")
        .Refuses(
            PartyRefusals.NotAdministrator, DossierRefusals.IdempotencyKeyReused, PartyRefusals.ReasonMalformed, PartyRefusals.PartyNotFound,
            PartyRefusals.AdministratorLockedOut, PartyRefusals.PartyAlreadySuspended);

    /// <summary>Suspends a party.</summary>
    /// <remarks>For administrators. The party is refused from its next request on, also with a token that it has already.</remarks>
    /// <param name="id">The party.</param>
    /// <response code="200">Suspended, and known to the other services.</response>
    private static async Task<Results<Ok<Party>, ProblemHttpResult>> Handle(
        InPath<PartyId> id, SuspendParty command, IdempotencyKey key, Caller caller, PartyStore parties, PartiesRelay relay,
        TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        var request = await parties.Recall(key, caller, $"suspend-party/{id.Value}", command, cancellation);
        var now = clock.GetUtcNow();
        var outcome = await parties.Apply(id.Value, record => command.Decide(record, id.Value, request, caller.Party, now), cancellation);
        if (outcome.Refusal is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        await relay.Publish(outcome.Record);
        response.SetETag(outcome.Party);
        return TypedResults.Ok(outcome.Party);
    }
}
