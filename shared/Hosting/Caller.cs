using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Parties;

namespace Traceability.Hosting;

/// <summary>
/// The party that acts in this request, as the directory knows it at this moment. An endpoint takes it as a parameter; its
/// group must say <see cref="PartyRequirement.RequireParty"/>.
/// </summary>
/// <param name="Party">The acting party: registered and not suspended.</param>
public sealed record Caller(Party Party)
{
    /// <summary>What the framework calls to bind a parameter.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("An endpoint that takes a Caller must be in a group that says RequireParty()."));

    /// <summary>Who acts by the claims of a token, or why nobody may.</summary>
    /// <param name="claims">What the token says.</param>
    /// <param name="partyClaim">The claim that names the party.</param>
    /// <param name="directory">The parties known here.</param>
    /// <param name="caller">Who acts, where nothing is refused.</param>
    public static Refusal? Identify(ClaimsPrincipal claims, string partyClaim, PartyDirectory directory, out Caller? caller) =>
        Identify(claims.FindFirst(partyClaim)?.Value, directory, out caller);

    /// <summary>Who acts in the name of a party, or why nobody may.</summary>
    /// <param name="name">The party's id.</param>
    /// <param name="directory">The parties known here.</param>
    /// <param name="caller">Who acts, where nothing is refused.</param>
    public static Refusal? Identify(string? name, PartyDirectory directory, out Caller? caller)
    {
        caller = null;
        if (PartyId.Parse(name, out var id) is not null || directory.Find(id) is not { } party)
        {
            return HostingRefusals.PartyUnknown.With(name is null ? HostingPhrases.NoParty : name);
        }

        if (party.Suspension is { } suspension)
        {
            return HostingRefusals.PartySuspended.With(party.Id, suspension.Since.UtcDateTime, suspension.Reason);
        }

        caller = new(party);
        return null;
    }
}
