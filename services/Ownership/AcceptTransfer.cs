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

/// <summary>Takes over what was offered, wholly or in part (接收).</summary>
public sealed record AcceptTransfer
{
    private static readonly Phrase WithANewOffer = new("it with a new offer");

    /// <summary>When it was taken over.</summary>
    /// <example>2026-10-11T16:20:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Where; else the caller's region, or where the battery is, if only its owner changes.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>The receiver's judgement of safety for all lines that carry none of their own.</summary>
    public SafetyJudgement? ConsigneeJudgement { get; init; }

    /// <summary>The batteries that are answered for; absent for all that still wait. Those not named stay on offer.</summary>
    public IReadOnlyList<Line<AnsweredBattery>>? Batteries { get; init; }

    /// <summary>Whether one battery may be taken over, or is rejected.</summary>
    /// <param name="standing">The battery.</param>
    /// <param name="transfer">The transfer.</param>
    /// <param name="command">The answer.</param>
    /// <param name="line">What it says of this battery.</param>
    /// <param name="caller">Who answers.</param>
    /// <param name="rules">The rules in force on the day.</param>
    /// <param name="now">When it is recorded.</param>
    /// <param name="stockAfterKg">What an outlet will have in stock, in kilograms; null where nothing limits the receiver's.</param>
    public static Decision Decide(
        Standing standing, Transfer transfer, AcceptTransfer command, AnsweredBattery line, Party caller, OwnershipRules rules, DateTimeOffset now,
        decimal? stockAfterKg = null) =>
        (Answers.RefuseUnlessReceiver(transfer, caller) ?? RefuseTexts(line) ?? Answers.Refuse(standing, transfer, command.OccurredAt, now)) is { } refusal
            ? refusal
            : line.Reject is { } reason
                ? new TransferRejected { Transfer = transfer.Id, Reason = reason }
                : Accept(standing, standing.Offer!, command, line, caller, rules, now, stockAfterKg);

    /// <summary>The batteries that are, or may be, taken over.</summary>
    internal IEnumerable<BatteryCode> Taken(Transfer? transfer) =>
        Batteries?.Select(line => line.Value).OfType<AnsweredBattery>().Where(line => line.Reject is null).Select(line => line.Battery)
        ?? transfer?.Lines.Where(line => !line.State.IsClosed()).Select(line => line.Battery)
        ?? [];

    private static Decision Accept(
        Standing standing, TransferOffered offer, AcceptTransfer command, AnsweredBattery line, Party caller, OwnershipRules rules, DateTimeOffset now,
        decimal? stockAfterKg)
    {
        var judgement = line.ConsigneeJudgement ?? command.ConsigneeJudgement;
        var moves = Hands.Moves(standing, offer.Type, offer.From);
        if ((Admission.Refuse(standing, offer.Type, caller, command.OccurredAt, rules)
            ?? (moves
                ? SafetyJudgements.RefuseMoving(standing, judgement, SafetyJudgements.Consignee, rules, now) ?? RefuseUnjudgedByConsignor(standing, offer, rules)
                : SafetyJudgements.RefuseShape(judgement, "consigneeJudgement", now))
            ?? (moves ? OutletStock.Refuse(caller, stockAfterKg, command.OccurredAt, rules) : null)) is { } refusal)
        {
            return refusal;
        }

        var (holder, custodian) = Hands.After(standing, offer);
        var accepted = new TransferAccepted
        {
            Transfer = offer.Transfer,
            Holder = holder,
            Custodian = custodian,
            Region = command.Region ?? (moves ? caller.Region : standing.Region),
            Discrepancy = line.Discrepancy,
            ConsigneeJudgement = judgement,
        };
        return new Decision.Record(
            [accepted],
            [.. command.Region?.Warnings("region") ?? [], .. moves ? OutletStock.Warn(caller, stockAfterKg, command.OccurredAt, rules) : []]);
    }

    // It may have gone out of use since it was offered; then the consignor has not judged it.
    private static Refusal? RefuseUnjudgedByConsignor(Standing standing, TransferOffered offer, OwnershipRules rules) =>
        SafetyJudgements.IsNeeded(standing, rules) && offer.ConsignorJudgement is not { } judged
            ? OwnershipRefusals.SafetyJudgementMissing.With(standing.Battery, SafetyJudgements.Consignor, WithANewOffer)
            : null;

