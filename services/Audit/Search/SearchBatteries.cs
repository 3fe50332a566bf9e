using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Hosting;

namespace Traceability.Audit.Search;

/// <summary>The door to <see cref="IBatterySearch"/>.</summary>
public static class SearchBatteriesEndpoint
{
    private const int LimitUsual = 100;
    private const int LimitMax = 500;
    private const int TextMax = 100;

    internal static void MapSearchBatteries(this IEndpointRouteBuilder audit) => audit
        .MapGet("/batteries", Handle)
        .WithName("SearchBatteries")
        .Refuses(DossierRefusals.NumberOutOfRange, DossierRefusals.TextNotUsable);

    /// <summary>Searches batteries.</summary>
    /// <remarks>
    /// Shows what the caller may read: its own, or for a regulator all that have ever been in its region; parts with their whole. Who
    /// looks for batteries that nothing was heard of takes recordedTo and stage. Every call is short: it looks at a few thousand
    /// batteries at the most, so that a page may hold few matches, or none, and still name a next; read on until there is none.
    /// </remarks>
    /// <param name="codePrefix">What the code begins with: the maker's vendor code, say.</param>
    /// <param name="maker">Who made it.</param>
    /// <param name="holder">Who owns it, or the whole that it is part of.</param>
    /// <param name="custodian">Who has it, or the whole that it is part of, in hand.</param>
    /// <param name="vin">The vehicle that it is in, or was in last.</param>
    /// <param name="model">The maker's model designation, in full.</param>
    /// <param name="stage">Where it is in its life: available, installed, built-in, retired, deployed, made-into-product or treated.</param>
    /// <param name="chemistry">Its chemistry, as on the nameplate: LFP, NCM622 ...</param>
    /// <param name="level">pack, module or cell.</param>
    /// <param name="region">Where it is now: a county, or all of a prefecture (520300) or province (520000).</param>
    /// <param name="producedFrom">First day of production.</param>
    /// <param name="producedTo">Last day of production.</param>
    /// <param name="recordedFrom">Its last entry was recorded then or later.</param>
    /// <param name="recordedTo">Its last entry was recorded then or earlier.</param>
    /// <param name="sohFrom">Lowest state of health at the last test, in per cent.</param>
    /// <param name="sohTo">Highest state of health at the last test, in per cent.</param>
    /// <param name="lastKind">The kind of its last entry: battery-retired, say.</param>
    /// <param name="discrepancy">What its entries show that should not be: soh-rises, missing-at-scrapping or offer-never-answered.</param>
    /// <param name="after">Only codes above this one: next of the page before.</param>
    /// <param name="limit">How many at the most, 1 to 500; 100 where absent.</param>
    /// <response code="200">A page of batteries, by code.</response>
    public static async Task<Results<Ok<BatteryPage>, ProblemHttpResult>> Handle(
        string? codePrefix, InPath<PartyId>? maker, InPath<HolderId>? holder, InPath<HolderId>? custodian, InPath<Vin>? vin, string? model, string? stage,
        string? chemistry, string? level, InPath<RegionCode>? region, DateOnly? producedFrom, DateOnly? producedTo, DateTimeOffset? recordedFrom,
        DateTimeOffset? recordedTo, decimal? sohFrom, decimal? sohTo, string? lastKind, string? discrepancy, string? after, int? limit,
        Caller caller, IBatterySearch search, CancellationToken cancellation)
    {
        Stage? inStage = null;
        Chemistry? ofChemistry = null;
        BatteryLevel? ofLevel = null;
        DiscrepancyKind? showing = null;
        if ((RefuseTexts(codePrefix, model, lastKind, after)
            ?? Words<Stage>.Read(stage, "stage", out inStage)
            ?? Words<Chemistry>.Read(chemistry, "chemistry", out ofChemistry)
            ?? Words<BatteryLevel>.Read(level, "level", out ofLevel)
            ?? Words<DiscrepancyKind>.Read(discrepancy, "discrepancy", out showing)
            ?? RefuseNumbers(sohFrom, sohTo, limit)) is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        return TypedResults.Ok(await search.Find(
            new()
            {
                Seer = Seers.Of(caller.Party),
                CodePrefix = codePrefix,
                Maker = maker?.Value,
                Holder = holder?.Value,
                Custodian = custodian?.Value,
                Vin = vin?.Value,
                Model = model,
                Stage = inStage,
                Chemistry = ofChemistry,
                Level = ofLevel,
                Region = region?.Value is { Tier: RegionTier.Country } ? null : region?.Value,
                ProducedFrom = producedFrom,
                ProducedTo = producedTo,
                RecordedFrom = recordedFrom,
                RecordedTo = recordedTo,
                SohFrom = sohFrom,
                SohTo = sohTo,
                LastKind = lastKind,
                Discrepancy = showing,
                After = after,
                Limit = limit ?? LimitUsual,
            },
            cancellation));
    }

    private static Refusal? RefuseTexts(string? codePrefix, string? model, string? lastKind, string? after) =>
        RefuseText(codePrefix, "codePrefix") ?? RefuseText(model, "model") ?? RefuseText(lastKind, "lastKind") ?? RefuseText(after, "after");

    private static Refusal? RefuseNumbers(decimal? sohFrom, decimal? sohTo, int? limit) =>
        RefusePercent(sohFrom, "sohFrom") ?? RefusePercent(sohTo, "sohTo") ?? Pages.RefuseLimit(limit, LimitMax);

    private static Refusal? RefuseText(string? text, string field) => text is null ? null : CommonRules.RefuseText(text, TextMax, field);

    private static Refusal? RefusePercent(decimal? percent, string field) => percent is < 0 or > 1000
        ? DossierRefusals.NumberOutOfRange.With(field, CommonRules.Range.With(0, 1000), percent).At(field)
        : null;
}
