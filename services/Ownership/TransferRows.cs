using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;

namespace Traceability.Ownership;

/// <summary>
/// A row of a file of offers. Each row is an offer of its own: so each can be sent again, corrected and answered without regard to the
/// others.
/// </summary>
public sealed record OfferRow
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>What changes hands.</summary>
    public required TransferType Type { get; init; }

    /// <summary>The party that is to take it over.</summary>
    public required PartyId To { get; init; }

    /// <summary>When the offer was made.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>From this instant on it can no longer be accepted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What the offering party found when it checked the battery.</summary>
    public SafetyJudgement? ConsignorJudgement { get; init; }

    /// <summary>Offers the battery.</summary>
    public static Task<Results<JsonHttpResult<TransferResult>, ProblemHttpResult>> Handle(
        OfferRow row, Caller caller, IdempotencyKey key, TransferDesk desk, DatedRules<OwnershipRules> rules, CancellationToken cancellation) =>
        OfferTransferEndpoint.Handle(
            new()
            {
                Type = row.Type,
                To = row.To,
                OccurredAt = row.OccurredAt,
                ExpiresAt = row.ExpiresAt,
                Batteries = [new() { Value = new() { Battery = row.Battery, ConsignorJudgement = row.ConsignorJudgement } }],
            },
            caller, key, desk, rules, cancellation);
}

/// <summary>A row of a file of acceptances: the answer to the offer of one battery.</summary>
public sealed record AcceptanceRow
{
    /// <summary>The transfer, from the results of the offering party or from GET /transfers.</summary>
    public required string Transfer { get; init; }

    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>When it was taken over.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Where; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>What was not as offered, although it is taken over.</summary>
    public string? Discrepancy { get; init; }

    /// <summary>What the receiver found when it checked the battery.</summary>
    public SafetyJudgement? ConsigneeJudgement { get; init; }

    /// <summary>Why it is not taken over; absent where it is.</summary>
    public string? Reject { get; init; }

    /// <summary>Answers the offer.</summary>
    public static Task<Results<JsonHttpResult<TransferResult>, ProblemHttpResult>> Handle(
        AcceptanceRow row, Caller caller, IdempotencyKey key, TransferDesk desk, TransferBook book, OutletStocks stocks, DatedRules<OwnershipRules> rules,
        CancellationToken cancellation) =>
        AcceptTransferEndpoint.Handle(
            row.Transfer,
            new()
            {
                OccurredAt = row.OccurredAt,
                Region = row.Region,
                Batteries =
                [
                    new()
                    {
                        Value = new()
                        {
                            Battery = row.Battery,
                            Discrepancy = row.Discrepancy,
                            ConsigneeJudgement = row.ConsigneeJudgement,
                            Reject = row.Reject,
                        },
                    },
                ],
            },
            caller, key, desk, book, stocks, rules, cancellation);
}