    private static Refusal? RefuseTexts(AnsweredBattery line) => line switch
    {
        { Reject: not null, Discrepancy: not null } => OwnershipRefusals.AcceptedAndRejected.With(line.Battery).At("reject"),
        { Reject: { } reason } => CommonRules.RefuseText(reason, Answers.TextLengthMax, "reject"),
        { Discrepancy: { } discrepancy } => CommonRules.RefuseText(discrepancy, Answers.TextLengthMax, "discrepancy"),
        _ => null,
    };
}

/// <summary>The receiver's answer for one battery.</summary>
public sealed record AnsweredBattery
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>What was not as offered, although it is taken over (破损, 型号不符 ...).</summary>
    /// <example>Cover scratched, label readable.</example>
    public string? Discrepancy { get; init; }

    /// <summary>What the receiver found when it checked the battery; needed for a retired lithium-ion one (GB/T 38698.1).</summary>
    public SafetyJudgement? ConsigneeJudgement { get; init; }

    /// <summary>Why it is not taken over; absent where it is.</summary>
    public string? Reject { get; init; }
}

/// <summary>The door to <see cref="AcceptTransfer"/>.</summary>
public static class AcceptTransferEndpoint
{
    internal static void MapAcceptTransfer(this IEndpointRouteBuilder ownership) => ownership
        .MapPost("/transfers/{id}/acceptance", Handle)
        .WithName("AcceptTransfer")
        .WithBulkRows("acceptances", AcceptanceRow.Handle)
        .AnswersPerLine<TransferResult>(
            OwnershipRefusals.TransferUnknown, OwnershipRefusals.NotTheReceiver, OwnershipRefusals.AcceptedAndRejected, OwnershipRefusals.TransferExpired,
            OwnershipRefusals.TransferNotOpen, OwnershipRefusals.TransferClosed, OwnershipRefusals.AnsweredBeforeOffer,
            OwnershipRefusals.ReceiverNotAdmissible, OwnershipRefusals.ReceiverPermitNotValid, OwnershipRefusals.SafetyJudgementMissing,
            OwnershipRefusals.NotSafeToMove, OwnershipRefusals.JudgedInFuture, OwnershipRefusals.OutletFull, DossierRefusals.TextNotUsable,
            DossierRefusals.NumberOutOfRange);

    /// <summary>Takes over what was offered, wholly or in part.</summary>
    /// <remarks>Without batteries, all that still wait are taken over. With a reason in reject, a battery named is turned down.</remarks>
    /// <param name="id" example="transfer-2f0c9b1d7e4a55c80f31">The transfer.</param>
    /// <response code="201">All are answered.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static async Task<Results<JsonHttpResult<TransferResult>, ProblemHttpResult>> Handle(
        string id, AcceptTransfer request, Caller caller, IdempotencyKey key, TransferDesk desk, TransferBook book, OutletStocks stocks,
        DatedRules<OwnershipRules> rules, CancellationToken cancellation)
    {
        var edition = rules.On(request.OccurredAt);
        var stockAfterKg = OutletStock.LimitKgOf(caller.Party, request.OccurredAt, edition.Rules) is null
            ? default(decimal?)
            : await stocks.AfterKg(caller.Party.Id, request.Taken(await book.Find(id, cancellation)), cancellation);
        return await desk.Answer(
            id,
            new Act
            {
                By = caller.Party.Id,
                Service = OwnershipService.Name,
                Rules = edition.Id,
                OccurredAt = request.OccurredAt,
                Idempotency = key.For("AcceptTransfer", new { id, request }),
            },
            new Answer<AnsweredBattery>
            {
                Refuse = transfer => Answers.RefuseUnlessReceiver(transfer, caller.Party),
                Named = request.Batteries,
                OfRest = battery => new() { Battery = battery },
                Battery = line => line.Battery,
                Decide = (standing, transfer, line, now) => AcceptTransfer.Decide(
                    standing, transfer, request, line, caller.Party, edition.Rules, now, stockAfterKg),
            },
            cancellation);
    }
}
