using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Dossiers;
using Traceability.Dossiers.Documents;
using Traceability.Hosting;

namespace Traceability.Retirement;

/// <summary>Some reports of scrapped vehicles, by id.</summary>
public sealed record VehicleScrappingPage
{
    /// <summary>The reports.</summary>
    public required IReadOnlyList<VehicleScrapping> Scrappings { get; init; }

    /// <summary>Give this as <c>after</c> to read on; absent on the last page.</summary>
    /// <example>scrapping-LZ9AB1CD8RG100001</example>
    public string? Next { get; init; }
}

/// <summary>Reads reports of scrapped vehicles.</summary>
public static class ReadScrappingsEndpoint
{
    private const int LimitDefault = 100;
    private const int LimitMax = 500;

    internal static void MapReadScrappings(this IEndpointRouteBuilder retirement)
    {
        retirement.MapGet("/vehicle-scrappings/{id}", Read).WithName("ReadVehicleScrapping").Refuses(RetirementRefusals.ScrappingUnknown);
        retirement.MapGet("/vehicle-scrappings", List).WithName("ListVehicleScrappings").Refuses(DossierRefusals.NumberOutOfRange);
    }

    /// <summary>Reads the report of a scrapped vehicle.</summary>
    /// <remarks>Its dismantler reads it, and regulators in whose region the vehicle was scrapped.</remarks>
    /// <param name="id" example="scrapping-LZ9AB1CD8RG100001">The report.</param>
    /// <response code="200">The report.</response>
    public static async Task<Results<Ok<VehicleScrapping>, ProblemHttpResult>> Read(
        string id, Caller caller, ScrappingBook book, CancellationToken cancellation) =>
        await book.Find(id, cancellation) is { } report && Readership.MayRead(caller.Party, report.Dismantler, report.Region)
            ? TypedResults.Ok(report)
            : Problems.Refused(RetirementRefusals.ScrappingUnknown.With(caller.Party.Id));

    /// <summary>Lists the caller's own reports of scrapped vehicles, or for a regulator all in its region.</summary>
    /// <param name="incomplete">Only vehicles that were scrapped without their batteries and are not excepted.</param>
    /// <param name="after">Only reports with an id above this one.</param>
    /// <param name="limit">How many at the most, up to 500.</param>
    /// <response code="200">The reports, by id.</response>
    public static async Task<Results<Ok<VehicleScrappingPage>, ProblemHttpResult>> List(
        bool? incomplete, string? after, int? limit, Caller caller, ScrappingBook book, CancellationToken cancellation)
    {
        var count = limit ?? LimitDefault;
        if (count is < 1 or > LimitMax)
        {
            return Problems.Refused(DossierRefusals.NumberOutOfRange.With("limit", CommonRules.Range.With(1, LimitMax), count).At("limit"));
        }

        var page = await book.List(Readership.TagFor(caller.Party), incomplete is true, after, count, cancellation);
        return TypedResults.Ok(new VehicleScrappingPage { Scrappings = page, Next = page.Count == count ? page[^1].Id : null });
    }
}
