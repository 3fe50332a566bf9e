using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Dossiers;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Materials;
using Traceability.Hosting;

namespace Traceability.Recycling;

/// <summary>Some lots, by id.</summary>
public sealed record LotPage
{
    /// <summary>The lots.</summary>
    public required IReadOnlyList<Lot> Lots { get; init; }

    /// <summary>Give this as <c>after</c> to read on; absent on the last page.</summary>
    /// <example>lot-0123456789abcdef0123</example>
    public string? Next { get; init; }
}

/// <summary>Reads lots.</summary>
public static class ReadLotsEndpoint
{
    private const int LimitDefault = 100;
    private const int LimitMax = 500;

    internal static void MapReadLots(this IEndpointRouteBuilder recycling)
    {
        recycling.MapGet("/lots/{id}", Read).WithName("ReadLot").Refuses(LotRefusals.LotUnknown);
        recycling.MapGet("/lots", List).WithName("ListLots").Refuses(DossierRefusals.NumberOutOfRange);
    }

    /// <summary>Reads a lot of recovered material.</summary>
    /// <remarks>Its owner reads it, and regulators in whose region it is.</remarks>
    /// <param name="id" example="lot-0123456789abcdef0123">The lot.</param>
    /// <response code="200">The lot, with what was taken from it.</response>
    public static async Task<Results<Ok<Lot>, ProblemHttpResult>> Read(string id, Caller caller, LotBook lots, CancellationToken cancellation) =>
        await lots.Find(id, cancellation) is { } lot && lot.MayBeReadBy(caller.Party)
            ? TypedResults.Ok(lot.Shown())
            : Problems.Refused(LotRefusals.LotUnknown.With(Ids.Shown(id), caller.Party.Id));

    /// <summary>Lists the caller's own lots, or for a regulator all in its region.</summary>
    /// <param name="after">Only lots with an id above this one.</param>
    /// <param name="limit">How many at the most, up to 500.</param>
    /// <response code="200">The lots, by id.</response>
    public static async Task<Results<Ok<LotPage>, ProblemHttpResult>> List(
        string? after, int? limit, Caller caller, LotBook lots, CancellationToken cancellation)
    {
        var count = limit ?? LimitDefault;
        if (count is < 1 or > LimitMax)
        {
            return Problems.Refused(DossierRefusals.NumberOutOfRange.With("limit", CommonRules.Range.With(1, LimitMax), count).At("limit"));
        }

        var page = await lots.List(Readership.TagFor(caller.Party), after, count, cancellation);
        return TypedResults.Ok(new LotPage { Lots = [.. page.Select(lot => lot.Shown())], Next = page.Count == count ? page[^1].Id : null });
    }
}
