using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Hosting;

namespace Traceability.Audit;

/// <summary>A battery's complete history.</summary>
public sealed record History
{
    /// <summary>Whose.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>How many entries follow each other without a gap; entries beyond the first gap are not shown.</summary>
    public required int Sequence { get; init; }

    /// <summary>What is true of it now.</summary>
    public required Standing Standing { get; init; }

    /// <summary>The entries, in order, exactly as they were sealed.</summary>
    public required IReadOnlyList<SealedEntry> Entries { get; init; }

    /// <summary>Where the next page begins (<c>?after=</c>); absent on the last.</summary>
    public int? Next { get; init; }
}

/// <summary>The door to a battery's history.</summary>
public static class ReadHistoryEndpoint
{
    private const int PageMax = 1000;

    internal static void MapReadHistory(this IEndpointRouteBuilder audit)
    {
        audit.MapGet("/batteries/{code}", Handle)
            .WithName("ReadHistory")
            .Refuses(DossierRefusals.BatteryUnknown, AuditRefusals.DossierNotYours, AuditRefusals.AuditBehind);
        audit.MapGet("/batteries/{code}/standing", HandleStanding)
            .WithName("ReadStanding")
            .Refuses(DossierRefusals.BatteryUnknown, AuditRefusals.DossierNotYours, AuditRefusals.AuditBehind);
    }

    /// <summary>Reads the complete history of a battery.</summary>
    /// <param name="code">The battery.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="access">Who may.</param>
    /// <param name="histories">The copies.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="atLeast">Waits briefly until Audit has this many entries: the sequence of a receipt just given, say.</param>
    /// <param name="after">Only entries above this number.</param>
    public static async Task<Results<Ok<History>, ProblemHttpResult>> Handle(
        InPath<BatteryCode> code, Caller caller, HistoryAccess access, IHistoryStore histories, CancellationToken cancellation,
        int atLeast = 0, int after = 0)
    {
        var (standing, refusal) = await access.Open(code.Value, atLeast, caller.Party, cancellation);
        if (refusal is not null)
        {
            return Problems.Refused(refusal);
        }

        var page = await histories.Entries(code.Value, Math.Max(after, 0), PageMax, cancellation);
        var entries = page.Select(SealedEntry.Read).Where(entry => entry.Entry.Sequence <= standing!.Sequence).ToList();
        return TypedResults.Ok(new History
        {
            Battery = code.Value,
            Sequence = standing!.Sequence,
            Standing = standing,
            Entries = entries,
            Next = entries.Count > 0 && entries[^1].Entry.Sequence < standing.Sequence ? entries[^1].Entry.Sequence : null,
        });
    }

    /// <summary>Reads what is true of a battery now.</summary>
    /// <param name="code">The battery.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="access">Who may.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="atLeast">Waits briefly until Audit has this many entries.</param>
    public static async Task<Results<Ok<Standing>, ProblemHttpResult>> HandleStanding(
        InPath<BatteryCode> code, Caller caller, HistoryAccess access, CancellationToken cancellation, int atLeast = 0)
    {
        var (standing, refusal) = await access.Open(code.Value, atLeast, caller.Party, cancellation);
        return refusal is null ? TypedResults.Ok(standing) : Problems.Refused(refusal);
    }
}
