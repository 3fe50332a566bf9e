using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;
using Traceability.Dossiers.Parties;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.WorkOrders;
using Traceability.Hosting;

namespace Traceability.Recycling;

/// <summary>Ships a part of a lot, or all of it, to a maker of materials or batteries, or to another recycler (出库).</summary>
public sealed record ShipLot
{
    /// <summary>When it was shipped.</summary>
    /// <example>2026-10-25T16:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Who receives it: a material maker, battery maker or recycler.</summary>
    /// <example>91522702MA0TEXT719</example>
    public required PartyId To { get; init; }

    /// <summary>How much, in kilograms.</summary>
    /// <example>12.5</example>
    public required decimal MassKg { get; init; }

    /// <summary>Whether it may be shipped: the shipment, that of the same request before, or a refusal.</summary>
    /// <param name="lot">The lot, or null where there is none.</param>
    /// <param name="id">The id that was asked for.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="act">Who asks, and under which key.</param>
    /// <param name="shipment">The id of the shipment: the same for every repetition of a request that carries a key.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="receiver">Who shall receive it, or null where nobody knows that party.</param>
    /// <param name="now">The time of recording.</param>
    public static LotTaking Decide(
        Lot? lot, string id, ShipLot command, Act act, string shipment, Party caller, Party? receiver, DateTimeOffset now) =>
        LotRules.RefuseUnknown(lot, id, caller) is { } unknown ? unknown
        : LotRules.Before(lot!, use => use.Id == shipment, act.Idempotency?.RequestHash) is { } before ? before
        : Refuse(lot!, command, caller, receiver, now) is { } refusal ? refusal
        : new LotUse
        {
            Id = shipment,
            Kind = LotUseKind.Shipped,
            Lot = Lot.IdFrom(lot!.Id, shipment),
            To = command.To,
            Region = receiver!.Region,
            MassKg = command.MassKg,
            OccurredAt = TraceabilityJson.ToWholeMilliseconds(command.OccurredAt),
            RecordedAt = TraceabilityJson.ToWholeMilliseconds(now),
            RequestHash = act.Idempotency?.RequestHash,
        };

    private static Refusal? Refuse(Lot lot, ShipLot command, Party caller, Party? receiver, DateTimeOffset now) =>
        Masses.Refuse(command.MassKg, Masses.LotKgMax, "massKg")
        ?? CommonRules.RefuseTime(command.OccurredAt, now)
        ?? LotRules.RefuseUnlessOwner(lot, caller)
        ?? (!IsAdmissible(receiver, caller) ? RecyclingRefusals.ReceiverNotAdmissible.With(command.To).At("to") : null)
        ?? (command.OccurredAt < lot.RecoveredAt
            ? RecyclingRefusals.ShippedBeforeRecovered.With(lot.Id, command.OccurredAt, lot.RecoveredAt).At("occurredAt")
            : null)
        ?? LotRules.RefuseRest(lot, command.MassKg)?.At("massKg");

    private static bool IsAdmissible(Party? receiver, Party caller) =>
        receiver is { Suspension: null } && receiver.Id != caller.Id && receiver.IsAnyOf([PartyRole.MaterialMaker, PartyRole.BatteryMaker, PartyRole.Recycler]);
}

/// <summary>What stands recorded of a shipment.</summary>
public sealed record ShipmentReceipt
{
    /// <summary>The shipment.</summary>
    /// <example>shipment-00112233445566778899</example>
    public required string Shipment { get; init; }

    /// <summary>The lot that it left.</summary>
    /// <example>lot-0123456789abcdef0123</example>
    public required string From { get; init; }

    /// <summary>The lot that it became in the receiver's hands.</summary>
    /// <example>lot-fedcba98765432100123</example>
    public required string Lot { get; init; }

    /// <summary>Who received it.</summary>
    public required PartyId To { get; init; }

    /// <summary>How much, in kilograms.</summary>
    /// <example>12.5</example>
    public required decimal MassKg { get; init; }

    /// <summary>When it was shipped.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the registry recorded it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>The door to <see cref="ShipLot"/>.</summary>
public static class ShipLotEndpoint
{
    internal static void MapShipLot(this IEndpointRouteBuilder recycling) => recycling
        .MapPost("/lots/{id}/shipments", Handle)
        .WithName("ShipLot")
        .Refuses(
            LotRefusals.LotUnknown, DossierRefusals.IdempotencyKeyReused, DossierRefusals.NumberOutOfRange, DossierRefusals.OccurredInFuture,
            LotRefusals.NotLotOwner, RecyclingRefusals.ReceiverNotAdmissible, RecyclingRefusals.ShippedBeforeRecovered,
            LotRefusals.LotExhausted, LotRefusals.TooManyUses);

    /// <summary>Ships recovered material to a maker or another recycler.</summary>
    /// <remarks>The receiver gets a lot of its own, which it can ship on. Nobody can ship more than remains.</remarks>
    /// <param name="id" example="lot-0123456789abcdef0123">The lot.</param>
    /// <response code="201">Shipped; the receiver's lot is there.</response>
    public static async Task<Results<Created<ShipmentReceipt>, ProblemHttpResult>> Handle(
        string id, ShipLot command, Caller caller, IdempotencyKey key, LotBook lots, LotSettlement settlement, PartyDirectory parties,
        DatedRules<RecyclingRules> rules, TimeProvider clock, CancellationToken cancellation)
    {
        var act = new Act
        {
            By = caller.Party.Id,
            Service = RecyclingService.Name,
            Rules = rules.On(command.OccurredAt).Id,
            OccurredAt = command.OccurredAt,
            Idempotency = key.For("ShipLot", new { lot = id, command }),
        };
        var shipmentId = WorkOrderDesk.IdFor("shipment", act, id);
        using var turn = await settlement.Enter(shipmentId, cancellation);
        var taking = await lots.Take(
            id,
            lot => ShipLot.Decide(lot, id, command, act, shipmentId, caller.Party, parties.Find(command.To), clock.GetUtcNow()),
            cancellation);
        if (taking.Refusal is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        var shipment = taking.Uses[0];
        await settlement.Resolve(id, shipment, cancellation);
        return TypedResults.Created($"/lots/{shipment.Lot}", new ShipmentReceipt
        {
            Shipment = shipment.Id,
            From = id,
            Lot = shipment.Lot!,
            To = shipment.To!.Value,
            MassKg = shipment.MassKg,
            OccurredAt = shipment.OccurredAt,
            RecordedAt = shipment.RecordedAt,
        });
    }
}
