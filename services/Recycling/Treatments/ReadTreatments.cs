using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Hosting;

namespace Traceability.Recycling;

/// <summary>Reads treatments.</summary>
public static class ReadTreatmentEndpoint
{
    internal static void MapReadTreatment(this IEndpointRouteBuilder recycling) => recycling
        .MapGet("/treatments/{id}", Handle)
        .WithName("ReadTreatment")
        .Refuses(RecyclingRefusals.TreatmentUnknown);

    /// <summary>Reads a treatment: what went in, what came out, and how much of each metal was recovered.</summary>
    /// <remarks>Its recycler reads it, and regulators in whose region it was.</remarks>
    /// <param name="id" example="treatment-00112233445566778899">The treatment.</param>
    /// <response code="200">The treatment.</response>
    public static async Task<Results<Ok<Treatment>, ProblemHttpResult>> Handle(
        string id, Caller caller, TreatmentBook treatments, CancellationToken cancellation) =>
        await treatments.Find(id, cancellation) is { } treatment && treatment.MayBeReadBy(caller.Party)
            ? TypedResults.Ok(treatment)
            : Problems.Refused(RecyclingRefusals.TreatmentUnknown.With(Ids.Shown(id), caller.Party.Id));
}
