using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Audit.Family;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Hosting;

namespace Traceability.Audit.Origins;

/// <summary>The doors to <see cref="MaterialOrigins"/> and <see cref="MaterialUses"/>.</summary>
public static class ReadMaterialEndpoints
{
    private const int LimitUsual = 500;
    private const int LimitMax = 1000;
    private const int CursorParts = 3;

    internal static void MapReadMaterial(this IEndpointRouteBuilder audit)
    {
        audit.MapGet("/batteries/{code}/material-origins", HandleOrigins)
            .WithName("ReadMaterialOrigins")
            .Refuses(DossierRefusals.BatteryUnknown, AuditRefusals.DossierNotYours, AuditRefusals.AuditBehind, DossierRefusals.NumberOutOfRange);
        audit.MapGet("/batteries/{code}/material-uses", HandleUses)
            .WithName("ReadMaterialUses")
            .Refuses(DossierRefusals.BatteryUnknown, AuditRefusals.DossierNotYours, AuditRefusals.AuditBehind, DossierRefusals.NumberOutOfRange);
    }

    /// <summary>Reads which retired batteries the recovered material in a new battery came from.</summary>
    /// <remarks>
    /// For each lot that the makers of the battery and of its parts named, and each metal in it: the treated batteries, through all
    /// shipments, splits, merges and treatments. A metal is shared out by what each battery is expected to contain of it, else by mass. That
    /// is reckoning, not measurement: in a melt, atoms have no names.
    /// </remarks>
    /// <param name="code">The new battery.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="access">Who may.</param>
    /// <param name="families">What is known of families.</param>
    /// <param name="limit">How many rows at the most, 1 to 1,000; 500 where absent.</param>
    /// <param name="after">Reads on: next of the page before.</param>
    /// <param name="atLeast">Waits briefly until Audit has this many entries of the battery.</param>
    /// <response code="200">A page of origins, by lot, metal and battery.</response>
    public static Task<Results<Ok<MaterialOrigins>, ProblemHttpResult>> HandleOrigins(
        InPath<BatteryCode> code, Caller caller, HistoryAccess access, IFamilyStore families, int? limit, string? after,
        CancellationToken cancellation, int atLeast = 0) =>
        Read(access.Open(code.Value, atLeast, caller.Party, cancellation), limit, after, (place, rows) => MaterialOrigins.Of(families, NodeId.Of(code.Value), place, rows));

    /// <summary>Reads which new batteries contain material of a retired battery.</summary>
    /// <remarks>
    /// Follows the material of the battery, or of the pack or product that it went into, from its treatment through all lots to the
    /// batteries whose makers named one of them. Shared out as in material-origins.
    /// </remarks>
    /// <param name="code">The retired battery.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="access">Who may.</param>
    /// <param name="families">What is known of families.</param>
    /// <param name="limit">How many rows at the most, 1 to 1,000; 500 where absent.</param>
    /// <param name="after">Reads on: next of the page before.</param>
    /// <param name="atLeast">Waits briefly until Audit has this many entries of the battery.</param>
    /// <response code="200">A page of uses, by lot, new battery and metal.</response>
    public static Task<Results<Ok<MaterialUses>, ProblemHttpResult>> HandleUses(
        InPath<BatteryCode> code, Caller caller, HistoryAccess access, IFamilyStore families, int? limit, string? after,
        CancellationToken cancellation, int atLeast = 0) =>
        Read(access.Open(code.Value, atLeast, caller.Party, cancellation), limit, after, (place, rows) => MaterialUses.Of(families, NodeId.Of(code.Value), place, rows));

    private static async Task<Results<Ok<T>, ProblemHttpResult>> Read<T>(
        Task<(Standing? Standing, Refusal? Refusal)> opening, int? limit, string? after, Func<string[], int, T> page)
    {
        var place = after is null ? [] : Cursors.Read(after, CursorParts);
        var refusal = (await opening).Refusal
            ?? Pages.RefuseLimit(limit, LimitMax)
            ?? (after is not null && place.Length == 0 ? Cursors.Refusal : null);
        return refusal is null ? TypedResults.Ok(page(place, limit ?? LimitUsual)) : Problems.Refused(refusal);
    }
}
