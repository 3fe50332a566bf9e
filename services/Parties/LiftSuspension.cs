using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Hosting;

namespace Traceability.Parties;

/// <summary>Lets a suspended party act again.</summary>
public static class LiftSuspension
{
    /// <summary>Refuses, in this order: not an administrator, an unknown party. Where nothing is suspended, nothing changes.</summary>
    public static Outcome Decide(PartyRecord? record, PartyId id, Party caller)
    {
        if (!caller.Is(PartyRole.Administrator))
        {
            return PartyRefusals.NotAdministrator.With(caller.Id);
        }

        return record switch
        {
            null => PartyRefusals.PartyNotFound.With(id),
            { Party.Suspension: null } => record,
            _ => record with { Party = record.Party with { Suspension = null, Version = record.Party.Version + 1 } },
        };
    }

    internal static void MapLiftSuspension(this IEndpointRouteBuilder parties) => parties
        .MapDelete("/{id}/suspension", Handle)
        .WithName("LiftSuspension")
        .Refuses(PartyRefusals.NotAdministrator, PartyRefusals.PartyNotFound);

    /// <summary>Lifts the suspension of a party.</summary>
    /// <remarks>For administrators. Safe to repeat.</remarks>
    /// <param name="id">The party.</param>
    /// <response code="200">The party may act.</response>
    private static async Task<Results<Ok<Party>, ProblemHttpResult>> Handle(
        InPath<PartyId> id, Caller caller, PartyStore parties, PartiesRelay relay, HttpResponse response, CancellationToken cancellation)
    {
        var outcome = await parties.Apply(id.Value, record => Decide(record, id.Value, caller.Party), cancellation);
        if (outcome.Refusal is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        await relay.Publish(outcome.Record);
        response.SetETag(outcome.Party);
        return TypedResults.Ok(outcome.Party);
    }
}
