using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Hosting;

namespace Traceability.Parties;

/// <summary>A party as the caller may see it: administrators, regulators and the party itself see all, others only who it is.</summary>
public sealed record PartyView
{
    /// <summary>Unified social credit code (统一社会信用代码) or DUNS number.</summary>
    public required PartyId Id { get; init; }

    /// <summary>Registered name.</summary>
    /// <example>Guizhou Test Battery Co., Ltd.</example>
    public required string Name { get; init; }

    /// <summary>What the party may do.</summary>
    public required IReadOnlyList<PartyRole> Roles { get; init; }

    /// <summary>Where it is established; for a regulator, the region that it supervises.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>Vendor codes filed for it. Absent for other parties.</summary>
    public IReadOnlyList<string>? VendorCodes { get; init; }

    /// <summary>Approvals and licences. Absent for other parties.</summary>
    public IReadOnlyList<Permit>? Permits { get; init; }

    /// <summary>Set while the party may not act. Absent for other parties.</summary>
    public Suspension? Suspension { get; init; }

    /// <summary>Rises by one with every change. Absent for other parties.</summary>
    public long? Version { get; init; }

    /// <summary>What the caller may see of the party.</summary>
    public static PartyView Of(Party party, Party caller)
    {
        var seesAll = caller.Id == party.Id || caller.Is(PartyRole.Administrator) || caller.Is(PartyRole.Regulator);
        var view = new PartyView { Id = party.Id, Name = party.Name, Roles = party.Roles, Region = party.Region };
        return !seesAll ? view : view with
        {
            VendorCodes = party.VendorCodes,
            Permits = party.Permits,
            Suspension = party.Suspension,
            Version = party.Version,
        };
    }
}

/// <summary>A page of parties.</summary>
/// <param name="Parties">Parties, by id.</param>
/// <param name="Next">Give this as <c>after</c> to get the next page; absent on the last.</param>
public sealed record PartyPage(IReadOnlyList<PartyView> Parties, PartyId? Next = null);

internal static class ReadPartyEndpoints
{
    private const int LimitDefault = 100;
    private const int LimitMax = 500;

    private static readonly Phrase LimitRange = new("limit must be 1 to {0}.");

    public static void MapReadParty(this IEndpointRouteBuilder parties)
    {
        parties.MapGet("/{id}", Read).WithName("ReadParty").Refuses(PartyRefusals.PartyNotFound);
        parties.MapGet("", List).WithName("ListParties");
    }

    /// <summary>Reads a party.</summary>
    /// <param name="id">The party.</param>
    /// <response code="200">The party; its ETag is what a change must name in If-Match.</response>
    private static async Task<Results<Ok<PartyView>, ProblemHttpResult>> Read(
        InPath<PartyId> id, Caller caller, PartyStore parties, HttpResponse response, CancellationToken cancellation)
    {
        if (await parties.Find(id.Value, cancellation) is not { } record)
        {
            return Problems.Refused(PartyRefusals.PartyNotFound.With(id.Value));
        }

        response.SetETag(record.Party);
        return TypedResults.Ok(PartyView.Of(record.Party, caller.Party));
    }

    /// <summary>Lists the parties.</summary>
    /// <param name="after">Only parties with ids above this one.</param>
    /// <param name="limit">How many at the most, 1 to 500.</param>
    /// <response code="200">A page of parties, by id.</response>
    private static async Task<Results<Ok<PartyPage>, ProblemHttpResult>> List(
        InPath<PartyId>? after, int? limit, Caller caller, PartyStore parties, CancellationToken cancellation)
    {
        if (limit is < 1 or > LimitMax)
        {
            return Problems.Refused(HostingRefusals.MalformedParameter.With(LimitRange.With(LimitMax)).At("limit"));
        }

        var count = limit ?? LimitDefault;
        var records = await parties.List(after?.Value, count, cancellation);
        return TypedResults.Ok(new PartyPage(
            [.. records.Select(record => PartyView.Of(record.Party, caller.Party))],
            records.Count == count ? records[^1].Party.Id : null));
    }
}
