using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.Contracts;
using Traceability.Dossiers.Parties;

namespace Traceability.Hosting.Bulk;

/// <summary>
/// Carries jobs out, a few at a time: after each group of rows a job goes to the end of the line. It knows nothing that the disk does
/// not know, so that it may be killed at any time.
/// </summary>
internal sealed partial class BulkJobRunner(
    BulkJobs jobs, JobLine line, BulkRecorder recorder, BulkOperations operations, BulkSettings settings, PartyDirectory parties,
    IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<BulkJobRunner> log)
    : BackgroundService
{
    private static readonly TimeSpan SweepPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await jobs.Load(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The operations are those of the endpoints, which are not known before.
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        await Task.WhenAll([Sweep(stoppingToken), .. Enumerable.Range(0, settings.JobsAtOnce).Select(_ => Work(stoppingToken))]);
    }

    private async Task Work(CancellationToken stopping)
    {
        await foreach (var run in line.Turns(stopping))
        {
            try
            {
                // Opening a file and reading its rows takes a thread for a while.
                await Task.Run(() => Turn(run, stopping), stopping);
            }
            catch (Exception unavailable) when (IsOfTheDisk(unavailable))
            {
                // A full disk, say, is no fault of the job: it is opened anew and goes on from what the disk holds.
                LogWaits(unavailable, run.Job.Id);
                run.Dispose();
                await Task.Delay(RetryPause, clock, stopping);
                line.TakeTurn(run);
            }
        }
    }

    private async Task Turn(JobRun run, CancellationToken stopping)
    {
        try
        {
            if (run.IsCancelled || (!run.IsOpen && await jobs.IsToStop(run.Job, stopping)))
            {
                await Finish(run, BulkJobState.Cancelled, null);
            }
            else if ((Identify(run, out var caller) ?? run.Open(operations, settings, jobs)) is { } refusal)
            {
                await Finish(run, BulkJobState.Failed, refusal);
            }
            else if (await run.RecordGroup(recorder, caller!, stopping))
            {
                line.TakeTurn(run);
            }
            else
            {
                await Finish(run, BulkJobState.Done, null);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            run.Dispose();
        }
        catch (Exception mistake) when (!IsOfTheDisk(mistake))
        {
            LogFailed(mistake, run.Job.Id);
            await Finish(run, BulkJobState.Failed, HostingRefusals.UnexpectedError.With(run.Job.Id));
        }
    }

    private Task Finish(JobRun run, BulkJobState state, Refusal? refusal)
    {
        // Of a job that is not open, only its results know how far it came before a crash.
        var progress = run.IsOpen ? run.Progress : ResultFile.Measure(jobs.PathOf(run.Job.ResultsName()));
        run.Dispose();
        return jobs.Finish(run.Job, state, refusal is null ? null : ProblemDocument.Of(refusal), progress);
    }

    private Refusal? Identify(JobRun run, out Caller? caller) => Caller.Identify(run.Job.Owner.Value, parties, out caller);

    private async Task Sweep(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(SweepPause, clock);
        do
        {
            try
            {
                await jobs.RemoveOld(clock.GetUtcNow() - settings.Keep, stopping);
            }
            catch (Exception unavailable) when (IsOfTheDisk(unavailable))
            {
                LogWaits(unavailable, "removal");
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private static bool IsOfTheDisk(Exception exception) => exception is DbException or IOException;

    [LoggerMessage(LogLevel.Warning, "Bulk job {Job} waits for the disk")]
    private partial void LogWaits(Exception exception, string job);

    [LoggerMessage(LogLevel.Error, "Bulk job {Job} failed unexpectedly")]
    private partial void LogFailed(Exception exception, string job);
}
