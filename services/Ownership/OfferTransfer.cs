using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;
using Traceability.Hosting.Batches;
using Traceability.Hosting.Bulk;

namespace Traceability.Ownership;

/// <summary>Offers up to a thousand batteries to another party (移交). Nothing changes hands until the receiver accepts.</summary>
public sealed record OfferTransfer
{
    /// <summary>What changes hands.</summary>
    public required TransferType Type { get; init; }

    /// <summary>The party that is to take them over.</summary>
    /// <example>91520603MA0TEXT63Y</example>
    public required PartyId To { get; init; }

    /// <summary>When the offer was made.</summary>
    /// <example>2026-10-09T09:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>From this instant on it can no longer be accepted; at most 90 days ahead.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>1 to 1,000 lines, each about another battery.</summary>
    public required IReadOnlyList<Line<OfferedBattery>> Batteries { get; init; }

    /// <summary>Why no battery at all can be offered so, or null.</summary>
    public static Refusal? Refuse(Transfer transfer, Party? receiver, OwnershipRules rules, DateTimeOffset now) =>
        CommonRules.RefuseTime(transfer.Act.OccurredAt, now)
        ?? (transfer.To == transfer.Act.By ? OwnershipRefusals.TransferToOneself.With(transfer.To).At("to") : null)
        ?? RefuseExpiry(transfer, rules, now)
        ?? Admission.RefuseReceiver(transfer.To, receiver);

    /// <summary>Whether one battery may be offered. An offer that nobody answered in time is closed by the same step.</summary>
    public static Decision Decide(Standing standing, Transfer transfer, TransferLine line, Party? receiver, OwnershipRules rules, DateTimeOffset now) =>
        (Refuse(transfer, receiver, rules, now)
            ?? RefuseGiver(standing, transfer)
            ?? CommonRules.RefuseWhileOffered(standing, now)
            ?? Admission.Refuse(standing, transfer.Type, receiver!, transfer.Act.OccurredAt, rules)
            ?? RefuseMoving(standing, transfer, line, rules, now)) is { } refusal
                ? refusal
                : ExpireTransfer.Before(standing, new TransferOffered
                {
                    Transfer = transfer.Id,
                    Type = transfer.Type,
                    From = transfer.Act.By,
                    To = transfer.To,
                    ExpiresAt = transfer.ExpiresAt,
                    ConsignorJudgement = line.ConsignorJudgement,
                });

    private static Refusal? RefuseExpiry(Transfer transfer, OwnershipRules rules, DateTimeOffset now)
    {
        var latest = now.AddDays(rules.OfferDaysMax);
        return transfer.ExpiresAt <= now || transfer.ExpiresAt <= transfer.Act.OccurredAt || transfer.ExpiresAt > latest
            ? OwnershipRefusals.ExpiryOutOfRange.With(transfer.ExpiresAt, rules.OfferDaysMax, now).At("expiresAt")
            : null;
    }

    private static Refusal? RefuseGiver(Standing standing, Transfer transfer) => transfer switch
    {
        { Type: TransferType.Sale or TransferType.Collection or TransferType.Lease } when standing.Holder != transfer.Act.By =>
            CommonRules.NotHolder(standing, transfer.Act.By),
        { Type: TransferType.Lease or TransferType.Return or TransferType.CustodyOnly } when standing.Custodian != transfer.Act.By =>
            CommonRules.NotCustodian(standing, transfer.Act.By),
        { Type: TransferType.Return } when standing.Holder != transfer.To =>
            OwnershipRefusals.ReturnNotToHolder.With(standing.Battery, standing.Holder, transfer.To),
        _ => null,
    };

    // Where somebody else has it in hand, a sale moves nothing: there is nothing to pack and to judge.
    private static Refusal? RefuseMoving(Standing standing, Transfer transfer, TransferLine line, OwnershipRules rules, DateTimeOffset now) =>
        Hands.Moves(standing, transfer.Type, transfer.Act.By)
            ? SafetyJudgements.RefuseMoving(standing, line.ConsignorJudgement, SafetyJudgements.Consignor, rules, now)
            : SafetyJudgements.RefuseShape(line.ConsignorJudgement, "consignorJudgement", now);
}

/// <summary>One battery that is offered.</summary>
public sealed record OfferedBattery
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>What the offering party found when it checked the battery; needed for a retired lithium-ion one (GB/T 38698.1).</summary>
    public SafetyJudgement? ConsignorJudgement { get; init; }
}

/// <summary>The door to <see cref="OfferTransfer"/>.</summary>
public static class OfferTransferEndpoint
{
    internal static void MapOfferTransfer(this IEndpointRouteBuilder ownership) => ownership
        .MapPost("/transfers", Handle)
        .WithName("OfferTransfer")
        .WithBulkRows("transfers", OfferRow.Handle)
        .AnswersPerLine<TransferResult>(
            OwnershipRefusals.TransferToOneself, OwnershipRefusals.ExpiryOutOfRange, OwnershipRefusals.ReceiverUnknown, OwnershipRefusals.ReceiverSuspended,
            DossierRefusals.NotHolder, DossierRefusals.NotCustodian, OwnershipRefusals.ReturnNotToHolder, DossierRefusals.TransferOpen,
            OwnershipRefusals.ReceiverNotAdmissible, OwnershipRefusals.ReceiverPermitNotValid, OwnershipRefusals.SafetyJudgementMissing,
            OwnershipRefusals.NotSafeToMove, OwnershipRefusals.JudgedInFuture, DossierRefusals.TextNotUsable, DossierRefusals.NumberOutOfRange);

    /// <summary>Offers batteries to another party.</summary>
    /// <remarks>
    /// Holder and custodian stay until the receiver accepts. A battery that is refused is not part of the transfer; if all are, there is
    /// no transfer. A retired battery goes only to a party that may lawfully take it.
    /// </remarks>
    /// <response code="201">All are on offer.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static async Task<Results<JsonHttpResult<TransferResult>, ProblemHttpResult>> Handle(
        OfferTransfer request, Caller caller, IdempotencyKey key, TransferDesk desk, DatedRules<OwnershipRules> rules, CancellationToken cancellation)
    {
        var act = new Act
        {
            By = caller.Party.Id,
            Service = OwnershipService.Name,
            Rules = rules.On(request.OccurredAt).Id,
            OccurredAt = request.OccurredAt,
            Idempotency = key.For("OfferTransfer", request),
        };
        return BatchRecorder.RefuseCount(request.Batteries.Count) is { } refusal
            ? Problems.Refused(refusal)
            : await desk.Offer(request, act, cancellation);
    }
}
