using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts.Entries;
using Traceability.Hosting;
using Traceability.Hosting.Batches;

namespace Traceability.Ownership;

/// <summary>What became of each battery that a request about a transfer names.</summary>
public sealed record TransferResult : ILineResults
{
    /// <summary>The transfer; absent where every battery was refused and it did not come to be.</summary>
    /// <example>transfer-2f0c9b1d7e4a55c80f31</example>
    public string? Transfer { get; init; }

    /// <summary>One result per battery, in the order of the request.</summary>
    public required IReadOnlyList<LineResult> Results { get; init; }

    internal static Results<JsonHttpResult<TransferResult>, ProblemHttpResult> Answer(string? transfer, IReadOnlyList<LineOutcome> outcomes) =>
        outcomes is [{ Refusal: { } only }]
            ? Problems.Refused(only)
            : TypedResults.Json(
                new TransferResult { Transfer = transfer, Results = [.. outcomes.Select(outcome => outcome.Result())] },
                statusCode: BatchRecorder.StatusOf(outcomes));

    /// <summary>The state that a receipt gives a line, or null where the line was refused.</summary>
    internal static LineState? StateAfter(LineOutcome outcome) => outcome.Receipt is not { } receipt ? null
        : EntryKinds.TypeOf(receipt.Kind) switch
        {
            var kind when kind == typeof(TransferOffered) => LineState.Open,
            var kind when kind == typeof(TransferAccepted) => LineState.Accepted,
            var kind when kind == typeof(TransferRejected) => LineState.Rejected,
            var kind when kind == typeof(TransferWithdrawn) => LineState.Withdrawn,
            _ => throw new InvalidOperationException($"A {receipt.Kind} is no step of a transfer."),
        };
}
