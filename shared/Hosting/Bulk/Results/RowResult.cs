using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts;
using Traceability.Hosting.Batches;

namespace Traceability.Hosting.Bulk;

/// <summary>What became of one row of a file: recorded, then there is a seal; or not, then there is a code.</summary>
public sealed record RowResult
{
    private const string OnlyLine = "batteries[0]";

    /// <summary>The row, as a spreadsheet numbers it; in NDJSON the line.</summary>
    /// <example>2</example>
    public required int Row { get; init; }

    /// <summary>The battery, as far as the row can be read.</summary>
    /// <example>GZ9PB0100000A1G6K0000012</example>
    public string? Battery { get; init; }

    /// <summary>The transfer, where one was offered or answered.</summary>
    /// <example>transfer-2f0c9b1d7e4a55c80f31</example>
    public string? Transfer { get; init; }

    /// <summary>The number of the entry.</summary>
    /// <example>1</example>
    public int? Sequence { get; init; }

    /// <summary>Which kind of fact was recorded.</summary>
    /// <example>battery-registered</example>
    public string? Kind { get; init; }

    /// <summary>The entry's seal: keep it.</summary>
    public Seal? Seal { get; init; }

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>What looked implausible although it was recorded.</summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }

    /// <summary>The code of the problem, where the row was refused.</summary>
    /// <example>cell-unreadable</example>
    public string? Code { get; init; }

    /// <summary>What is wrong with it and what to do.</summary>
    public string? Detail { get; init; }

    /// <summary>The member that is at fault, as a path, where one is.</summary>
    /// <example>nameplate.capacityAh</example>
    public string? Field { get; init; }

    /// <summary>The heading that the file gives this member.</summary>
    /// <example>额定容量(Ah)</example>
    public string? Column { get; init; }

    /// <summary>Whether it was recorded.</summary>
    internal bool IsRecorded() => Code is null;

    /// <summary>The result of a row that was refused.</summary>
    internal static RowResult Of(int row, string? battery, Refusal refusal, Func<string, string?> headingOf) =>
        Of(row, battery, refusal.Kind.Code, refusal.Detail, refusal.Field, headingOf);

    /// <summary>The result of a row, from what the endpoint answered for it.</summary>
    internal static RowResult Of(int row, string? battery, IResult answer, Func<string, string?> headingOf) => answer switch
    {
        ProblemHttpResult { ProblemDetails: var problem } => Of(
            row, battery, $"{problem.Extensions["code"]}", problem.Detail, problem.Extensions.TryGetValue("field", out var field) ? field as string : null, headingOf),
        IValueHttpResult { Value: ILineResults { Results: [{ Problem: { } refused }] } } => Of(row, battery, refused.Code, refused.Detail, refused.Field, headingOf),
        IValueHttpResult { Value: ILineResults { Results: [{ Receipt: { } receipt }], Transfer: var transfer } } => new()
        {
            Row = row,
            Battery = receipt.Battery.Value,
            Transfer = transfer,
            Sequence = receipt.Sequence,
            Kind = receipt.Kind,
            Seal = receipt.Seal,
            RecordedAt = receipt.RecordedAt,
            Warnings = receipt.Warnings.Count == 0 ? null : receipt.Warnings,
        },
        _ => throw new InvalidOperationException("A row is one line, and every line has a receipt or a problem."),
    };

    private static RowResult Of(int row, string? battery, string code, string? detail, string? field, Func<string, string?> headingOf)
    {
        // A row is the only line of the request that it becomes; nobody who sent a file knows of that line.
        var path = field is null ? null : field.StartsWith(OnlyLine, StringComparison.Ordinal) ? field[OnlyLine.Length..].TrimStart('.') : field;
        return new()
        {
            Row = row,
            Battery = battery is { Length: > 64 } ? battery[..64] : battery,
            Code = code,
            Detail = detail,
            Field = string.IsNullOrEmpty(path) ? null : path,
            Column = string.IsNullOrEmpty(path) ? null : headingOf(path),
        };
    }
}
