using Traceability.Contracts;
using Traceability.Hosting.Bulk.Files;

namespace Traceability.Hosting.Bulk;

/// <summary>A job at work: a group of rows at each of its turns.</summary>
internal sealed class JobRun(JobRecord job) : IDisposable
{
    private BulkRun? run;
    private ResultFile? results;
    private volatile bool isCancelled;
    private JobProgress last = job.Progress;

    /// <summary>The job.</summary>
    public JobRecord Job => job;

    /// <summary>How far it is.</summary>
    public JobProgress Progress => results?.Progress ?? last;

    /// <summary>Whether its file is open.</summary>
    public bool IsOpen => run is not null;

    /// <summary>Whether its owner has stopped it.</summary>
    public bool IsCancelled => isCancelled;

    /// <summary>Stops it at its next turn.</summary>
    public void Cancel() => isCancelled = true;

    /// <summary>Opens the file and passes over what has a result already, or says why it cannot go on.</summary>
    public Refusal? Open(BulkOperations operations, BulkSettings settings, BulkJobs jobs)
    {
        if (run is not null)
        {
            return null;
        }

        if (!File.Exists(jobs.PathOf(job.FileName())))
        {
            return BulkRefusals.FileUnreadable.With(BulkPhrases.NoLongerHere);
        }

        OpenFile file = null!;
        if ((operations.Find(job.Operation, out var operation)
            ?? new BulkFile(jobs.PathOf(job.FileName()), job.Type, job.Charset).Open(operation, settings, out file)) is { } refusal)
        {
            return refusal;
        }

        results = new(jobs.PathOf(job.ResultsName()));
        run = new(operation, file, job.Key);
        run.Skip(Progress.Recorded + Progress.Refused);
        return null;
    }

    /// <summary>Records the next group; false where there is none.</summary>
    public async Task<bool> RecordGroup(BulkRecorder recorder, Caller caller, CancellationToken cancellation)
    {
        var group = await recorder.RecordGroup(run!, caller, cancellation);
        results!.Append(group);
        return group.Count > 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Who asks how far it is may still hold this run when the file is closed.
        last = Progress;
        run?.Dispose();
        results?.Dispose();
        (run, results) = (null, null);
    }
}
