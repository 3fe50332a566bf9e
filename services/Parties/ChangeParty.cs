using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Hosting;

namespace Traceability.Parties;

/// <summary>The whole new content of a party; what is left out is no longer so.</summary>
public sealed record ChangeParty : IPartyContent
{
    /// <summary>Registered name, as on its licence.</summary>
    /// <example>Guizhou Test Battery Co., Ltd.</example>
    public required string Name { get; init; }

    /// <summary>What the party may do; a regulator or administrator has no other role.</summary>
    /// <example>["battery-maker", "vehicle-maker", "second-life-user", "recycler"]</example>
    public required IReadOnlyList<PartyRole> Roles { get; init; }

    /// <summary>Where it is established (GB/T 2260); for a regulator, the region that it supervises.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>Three-character vendor codes (厂商代码) filed for it under GB/T 34014.</summary>
    /// <example>["GZ9"]</example>
    public IReadOnlyList<string> VendorCodes { get; init; } = [];

    /// <summary>Approvals and licences with the days on which they are valid.</summary>
    /// <example>
    /// [
    ///   {"kind": "investment-filing", "number": "GZ-2026-0117", "validFrom": "2026-01-17"},
    ///   {"kind": "environmental-impact-assessment", "number": "GZ-2026-0231", "validFrom": "2026-02-02"},
    ///   {"kind": "pollutant-discharge", "number": "GZ-2026-0305", "validFrom": "2026-03-05", "validUntil": "2031-03-04"}
    /// ]
    /// </example>
    public IReadOnlyList<Permit> Permits { get; init; } = [];

    /// <summary>
    /// Refuses, in this order: not an administrator, an unknown party, no version or not the present one, an administrator that
    /// gives up its own role, flaws of the content.
    /// </summary>
    public Outcome Decide(PartyRecord? record, PartyId id, string? ifMatch, Party caller)
    {
        if (!caller.Is(PartyRole.Administrator))
        {
            return PartyRefusals.NotAdministrator.With(caller.Id);
        }

        if (record is null)
        {
            return PartyRefusals.PartyNotFound.With(id);
        }

        if (ifMatch is null)
        {
            return PartyRefusals.IfMatchMissing.With().At("If-Match");
        }

        if (ifMatch != PartyETag.Of(record.Party))
        {
            return PartyRefusals.PartyChangedMeanwhile.With(id, record.Party.Version).At("If-Match");
        }

        if (caller.Id == id && !Roles.Contains(PartyRole.Administrator))
        {
            return PartyRefusals.AdministratorLockedOut.With(id).At("roles");
        }

        return PartyContent.Check(this) is { } flaw
            ? flaw
            : record with { Party = PartyContent.Of(this, id, record.Party.Version + 1, record.Party.Suspension) };
    }
}

internal static class ChangePartyEndpoint
{
    public static void MapChangeParty(this IEndpointRouteBuilder parties) => parties
        .MapPut("/{id}", Handle)
        .WithName("ChangeParty")
        .Refuses(
            PartyRefusals.NotAdministrator, PartyRefusals.PartyNotFound, PartyRefusals.IfMatchMissing, PartyRefusals.PartyChangedMeanwhile,
            PartyRefusals.AdministratorLockedOut, PartyRefusals.NameMalformed, PartyRefusals.RolesMissing, PartyRefusals.RolesExclusive,
            PartyRefusals.VendorCodeMalformed, PartyRefusals.PermitMalformed, PartyRefusals.PermitDatesReversed, PartyRefusals.TooManyItems,
            PartyRefusals.VendorCodeTaken);

    /// <summary>Replaces the content of a party.</summary>
    /// <remarks>For administrators. Safe to repeat: a change that was made already answers 412.</remarks>
    /// <param name="id">The party.</param>
    /// <param name="ifMatch" example="&quot;1&quot;">The ETag of the party as it was read.</param>
    /// <response code="200">Changed, and known to the other services.</response>
    private static async Task<Results<Ok<Party>, ProblemHttpResult>> Handle(
        InPath<PartyId> id, [FromHeader(Name = "If-Match")] string? ifMatch, ChangeParty command, Caller caller, PartyStore parties,
        PartiesRelay relay, HttpResponse response, CancellationToken cancellation)
    {
        var outcome = await parties.Apply(id.Value, record => command.Decide(record, id.Value, ifMatch, caller.Party), cancellation);
        if (outcome.Refusal is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        await relay.Publish(outcome.Record);
        response.SetETag(outcome.Party);
        return TypedResults.Ok(outcome.Party);
    }
}
