using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.HandOvers;
using Traceability.Hosting.Bulk.Files;

namespace Traceability.Hosting.Bulk;

/// <summary>A file that is being recorded, group by group.</summary>
/// <param name="operation">What its rows are for.</param>
/// <param name="file">The file.</param>
/// <param name="key">What makes each row safe to repeat, or null.</param>
internal sealed class BulkRun(BulkOperation operation, OpenFile file, string? key) : IDisposable
{
    private PlannedRow? waiting;

    /// <summary>What its rows are for.</summary>
    public BulkOperation Operation => operation;

    /// <summary>The heading that the file gives a member, or null.</summary>
    public string? HeadingOf(string path) => file.Header?.HeadingOf(path);

    /// <summary>Passes over rows that were recorded before.</summary>
    public void Skip(long rows)
    {
        for (; rows > 0 && file.Next() is not null; rows--)
        {
        }
    }

    /// <summary>The next rows that can be recorded side by side: a row about a battery that a row before it names begins a new group.</summary>
    public IReadOnlyList<PlannedRow> NextGroup(int rowsMax)
    {
        var group = new List<PlannedRow>();
        var named = new HashSet<BatteryCode>();
        while (group.Count < rowsMax && (waiting ?? Read()) is { } row)
        {
            waiting = row;
            var batteries = row.Command is { } command ? operation.BatteriesOf(command).ToList() : [];
            if (batteries.Exists(named.Contains))
            {
                break;
            }

            named.UnionWith(batteries);
            group.Add(row);
            waiting = null;
        }

        return group;
    }

    /// <summary>The key of a row: the same row of the same file under the same key is recorded once.</summary>
    public IdempotencyKey KeyOf(int row) => new(key is null ? null : Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{operation.Name}\n{row}"))));

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private PlannedRow? Read()
    {
        if (file.Next() is not { } row)
        {
            return null;
        }

        object? command = null;
        var flaw = row.Flaw ?? operation.Read(row.Json!, out command);
        return new(row.Number, row.Battery, command, flaw);
    }
}

/// <summary>A row that can be recorded, or why it cannot.</summary>
internal sealed record PlannedRow(int Number, string? Battery, object? Command, Refusal? Flaw);

/// <summary>Records the rows of files: side by side within a group, the groups in their order.</summary>
internal sealed class BulkRecorder(IServiceProvider services, BulkSettings settings, TimeProvider clock)
{
    private const int AttemptsMax = 4;
    private static readonly TimeSpan AttemptPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Records the next group and gives its results in the order of the file; none at the end of the file.</summary>
    public async Task<IReadOnlyList<RowResult>> RecordGroup(BulkRun run, Caller caller, CancellationToken cancellation) =>
        await Task.WhenAll(run.NextGroup(settings.RowsAtOnce).Select(row => Record(run, row, caller, cancellation)));

    private async Task<RowResult> Record(BulkRun run, PlannedRow row, Caller caller, CancellationToken cancellation)
    {
        if (row.Flaw is { } flaw)
        {
            return RowResult.Of(row.Number, row.Battery, flaw, run.HeadingOf);
        }

        // Nobody sits in front of a file and presses the button again: what may succeed in a moment is tried again here.
        for (var attempt = 1; ; attempt++)
        {
            var answer = await Attempt(run, row, caller, cancellation);
            if (attempt == AttemptsMax || answer is not ProblemHttpResult { StatusCode: StatusCodes.Status503ServiceUnavailable })
            {
                return RowResult.Of(row.Number, row.Battery, answer, run.HeadingOf);
            }

            await Task.Delay(AttemptPause * attempt, clock, cancellation);
        }
    }

    private async Task<IResult> Attempt(BulkRun run, PlannedRow row, Caller caller, CancellationToken cancellation)
    {
        try
        {
            return await run.Operation.Record(row.Command!, caller, run.KeyOf(row.Number), services, cancellation);
        }
        catch (Exception unavailable) when (unavailable is DbException or TimeoutException)
        {
            return Problems.Refused(HostingRefusals.NotAvailable.With());
        }
        catch (KeeperSilentException silent)
        {
            return Problems.Refused(silent.Refusal);
        }
    }
}
