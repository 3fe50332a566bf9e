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

namespace Traceability.Ownership;

/// <summary>Turns down what was offered, wholly or in part (拒收).</summary>
public sealed record RejectTransfer
{
    /// <summary>When it was turned down.</summary>
    /// <example>2026-10-11T16:20:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Why.</summary>
    /// <example>Not delivered; the lorry came with two packs only.</example>
    public required string Reason { get; init; }

    /// <summary>The batteries that it is about; absent for all that still wait.</summary>
    public IReadOnlyList<Line<BatteryCode>>? Batteries { get; init; }

    /// <summary>Whether the offer of one battery may be turned down.</summary>
    public static Decision Decide(Standing standing, Transfer transfer, RejectTransfer command, Party caller, DateTimeOffset now) =>
        (Answers.RefuseUnlessReceiver(transfer, caller)
            ?? CommonRules.RefuseText(command.Reason, Answers.TextLengthMax, "reason")
            ?? Answers.Refuse(standing, transfer, command.OccurredAt, now)) is { } refusal
                ? refusal
                : new TransferRejected { Transfer = transfer.Id, Reason = command.Reason };
}

/// <summary>The door to <see cref="RejectTransfer"/>.</summary>
public static class RejectTransferEndpoint
{
    internal static void MapRejectTransfer(this IEndpointRouteBuilder ownership) => ownership
        .MapPost("/transfers/{id}/rejection", Handle)
        .WithName("RejectTransfer")
        .AnswersPerLine<TransferResult>(
            OwnershipRefusals.TransferUnknown, OwnershipRefusals.NotTheReceiver, OwnershipRefusals.TransferExpired, OwnershipRefusals.TransferNotOpen,
            OwnershipRefusals.TransferClosed, OwnershipRefusals.AnsweredBeforeOffer, DossierRefusals.TextNotUsable);

    /// <summary>Turns down what was offered.</summary>
    /// <param name="id" example="transfer-2f0c9b1d7e4a55c80f31">The transfer.</param>
    /// <response code="201">All are turned down.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<TransferResult>, ProblemHttpResult>> Handle(
        string id, RejectTransfer request, Caller caller, IdempotencyKey key, TransferDesk desk, DatedRules<OwnershipRules> rules,
        CancellationToken cancellation) =>
        desk.Answer(
            id,
            new Act
            {
                By = caller.Party.Id,
                Service = OwnershipService.Name,
                Rules = rules.On(request.OccurredAt).Id,
                OccurredAt = request.OccurredAt,
                Idempotency = key.For("RejectTransfer", new { id, request }),
            },
            new Answer<BatteryCode>
            {
                Refuse = transfer => Answers.RefuseUnlessReceiver(transfer, caller.Party),
                Named = request.Batteries,
                OfRest = battery => battery,
                Battery = battery => battery,
                Decide = (standing, transfer, _, now) => RejectTransfer.Decide(standing, transfer, request, caller.Party, now),
            },
            cancellation);
}
