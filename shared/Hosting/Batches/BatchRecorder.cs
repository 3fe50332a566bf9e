using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Hosting.Batches;

/// <summary>Records the lines of a request side by side and answers for each.</summary>
public static class BatchRecorder
{
    /// <summary>How many batteries one request may name.</summary>
    public const int LinesMax = 1000;

    private static readonly RefusalKind LinesOutOfRange = new(
        "lines-out-of-range", RefusalCategory.Malformed, "Too few or too many lines",
        "{0} lines are given, but a request holds 1 to {1}. Split it into several.");

    /// <summary>Records every line that can be read.</summary>
    /// <param name="batch">The request.</param>
    /// <param name="record">Records one line.</param>
    /// <returns>201 where all lines were recorded, 207 where some were not; the problem itself where the only line was refused.</returns>
    public static async Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Record<TCommand>(
        Batch<TCommand> batch, Func<TCommand, Task<Outcome>> record)
        where TCommand : IBatteryCommand
    {
        if (RefuseCount(batch.Batteries.Count) is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        var outcomes = await RecordLines(batch.Batteries, command => command.Battery, record);
        return outcomes is [{ Refusal: { } only }]
            ? Problems.Refused(only)
            : TypedResults.Json(new BatchResult { Results = [.. outcomes.Select(outcome => outcome.Result())] }, statusCode: StatusOf(outcomes));
    }

    /// <summary>The refusal of a request with too few or too many lines, or null.</summary>
    public static Refusal? RefuseCount(int count) =>
        count is < 1 or > LinesMax ? LinesOutOfRange.With(count, LinesMax).At("batteries") : null;

    /// <summary>Records every line that can be read and names no battery that an earlier line names, side by side.</summary>
    /// <param name="lines">The lines of the request.</param>
    /// <param name="battery">Which battery a line is about.</param>
    /// <param name="record">Records one line.</param>
    /// <typeparam name="T">What a line says.</typeparam>
    public static async Task<IReadOnlyList<LineOutcome>> RecordLines<T>(
        IReadOnlyList<Line<T>> lines, Func<T, BatteryCode> battery, Func<T, Task<Outcome>> record)
    {
        var seen = new HashSet<BatteryCode>();
        return await Task.WhenAll(lines.Select((line, number) => RecordLine(line, number, seen, battery, record)));
    }

    /// <summary>201 where all lines were recorded, 207 where some were not.</summary>
    public static int StatusOf(IReadOnlyList<LineOutcome> outcomes) =>
        outcomes.All(outcome => outcome.Refusal is null) ? StatusCodes.Status201Created : StatusCodes.Status207MultiStatus;

    /// <summary>Documents the answers of <see cref="Record"/> and the refusals that every line can meet.</summary>
    public static RouteHandlerBuilder AnswersPerLine(this RouteHandlerBuilder endpoint, params RefusalKind[] kinds) => endpoint
        .AnswersPerLine<BatchResult>(kinds);

    /// <summary>Documents the answers of an endpoint that answers for each line in a result of its own.</summary>
    public static RouteHandlerBuilder AnswersPerLine<TResult>(this RouteHandlerBuilder endpoint, params RefusalKind[] kinds) => endpoint
        .Produces<TResult>(StatusCodes.Status201Created)
        .Produces<TResult>(StatusCodes.Status207MultiStatus)
        .Refuses([
            LinesOutOfRange, DossierRefusals.BatteryRepeated, DossierRefusals.IdempotencyKeyReused, DossierRefusals.OccurredInFuture,
            DossierRefusals.BatteryUnknown, DossierRefusals.BatteryEnded, DossierRefusals.BatteryBuiltIn, DossierRefusals.BatteryBusy, DossierRefusals.KeeperSilent, .. kinds]);

    /// <summary>Who does what, when, by which rules, for one line.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="command">What and when.</param>
    /// <param name="service">The service that decides.</param>
    /// <param name="rules">The edition of the rules in force when it happened.</param>
    /// <param name="idempotency">What the client sent to make a repetition harmless.</param>
    public static Act Act(this Caller caller, IBatteryCommand command, string service, string rules, Idempotency? idempotency) => new()
    {
        By = caller.Party.Id,
        Service = service,
        Rules = rules,
        OccurredAt = command.OccurredAt,
        Idempotency = idempotency,
    };

    private static async Task<LineOutcome> RecordLine<T>(
        Line<T> line, int number, HashSet<BatteryCode> seen, Func<T, BatteryCode> batteryOf, Func<T, Task<Outcome>> record)
    {
        if (!line.TryRead(out var value, out var flaw))
        {
            return new(null, null, At(flaw, number));
        }

        var battery = batteryOf(value);
        if (!seen.Add(battery))
        {
            return new(battery, null, At(DossierRefusals.BatteryRepeated.With(battery), number));
        }

        try
        {
            return await record(value) switch
            {
                Outcome.Recorded(var receipt) => new(battery, receipt, null),
                Outcome.Refused(var refusal) => new(battery, null, At(refusal, number)),
                _ => throw new InvalidOperationException("Every outcome has a case above."),
            };
        }
        catch (KeeperSilentException silent)
        {
            return new(battery, null, At(silent.Refusal, number));
        }
    }

    private static Refusal At(Refusal refusal, int number) =>
        refusal.At(refusal.Field is { } field ? $"batteries[{number}].{field}" : $"batteries[{number}]");
}

/// <summary>What became of one line, before it is worded as an answer.</summary>
/// <param name="Battery">The battery, where the line could be read.</param>
/// <param name="Receipt">The receipt, where it was recorded.</param>
/// <param name="Refusal">Why not, where it was not.</param>
public sealed record LineOutcome(BatteryCode? Battery, Receipt? Receipt, Refusal? Refusal)
{
    /// <summary>As it is answered.</summary>
    public LineResult Result() => new()
    {
        Battery = Battery,
        Receipt = Receipt,
        Problem = Refusal is { } refusal ? ProblemDocument.Of(refusal) : null,
    };
}
