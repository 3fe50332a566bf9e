using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;

namespace Traceability.Recycling;

/// <summary>Some treatments, by id.</summary>
public sealed record TreatmentPage
{
    /// <summary>The treatments.</summary>
    public required IReadOnlyList<Treatment> Treatments { get; init; }

    /// <summary>Give this as <c>after</c> to read on; absent on the last page.</summary>
    /// <example>treatment-00112233445566778899</example>
    public string? Next { get; init; }
}

/// <summary>How well one treatment recovered what went in.</summary>
public sealed record TreatmentRecovery
{
    /// <summary>The treatment.</summary>
    /// <example>treatment-00112233445566778899</example>
    public required string Treatment { get; init; }

    /// <summary>The edition of the rules in force when it was completed.</summary>
    /// <example>recycling/2026-04-01</example>
    public required string Rules { get; init; }

    /// <summary>Metal expected and recovered.</summary>
    public required MetalBalance Balance { get; init; }

    /// <summary>The thresholds, and whether this step alone reaches them.</summary>
    public required IReadOnlyList<IndicatorResult> Indicators { get; init; }
}

/// <summary>Reads treatments.</summary>
public static class ReadTreatmentsEndpoints
{
    private const int LimitDefault = 20;
    private const int LimitMax = 100;

    internal static void MapReadTreatments(this IEndpointRouteBuilder recycling)
    {
        recycling.MapGet("/treatments/{id}", Read).WithName("ReadTreatment").Refuses(RecyclingRefusals.TreatmentUnknown);
        recycling.MapGet("/treatments/{id}/recovery", ReadRecovery).WithName("ReadTreatmentRecovery").Refuses(RecyclingRefusals.TreatmentUnknown);
        recycling.MapGet("/treatments", List).WithName("ListTreatments").Refuses(DossierRefusals.NumberOutOfRange, HostingRefusals.MalformedParameter);
    }

    /// <summary>Reads a treatment: what went in, what came out, and how much of each metal was recovered.</summary>
    /// <remarks>Its recycler reads it, and regulators in whose region it was.</remarks>
    /// <param name="id" example="treatment-00112233445566778899">The treatment.</param>
    /// <response code="200">The treatment.</response>
    public static async Task<Results<Ok<Treatment>, ProblemHttpResult>> Read(
        string id, Caller caller, TreatmentBook treatments, CancellationToken cancellation) =>
        await treatments.Find(id, cancellation) is { } treatment && treatment.MayBeReadBy(caller.Party)
            ? TypedResults.Ok(treatment.Shown())
            : Problems.Refused(RecyclingRefusals.TreatmentUnknown.With(Ids.Shown(id), caller.Party.Id));

    /// <summary>Reads how well a treatment recovered what went in, beside the thresholds in force when it was completed.</summary>
    /// <remarks>Stock in process makes one treatment a poor measure; GET /recycling/balance tells of twelve months.</remarks>
    /// <param name="id" example="treatment-00112233445566778899">The treatment.</param>
    /// <response code="200">The recovery.</response>
    public static async Task<Results<Ok<TreatmentRecovery>, ProblemHttpResult>> ReadRecovery(
        string id, Caller caller, TreatmentBook treatments, DatedRules<RecyclingRules> rules, CancellationToken cancellation)
    {
        if (await treatments.Find(id, cancellation) is not { } treatment || !treatment.MayBeReadBy(caller.Party))
        {
            return Problems.Refused(RecyclingRefusals.TreatmentUnknown.With(Ids.Shown(id), caller.Party.Id));
        }

        var edition = rules.On(treatment.OccurredAt);
        return TypedResults.Ok(new TreatmentRecovery
        {
            Treatment = treatment.Id,
            Rules = edition.Id,
            Balance = treatment.Balance,
            Indicators = Indicators.OfTreatment(treatment, edition.Rules),
        });
    }

    /// <summary>Lists the caller's own treatments, or for a regulator all in its region.</summary>
    /// <param name="flag">Only treatments with this flag: <c>recovery-above-all</c>, where more of a metal came out than went in.</param>
    /// <param name="after">Only treatments with an id above this one.</param>
    /// <param name="limit">How many at the most, up to 100.</param>
    /// <response code="200">The treatments, by id.</response>
    public static async Task<Results<Ok<TreatmentPage>, ProblemHttpResult>> List(
        string? flag, string? after, int? limit, Caller caller, TreatmentBook treatments, CancellationToken cancellation)
    {
        var count = limit ?? LimitDefault;
        if (count is < 1 or > LimitMax)
        {
            return Problems.Refused(DossierRefusals.NumberOutOfRange.With("limit", CommonRules.Range.With(1, LimitMax), count).At("limit"));
        }

        if (flag is not (null or TreatmentFlag.RecoveryAboveAll))
        {
            return Problems.Refused(HostingRefusals.MalformedParameter.With(HostingPhrases.FieldMustBe.With("flag", HostingPhrases.OneOf.With(TreatmentFlag.RecoveryAboveAll))).At("flag"));
        }

        var page = await treatments.List(caller.Party, flag, after, count, cancellation);
        return TypedResults.Ok(new TreatmentPage
        {
            Treatments = [.. page.Select(treatment => treatment.Shown())],
            Next = page.Count == count ? page[^1].Id : null,
        });
    }
}
