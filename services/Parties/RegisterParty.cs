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

/// <summary>A party as an administrator registers it.</summary>
public sealed record RegisterParty : IPartyContent
{
    /// <summary>Unified social credit code (统一社会信用代码) or, for a foreign organisation, DUNS number.</summary>
    public required PartyId Id { get; init; }

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

    /// <summary>Refuses, in this order: not an administrator, the key of another request, flaws of the content, a party that is there.</summary>
    public Outcome Decide(PartyRecord? record, Request request, Party caller)
    {
        if (!caller.Is(PartyRole.Administrator))
        {
            return PartyRefusals.NotAdministrator.With(caller.Id);
        }

        if (request.AnswerAgain(record) is { } again)
        {
            return again;
        }

        if (PartyContent.Check(this) is { } flaw)
        {
            return flaw;
        }

        return record is null
            ? new PartyRecord { Party = PartyContent.Of(this, Id, 1, null) }.After(request)
            : PartyRefusals.PartyExists.With(Id).At("id");
    }
}

/// <summary>A registered party and what is doubtful about it.</summary>
/// <param name="Party">The party.</param>
/// <param name="Warnings">What to look at; a check digit that does not fit the code, say.</param>
public sealed record RegisteredParty(Party Party, IReadOnlyList<Warning> Warnings);

internal static class RegisterPartyEndpoint
{
    public static void MapRegisterParty(this IEndpointRouteBuilder parties) => parties
        .MapPost("", Handle)
        .WithName("RegisterParty")
        .Refuses(
            PartyRefusals.NotAdministrator, DossierRefusals.IdempotencyKeyReused, PartyRefusals.NameMalformed, PartyRefusals.RolesMissing,
            PartyRefusals.RolesExclusive, PartyRefusals.VendorCodeMalformed, PartyRefusals.PermitMalformed, PartyRefusals.PermitDatesReversed,
            PartyRefusals.TooManyItems, PartyRefusals.PartyExists, PartyRefusals.VendorCodeTaken);

    /// <summary>Registers a party.</summary>
    /// <remarks>For administrators. The party can act as soon as it has a credential.</remarks>
    /// <response code="201">Registered, and known to the other services.</response>
    private static async Task<Results<Created<RegisteredParty>, ProblemHttpResult>> Handle(
        RegisterParty command, IdempotencyKey key, Caller caller, PartyStore parties, PartiesRelay relay, HttpResponse response,
        CancellationToken cancellation)
    {
        var request = await parties.Recall(key, caller, "register-party", command, cancellation);
        var outcome = await parties.Apply(command.Id, record => command.Decide(record, request, caller.Party), cancellation);
        if (outcome.Refusal is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        await relay.Publish(outcome.Record);
        response.SetETag(outcome.Party);
        return TypedResults.Created($"/parties/{command.Id}", new RegisteredParty(
            outcome.Party, [.. command.Id.Warnings("id"), .. command.Region.Warnings("region")]));
    }
}
