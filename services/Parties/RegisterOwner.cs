using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Hosting;

namespace Traceability.Parties;

/// <summary>A natural person who buys a vehicle or a battery.</summary>
public sealed record RegisterOwner
{
    private const int NameLengthMax = 200;
    private const int ContactLengthMax = 500;

    private static readonly PartyRole[] Sellers = [PartyRole.VehicleMaker, PartyRole.Dealer, PartyRole.Importer];

    /// <summary>The person's name.</summary>
    /// <example>张三</example>
    public required string Name { get; init; }

    /// <summary>How to reach the person: a telephone number or an address.</summary>
    /// <example>+86 851 0000 0000</example>
    public string? Contact { get; init; }

    /// <summary>Refuses, in this order: a party that does not sell to private owners, flaws of the name and the contact.</summary>
    public Refusal? Refuse(Party caller)
    {
        if (!caller.IsAnyOf(Sellers))
        {
            return PartyRefusals.OwnersNotYours.With(caller.Id);
        }

        if (!PartyContent.IsText(Name, NameLengthMax))
        {
            return PartyRefusals.NameMalformed.With(NameLengthMax).At("name");
        }

        return Contact is null || PartyContent.IsText(Contact, ContactLengthMax)
            ? null
            : PartyRefusals.ContactMalformed.With(ContactLengthMax).At("contact");
    }

    /// <summary>Refuses a key that another registration has, or one whose person was erased meanwhile.</summary>
    public static Refusal? RefuseRepetition(Owner registered, string fingerprint) => registered switch
    {
        { ErasedAt: { } erasedAt } => PartyRefusals.OwnerErased.With(registered.Reference, erasedAt.UtcDateTime),
        _ when registered.Fingerprint != fingerprint => DossierRefusals.IdempotencyKeyReused.With(),
        _ => null,
    };
}

/// <summary>What stands for the person from now on.</summary>
/// <param name="Reference">Give it as the holder of batteries; it says nothing about the person.</param>
public sealed record RegisteredOwner(OwnerReference Reference);

internal static class RegisterOwnerEndpoint
{
    public static void MapRegisterOwner(this IEndpointRouteBuilder owners) => owners
        .MapPost("", Handle)
        .WithName("RegisterOwner")
        .Refuses(
            PartyRefusals.OwnersNotYours, PartyRefusals.NameMalformed, PartyRefusals.ContactMalformed, PartyRefusals.OwnerErased,
            DossierRefusals.IdempotencyKeyReused);

    /// <summary>Registers a natural person as an owner.</summary>
    /// <remarks>
    /// For vehicle makers, dealers and importers. The personal data are kept in this service only; dossiers hold the reference.
    /// </remarks>
    /// <response code="201">Registered.</response>
    private static async Task<Results<Created<RegisteredOwner>, ProblemHttpResult>> Handle(
        RegisterOwner command, IdempotencyKey key, Caller caller, OwnerStore owners, TimeProvider clock, CancellationToken cancellation)
    {
        if (command.Refuse(caller.Party) is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        var owner = new Owner
        {
            Reference = await owners.ReferenceFor(key, caller, cancellation),
            Name = command.Name,
            Contact = command.Contact,
            RegisteredBy = caller.Party.Id,
            RegisteredAt = clock.GetUtcNow(),
            Fingerprint = IdempotencyKey.Fingerprint("register-owner", command),
        };
        var registered = await owners.Register(owner, cancellation);
        return RegisterOwner.RefuseRepetition(registered, owner.Fingerprint) is { } repetition
            ? Problems.Refused(repetition)
            : TypedResults.Created($"/owners/{owner.Reference}", new RegisteredOwner(owner.Reference));
    }
}
