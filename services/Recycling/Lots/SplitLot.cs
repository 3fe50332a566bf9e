using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.WorkOrders;
using Traceability.Hosting;

namespace Traceability.Recycling;

/// <summary>Splits parts off a lot, each a lot of its own in the same hands (拆分).</summary>
public sealed record SplitLot
{
    private const int PartsMax = 50;

    /// <summary>When it was split.</summary>
    /// <example>2026-10-22T10:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The masses of 1 to 50 parts, in kilograms. What is left stays in the lot.</summary>
    /// <example>[12.5, 5]</example>
    public required IReadOnlyList<decimal> PartsKg { get; init; }

    /// <summary>Whether it may be split: the parts, those of the same request before, or a refusal.</summary>
    /// <param name="lot">The lot, or null where there is none.</param>
    /// <param name="id">The id that was asked for.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="act">Who asks, and under which key.</param>
    /// <param name="split">With what the ids of the parts begin: the same for every repetition of a request that carries a key.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="now">The time of recording.</param>
    public static LotTaking Decide(Lot? lot, string id, SplitLot command, Act act, string split, Party caller, DateTimeOffset now) =>
        LotRules.RefuseUnknown(lot, id, caller) is { } unknown ? unknown
        : LotRules.Before(lot!, use => use.Id.StartsWith($"{split}-", StringComparison.Ordinal), act.Idempotency?.RequestHash) is { } before ? before
        : Refuse(lot!, command, caller, now) is { } refusal ? refusal
        : new LotTaking(
            [
                .. command.PartsKg.Select((massKg, number) => new LotUse
                {
                    Id = $"{split}-{number}",
                    Kind = LotUseKind.Split,
                    Lot = Lot.IdFrom(lot!.Id, $"{split}-{number}"),
                    MassKg = massKg,
                    OccurredAt = TraceabilityJson.ToWholeMilliseconds(command.OccurredAt),
                    RecordedAt = TraceabilityJson.ToWholeMilliseconds(now),
                    RequestHash = act.Idempotency?.RequestHash,
                }),
            ],
            null);

    private static Refusal? Refuse(Lot lot, SplitLot command, Party caller, DateTimeOffset now) =>
        (command.PartsKg.Count is < 1 or > PartsMax ? RecyclingRefusals.LotsOutOfRange.With(command.PartsKg.Count, 1, PartsMax).At("partsKg") : null)
        ?? command.PartsKg.Select((massKg, i) => Masses.Refuse(massKg, Masses.LotKgMax, $"partsKg[{i}]")).FirstOrDefault(flaw => flaw is not null)
        ?? CommonRules.RefuseTime(command.OccurredAt, now)
        ?? LotRules.RefuseUnlessOwner(lot, caller)
        ?? LotRules.RefuseEarly(lot, command.OccurredAt)
        ?? LotRules.RefuseRest(lot, command.PartsKg.Sum(), command.PartsKg.Count)?.At("partsKg");
}

/// <summary>The parts of a lot that was split.</summary>
public sealed record LotParts
{
    /// <summary>The lot that they were taken from.</summary>
    /// <example>lot-0123456789abcdef0123</example>
    public required string From { get; init; }

    /// <summary>A lot for each part, in the order of the request.</summary>
    public required IReadOnlyList<LotPart> Parts { get; init; }
}

/// <summary>A part of a lot.</summary>
/// <param name="Lot" example="lot-fedcba98765432100123">The lot that it is now.</param>
/// <param name="MassKg" example="12.5">How much, in kilograms.</param>
public sealed record LotPart(string Lot, decimal MassKg);

/// <summary>The door to <see cref="SplitLot"/>.</summary>
public static class SplitLotEndpoint
{
    internal static void MapSplitLot(this IEndpointRouteBuilder recycling) => recycling
        .MapPost("/lots/{id}/splits", Handle)
        .WithName("SplitLot")
        .Refuses(
            LotRefusals.LotUnknown, DossierRefusals.IdempotencyKeyReused, RecyclingRefusals.LotsOutOfRange, DossierRefusals.NumberOutOfRange,
            DossierRefusals.OccurredInFuture, LotRefusals.NotLotOwner, LotRefusals.UsedBeforeRecovered, LotRefusals.LotExhausted, LotRefusals.TooManyUses);

    /// <summary>Splits a lot.</summary>
    /// <remarks>Each part is a lot of its own of the same material, purity and origin. What is not split off stays in the lot.</remarks>
    /// <param name="id" example="lot-0123456789abcdef0123">The lot.</param>
    /// <response code="201">Split; the parts are there.</response>
    public static async Task<Results<Created<LotParts>, ProblemHttpResult>> Handle(
        string id, SplitLot command, Caller caller, IdempotencyKey key, LotBook lots, LotSettlement settlement,
        DatedRules<RecyclingRules> rules, TimeProvider clock, CancellationToken cancellation)
    {
        var act = new Act
        {
            By = caller.Party.Id,
            Service = RecyclingService.Name,
            Rules = rules.On(command.OccurredAt).Id,
            OccurredAt = command.OccurredAt,
            Idempotency = key.For("SplitLot", new { lot = id, command }),
        };
        var split = WorkOrderDesk.IdFor("split", act, id);
        using var turn = await settlement.Enter(split, cancellation);
        var taking = await lots.Take(id, lot => SplitLot.Decide(lot, id, command, act, split, caller.Party, clock.GetUtcNow()), cancellation);
        if (taking.Refusal is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        foreach (var part in taking.Uses)
        {
            await settlement.Resolve(id, part, cancellation);
        }

        return TypedResults.Created($"/lots/{id}", new LotParts { From = id, Parts = [.. taking.Uses.Select(part => new LotPart(part.Lot!, part.MassKg))] });
    }
}
