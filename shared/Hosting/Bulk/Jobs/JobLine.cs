using System.Collections.Concurrent;
using System.Threading.Channels;
using Traceability.Contracts.Identifiers;

namespace Traceability.Hosting.Bulk;

/// <summary>
/// Where jobs wait. Each party has one at work at a time and the others wait behind it, so that nobody's hundred files stand before
/// another's one; those at work take turns.
/// </summary>
internal sealed class JobLine
{
    private readonly Channel<JobRun> ready = Channel.CreateUnbounded<JobRun>();
    private readonly Dictionary<PartyId, List<JobRecord>> waiting = [];
    private readonly ConcurrentDictionary<string, JobRun> running = new();

    /// <summary>The jobs at work, in the order of their turns.</summary>
    public IAsyncEnumerable<JobRun> Turns(CancellationToken cancellation) => ready.Reader.ReadAllAsync(cancellation);

    /// <summary>Lets a job wait for its next turn, behind those of the others.</summary>
    public void TakeTurn(JobRun run) => ready.Writer.TryWrite(run);

    /// <summary>A job at work, or null where it is not at work.</summary>
    public JobRun? Running(string id) => running.GetValueOrDefault(id);

    /// <summary>Puts a job to work, or behind the other ones of its owner.</summary>
    public void Add(JobRecord job)
    {
        lock (waiting)
        {
            if (waiting.TryGetValue(job.Owner, out var behind))
            {
                behind.Add(job);
                return;
            }

            waiting[job.Owner] = [];
        }

        Begin(job);
    }

    /// <summary>Takes a job out that waits; false where it does not.</summary>
    public bool StopWaiting(JobRecord job)
    {
        lock (waiting)
        {
            return waiting.TryGetValue(job.Owner, out var behind) && behind.RemoveAll(other => other.Id == job.Id) > 0;
        }
    }

    /// <summary>Takes a job out that was at work, and lets the next one of its owner begin.</summary>
    public void End(JobRecord job)
    {
        if (running.TryRemove(job.Id, out _) && NextOf(job.Owner) is { } next)
        {
            Begin(next);
        }
    }

    private JobRecord? NextOf(PartyId owner)
    {
        lock (waiting)
        {
            if (waiting[owner] is [var next, ..])
            {
                waiting[owner].RemoveAt(0);
                return next;
            }

            waiting.Remove(owner);
            return null;
        }
    }

    private void Begin(JobRecord job)
    {
        var run = new JobRun(job);
        running[job.Id] = run;
        TakeTurn(run);
    }
}
