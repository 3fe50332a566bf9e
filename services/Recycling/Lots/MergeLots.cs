using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Messages;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.WorkOrders;
using Traceability.Hosting;

namespace Traceability.Recycling;

/// <summary>Puts several lots of one material together into a new one (合并): all of them or none.</summary>
public sealed record MergeLots
{
    private const int LotsMax = 50;
    private const int PercentDecimals = 6;

    /// <summary>When they were put together.</summary>
    /// <example>2026-10-23T10:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>2 to 50 lots of the caller's, each named once, all of the same material and description.</summary>
    /// <example>[{ "lot": "lot-0123456789abcdef0123", "massKg": 12.5 }, { "lot": "lot-fedcba98765432100123" }]</example>
    public required IReadOnlyList<LotToTake> Lots { get; init; }

    /// <summary>Why the request cannot be carried out whatever remains in the lots, or null.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="lots">The lots.</param>
    /// <param name="now">The time of recording.</param>
    public static Refusal? Refuse(MergeLots command, IReadOnlyList<Lot> lots, DateTimeOffset now) =>
        CommonRules.RefuseTime(command.OccurredAt, now)
        ?? (lots.FirstOrDefault(lot => IsOther(lot, lots[0])) is { } other ? RecyclingRefusals.LotsDiffer.With(lots[0].Id, other.Id).At("lots") : null);

    /// <summary>Why the list of lots cannot be one, or null.</summary>
    public static Refusal? RefuseList(IReadOnlyList<LotToTake> lots) =>
        (lots.Count is < 2 or > LotsMax ? RecyclingRefusals.LotsOutOfRange.With(lots.Count, 2, LotsMax).At("lots") : null) ?? LotToTake.Refuse(lots);

    /// <summary>The lot that comes of it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="parts">The lots and how much was taken of each.</param>
    /// <param name="requestHash">By which a repetition is told.</param>
    public static Lot Merge(string id, IReadOnlyList<(Lot Lot, decimal MassKg)> parts, string? requestHash)
    {
        var massKg = parts.Sum(part => part.MassKg);
        var isPure = parts.All(part => part.Lot.PurityPercent is not null);
        var isAssayed = parts.All(part => part.Lot.MetalPercent.Count > 0);
        return new()
        {
            Id = id,
            Material = parts[0].Lot.Material,
            Description = parts[0].Lot.Description,
            MassKg = massKg,
            RemainingKg = massKg,
            PurityPercent = isPure ? Mean(lot => lot.PurityPercent!.Value) : null,
            MetalPercent = !isAssayed ? new Dictionary<Metal, decimal>() : parts.SelectMany(part => part.Lot.MetalPercent.Keys).Distinct()
                .ToDictionary(metal => metal, metal => Mean(lot => lot.MetalPercent.GetValueOrDefault(metal))),
            Sources = [.. parts.Select(part => new LotSource(null, part.Lot.Id, part.MassKg))],
            Owner = parts[0].Lot.Owner,
            Region = parts[0].Lot.Region,
            RecoveredAt = parts.Max(part => part.Lot.RecoveredAt),
            RequestHash = requestHash,
        };

        decimal Mean(Func<Lot, decimal> percent) => decimal.Round(parts.Sum(part => part.MassKg * percent(part.Lot)) / massKg, PercentDecimals);
    }

    private static bool IsOther(Lot lot, Lot first) => lot.Material != first.Material || lot.Description != first.Description;
}

/// <summary>The door to <see cref="MergeLots"/>.</summary>
public static class MergeLotsEndpoint
{
    internal static void MapMergeLots(this IEndpointRouteBuilder recycling) => recycling
        .MapPost("/lots/merges", Handle)
        .WithName("MergeLots")
        .Refuses(
            RecyclingRefusals.LotsOutOfRange, RecyclingRefusals.LotRepeated, DossierRefusals.NumberOutOfRange, DossierRefusals.OccurredInFuture,
            LotRefusals.LotUnknown, RecyclingRefusals.LotsDiffer, DossierRefusals.IdempotencyKeyReused, LotRefusals.NotLotOwner,
            LotRefusals.UsedBeforeRecovered, LotRefusals.LotExhausted, LotRefusals.TooManyUses);

    /// <summary>Merges lots.</summary>
    /// <remarks>
    /// The new lot is where the first one is. Its purity and metal contents are the means by mass, where all lots have them. All lots are
    /// taken from or none.
    /// </remarks>
    /// <response code="201">Merged; the new lot is there.</response>
    public static async Task<Results<Created<Lot>, ProblemHttpResult>> Handle(
        MergeLots command, Caller caller, IdempotencyKey key, LotBook lots, LotTakings takings, DatedRules<RecyclingRules> rules,
        TimeProvider clock, CancellationToken cancellation)
    {
        if (MergeLots.RefuseList(command.Lots) is { } flaw)
        {
            return Problems.Refused(flaw);
        }

        var act = new Act
        {
            By = caller.Party.Id,
            Service = RecyclingService.Name,
            Rules = rules.On(command.OccurredAt).Id,
            OccurredAt = command.OccurredAt,
            Idempotency = key.For("MergeLots", command),
        };
        var merger = WorkOrderDesk.IdFor("merger", act);
        var id = Lot.IdFrom(merger, "merged");
        var refusal = await takings.Wholly(
            merger,
            [.. command.Lots.Select(line => line.Lot)],
            (lot, number, now) => command.Lots[number].Decide(lot, number, Use(act, merger, id, now), caller.Party),
            Refusal? (refusal) => refusal,
            async uses =>
            {
                var taken = await Task.WhenAll(command.Lots.Select(async line => (await lots.Find(line.Lot, cancellation))!));
                return MergeLots.Refuse(command, taken, clock.GetUtcNow())
                    ?? await Add(MergeLots.Merge(id, [.. taken.Zip(uses, (lot, use) => (lot, use.MassKg))], act.Idempotency?.RequestHash), lots, CancellationToken.None);
            },
            cancellation);
        return refusal is not null
            ? Problems.Refused(refusal)
            : TypedResults.Created($"/lots/{id}", (await lots.Find(id, cancellation))!.Shown());
    }

    private static LotUse Use(Act act, string merger, string merged, DateTimeOffset now) => new()
    {
        Id = merger,
        Kind = LotUseKind.Merged,
        Lot = merged,
        MassKg = 0,
        OccurredAt = TraceabilityJson.ToWholeMilliseconds(act.OccurredAt),
        RecordedAt = TraceabilityJson.ToWholeMilliseconds(now),
        RequestHash = act.Idempotency?.RequestHash,
    };

    private static async Task<Refusal?> Add(Lot merged, LotBook lots, CancellationToken cancellation) =>
        merged.MassKg > Masses.LotKgMax ? Masses.Refuse(merged.MassKg, Masses.LotKgMax, "lots")
        : await lots.Add(merged, cancellation) || (await lots.Find(merged.Id, cancellation))?.RequestHash == merged.RequestHash ? null
        : DossierRefusals.IdempotencyKeyReused.With();
}
