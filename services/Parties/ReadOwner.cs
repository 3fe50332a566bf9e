using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Parties;
using Traceability.Hosting;

namespace Traceability.Parties;

/// <summary>A natural person.</summary>
/// <param name="Reference">What stands for the person in dossiers.</param>
/// <param name="Name" example="张三">The person's name.</param>
/// <param name="RegisteredBy">The party that registered the person.</param>
/// <param name="RegisteredAt">When.</param>
/// <param name="Contact" example="+86 851 0000 0000">How to reach the person.</param>
public sealed record OwnerView(OwnerReference Reference, string Name, PartyId RegisteredBy, DateTimeOffset RegisteredAt, string? Contact = null);

/// <summary>Shows the person behind a reference to those who may know.</summary>
public static class ReadOwner
{
    /// <summary>
    /// Refuses, in this order: an unknown reference, a caller that is neither the registering party nor a regulator of its region, erased data.
    /// </summary>
    public static Refusal? Refuse(Owner? owner, OwnerReference reference, Party caller, Func<PartyId, Party?> find) => owner switch
    {
        null => PartyRefusals.OwnerUnknown.With(reference),
        _ when owner.RegisteredBy != caller.Id && !Supervises(caller, find(owner.RegisteredBy)) => PartyRefusals.OwnerOfAnother.With(reference),
        { ErasedAt: { } erasedAt } => PartyRefusals.OwnerErased.With(reference, erasedAt.UtcDateTime),
        _ => null,
    };

    private static bool Supervises(Party caller, Party? party) =>
        caller.Is(PartyRole.Regulator) && party is not null && caller.Region.Contains(party.Region);

    internal static void MapReadOwner(this IEndpointRouteBuilder owners) => owners
        .MapGet("/{reference}", Handle)
        .WithName("ReadOwner")
        .Refuses(PartyRefusals.OwnerUnknown, PartyRefusals.OwnerOfAnother, PartyRefusals.OwnerErased);

    /// <summary>Reads the personal data behind a reference.</summary>
    /// <remarks>For the party that registered the person, and for the regulators of its region.</remarks>
    /// <param name="reference">What stands for the person.</param>
    /// <response code="200">The person.</response>
    private static async Task<Results<Ok<OwnerView>, ProblemHttpResult>> Handle(
        InPath<OwnerReference> reference, Caller caller, OwnerStore owners, PartyDirectory parties, CancellationToken cancellation)
    {
        var owner = await owners.Find(reference.Value, cancellation);
        return Refuse(owner, reference.Value, caller.Party, parties.Find) is { } refusal
            ? Problems.Refused(refusal)
            : TypedResults.Ok(new OwnerView(owner!.Reference, owner.Name ?? "", owner.RegisteredBy, owner.RegisteredAt, owner.Contact));
    }
}
