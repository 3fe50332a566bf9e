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

/// <summary>Takes an offer back, wholly or in part (撤回).</summary>
public sealed record WithdrawTransfer
{
    /// <summary>When it was taken back.</summary>
    /// <example>2026-10-11T16:20:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Why.</summary>
    /// <example>Sold to another buyer.</example>
    public required string Reason { get; init; }

    /// <summary>The batteries that it is about; absent for all that still wait.</summary>
    public IReadOnlyList<Line<BatteryCode>>? Batteries { get; init; }

    /// <summary>Whether the offer of one battery may be taken back.</summary>
    public static Decision Decide(Standing standing, Transfer transfer, WithdrawTransfer command, Party caller, DateTimeOffset now) =>
        (Answers.RefuseUnlessOfferer(transfer, caller)
            ?? CommonRules.RefuseText(command.Reason, Answers.TextLengthMax, "reason")
            ?? Answers.Refuse(standing, transfer, command.OccurredAt, now)) is { } refusal
                ? refusal
                : new TransferWithdrawn { Transfer = transfer.Id, Reason = command.Reason };
}

/// <summary>The door to <see cref="WithdrawTransfer"/>.</summary>
public static class WithdrawTransferEndpoint
{
    internal static void MapWithdrawTransfer(this IEndpointRouteBuilder ownership) => ownership
        .MapPost("/transfers/{id}/withdrawal", Handle)
        .WithName("WithdrawTransfer")
        .AnswersPerLine<TransferResult>(
            OwnershipRefusals.TransferUnknown, OwnershipRefusals.NotTheOfferer, OwnershipRefusals.TransferExpired, OwnershipRefusals.TransferNotOpen,
            OwnershipRefusals.TransferClosed, OwnershipRefusals.AnsweredBeforeOffer, DossierRefusals.TextNotUsable);

    /// <summary>Takes back what was offered and not yet answered.</summary>
    /// <param name="id" example="transfer-2f0c9b1d7e4a55c80f31">The transfer.</param>
    /// <response code="201">All are taken back.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<TransferResult>, ProblemHttpResult>> Handle(
        string id, WithdrawTransfer request, Caller caller, IdempotencyKey key, TransferDesk desk, DatedRules<OwnershipRules> rules,
        CancellationToken cancellation) =>
        desk.Answer(
            id,
            new Act
            {
                By = caller.Party.Id,
                Service = OwnershipService.Name,
                Rules = rules.On(request.OccurredAt).Id,
                OccurredAt = request.OccurredAt,
                Idempotency = key.For("WithdrawTransfer", new { id, request }),
            },
            new Answer<BatteryCode>
            {
                Refuse = transfer => Answers.RefuseUnlessOfferer(transfer, caller.Party),
                Named = request.Batteries,
                OfRest = battery => battery,
                Battery = battery => battery,
                Decide = (standing, transfer, _, now) => WithdrawTransfer.Decide(standing, transfer, request, caller.Party, now),
            },
            cancellation);
}
