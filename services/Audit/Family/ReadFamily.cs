using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Audit.Search;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Hosting;

namespace Traceability.Audit.Family;

/// <summary>The doors to <see cref="FamilyTree"/>.</summary>
public static class ReadFamilyEndpoints
{
    private const int DepthUsual = 8;
    private const int DepthMax = 32;
    private const int LimitUsual = 200;
    private const int LimitMax = 1000;
    private const string Both = "both";

    internal static void MapReadFamily(this IEndpointRouteBuilder audit)
    {
        audit.MapGet("/batteries/{code}/family", HandleBattery)
            .WithName("ReadFamily")
            .Refuses(DossierRefusals.BatteryUnknown, AuditRefusals.DossierNotYours, AuditRefusals.AuditBehind, DossierRefusals.NumberOutOfRange);
        audit.MapGet("/lots/{id}/family", HandleLot)
            .WithName("ReadFamilyOfLot")
            .Refuses(AuditRefusals.MaterialUnknown, DossierRefusals.NumberOutOfRange);
        audit.MapGet("/treatments/{id}/family", HandleTreatment)
            .WithName("ReadFamilyOfTreatment")
            .Refuses(AuditRefusals.MaterialUnknown, DossierRefusals.NumberOutOfRange);
    }

    /// <summary>Reads the family of a battery.</summary>
    /// <remarks>
    /// from: what it was made of - its modules and cells, the batteries that a second-life product was made of, the lots of recovered
    /// material that its maker used, the treatments that they came from and the batteries treated there. into: what it became or is part
    /// of - pack, product, treatment, lots, the new batteries that contain its material. A part that was taken out again stays in the
    /// family with the time (until); it is not followed further. Who may read the battery sees its family; of relatives it sees what anyone
    /// may know.
    /// </remarks>
    /// <param name="code">The battery.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="access">Who may.</param>
    /// <param name="families">What is known of families.</param>
    /// <param name="direction">from, into or both; both where absent.</param>
    /// <param name="depth">How many links away from the battery at the most, 1 to 32; 8 where absent.</param>
    /// <param name="limit">How many links at the most, 1 to 1,000; 200 where absent.</param>
    /// <param name="after">Reads on: next of the page before.</param>
    /// <param name="atLeast">Waits briefly until Audit has this many entries of the battery.</param>
    /// <response code="200">A page of the family.</response>
    public static async Task<Results<Ok<FamilyTree>, ProblemHttpResult>> HandleBattery(
        InPath<BatteryCode> code, Caller caller, HistoryAccess access, IFamilyStore families, string? direction, int? depth, int? limit, string? after,
        CancellationToken cancellation, int atLeast = 0)
    {
        var (_, refusal) = await access.Open(code.Value, atLeast, caller.Party, cancellation);
        return refusal is null ? Read(families, NodeId.Of(code.Value), direction, depth, limit, after) : Problems.Refused(refusal);
    }

    /// <summary>Reads the family of a lot of recovered material.</summary>
    /// <remarks>Its owner reads it, and regulators in whose region it is. What it shows is that of the family of a battery.</remarks>
    /// <param name="id" example="lot-0123456789abcdef0123">The lot.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="families">What is known of families.</param>
    /// <param name="direction">from, into or both; both where absent.</param>
    /// <param name="depth">How many links away from the lot at the most, 1 to 32; 8 where absent.</param>
    /// <param name="limit">How many links at the most, 1 to 1,000; 200 where absent.</param>
    /// <param name="after">Reads on: next of the page before.</param>
    /// <response code="200">A page of the family.</response>
    public static Results<Ok<FamilyTree>, ProblemHttpResult> HandleLot(
        string id, Caller caller, IFamilyStore families, string? direction, int? depth, int? limit, string? after) =>
        families.Lot(id) is { } lot && MayRead(caller.Party, lot.Owner, lot.Region)
            ? Read(families, NodeId.Lot(id), direction, depth, limit, after)
            : Problems.Refused(AuditRefusals.MaterialUnknown.With(Shown(id), caller.Party.Id));

    /// <summary>Reads the family of a treatment.</summary>
    /// <remarks>Its recycler reads it, and regulators in whose region it was. What it shows is that of the family of a battery.</remarks>
    /// <param name="id" example="treatment-00112233445566778899">The treatment.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="families">What is known of families.</param>
    /// <param name="direction">from, into or both; both where absent.</param>
    /// <param name="depth">How many links away from the treatment at the most, 1 to 32; 8 where absent.</param>
    /// <param name="limit">How many links at the most, 1 to 1,000; 200 where absent.</param>
    /// <param name="after">Reads on: next of the page before.</param>
    /// <response code="200">A page of the family.</response>
    public static Results<Ok<FamilyTree>, ProblemHttpResult> HandleTreatment(
        string id, Caller caller, IFamilyStore families, string? direction, int? depth, int? limit, string? after) =>
        families.Treatment(id) is { } treatment && MayRead(caller.Party, treatment.Owner, treatment.Region)
            ? Read(families, NodeId.Treatment(id), direction, depth, limit, after)
            : Problems.Refused(AuditRefusals.MaterialUnknown.With(Shown(id), caller.Party.Id));

    private static Results<Ok<FamilyTree>, ProblemHttpResult> Read(
        IFamilyStore families, NodeId root, string? direction, int? depth, int? limit, string? after)
    {
        Direction? only = null;
        FamilyPlace? place = null;
        var refusal = Words<Direction>.Read(direction == Both ? null : direction, "direction", out only)
            ?? Pages.RefuseLimit(depth, DepthMax, "depth")
            ?? Pages.RefuseLimit(limit, LimitMax)
            ?? FamilyPlace.Read(after, out place);
        Direction[] directions = only is { } one ? [one] : [Direction.From, Direction.Into];
        return refusal is null
            ? TypedResults.Ok(FamilyTree.Of(families, root, directions, depth ?? DepthUsual, place, limit ?? LimitUsual))
            : Problems.Refused(refusal);
    }

    private static bool MayRead(Party party, PartyId owner, RegionCode region) =>
        party.Id == owner || (party.Is(PartyRole.Regulator) && party.Region.Contains(region));

    private static string Shown(string id) => new([.. id.Take(64).Where(c => c is > ' ' and <= '~')]);
}
