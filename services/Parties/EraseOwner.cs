using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Hosting;

namespace Traceability.Parties;

/// <summary>Erases personal data at the person's wish. Dossiers need no change, as they never held any.</summary>
public static class EraseOwner
{
    /// <summary>Refuses, in this order: an unknown reference, a caller that is neither the registering party nor an administrator.</summary>
    public static Refusal? Refuse(Owner? owner, OwnerReference reference, Party caller) => owner switch
    {
        null => PartyRefusals.OwnerUnknown.With(reference),
        _ when owner.RegisteredBy != caller.Id && !caller.Is(PartyRole.Administrator) => PartyRefusals.OwnerOfAnother.With(reference),
        _ => null,
    };

    internal static void MapEraseOwner(this IEndpointRouteBuilder owners) => owners
        .MapDelete("/{reference}", Handle)
        .WithName("EraseOwner")
        .Refuses(PartyRefusals.OwnerUnknown, PartyRefusals.OwnerOfAnother);

    /// <summary>Erases the personal data behind a reference.</summary>
    /// <remarks>For the party that registered the person, and for administrators. The reference stays valid. Safe to repeat.</remarks>
    /// <param name="reference">What stands for the person.</param>
    /// <response code="204">Erased.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        InPath<OwnerReference> reference, Caller caller, OwnerStore owners, TimeProvider clock, CancellationToken cancellation)
    {
        var owner = await owners.Find(reference.Value, cancellation);
        if (Refuse(owner, reference.Value, caller.Party) is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        await owners.Erase(reference.Value, clock.GetUtcNow(), cancellation);
        return TypedResults.NoContent();
    }
}
