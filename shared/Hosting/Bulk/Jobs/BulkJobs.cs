using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Documents;

namespace Traceability.Hosting.Bulk;

/// <summary>The jobs of all parties: each a document in the store, its file and its results.</summary>
internal sealed class BulkJobs(IDocumentStore store, BulkSpool spool, JobLine line, TimeProvider clock)
{
    private readonly Documents<JobRecord> documents = new(store, JobRecord.Collection, job => job.Tags());

    /// <summary>Where a file of a job lies.</summary>
    public string PathOf(string name) => spool.PathOf(name);

    /// <summary>Takes a file; once this returns, it is recorded whatever happens. The same file under the same key is the same job.</summary>
    public async Task<JobRecord> Accept(Upload upload, string operation, string? key, CancellationToken cancellation)
    {
        var id = IdFor(upload, operation, key);
        if (await documents.Find(id, cancellation) is { Value: var before })
        {
            spool.Remove(upload);
            return before;
        }

        var job = new JobRecord
        {
            Id = id,
            Owner = upload.Party,
            Operation = operation,
            Type = upload.File.Type,
            Charset = upload.File.Charset,
            Key = key ?? id,
            FileBytes = upload.Bytes,
            CreatedAt = TraceabilityJson.ToWholeMilliseconds(clock.GetUtcNow()),
        };
        File.Move(upload.File.Path, PathOf(job.FileName()), overwrite: true);
        spool.Release(upload.Name);
        Charge(job);

        // Not given up where the client has gone: from here on the file has to belong to a job.
        if (await Store(job))
        {
            line.Add(job);
            return job;
        }

        var first = (await documents.Find(id, CancellationToken.None))?.Value ?? job;
        if (!first.IsOpen())
        {
            File.Delete(PathOf(job.FileName()));
            Charge(first);
        }

        return first;
    }

    /// <summary>Whether the owner has stopped a job; what the line knows of it may be older than what is stored.</summary>
    public async Task<bool> IsToStop(JobRecord job, CancellationToken cancellation) =>
        await documents.Find(job.Id, cancellation) is not { Value: { IsToStop: false } stored } || !stored.IsOpen();

    /// <summary>A party's own job, or null.</summary>
    public async Task<JobRecord?> Find(PartyId owner, string id, CancellationToken cancellation) =>
        await documents.Find(id, cancellation) is { Value: var job } && job.Owner == owner ? job : null;

    /// <summary>A party's own jobs, by id.</summary>
    public async Task<IReadOnlyList<JobRecord>> List(PartyId owner, string? after, int limit, CancellationToken cancellation) =>
        [.. (await documents.List(JobRecord.OwnerTag(owner), after, limit, cancellation)).Select(job => job.Value)];

    /// <summary>How far a job at work is; null where it is not at work.</summary>
    public JobProgress? ProgressOf(string id) => line.Running(id)?.Progress;

    /// <summary>Stops a job that is not over, and removes one that is. What is stored says so first: a crash must not let it go on.</summary>
    public async Task Cancel(JobRecord job, CancellationToken cancellation)
    {
        var stored = await documents.Change(
            job.Id, found => found is { IsToStop: false } && found.IsOpen() ? found with { IsToStop = true } : null, cancellation);
        if (stored?.Value.IsOpen() is not true)
        {
            await Remove(job, cancellation);
        }
        else if (line.StopWaiting(job))
        {
            await Finish(job, BulkJobState.Cancelled, null, new());
        }
        else
        {
            line.Running(job.Id)?.Cancel();
        }
    }

    /// <summary>Takes up what an earlier process left: its jobs go on where they stopped.</summary>
    public async Task Load(CancellationToken cancellation)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var open = new List<JobRecord>();
        await foreach (var job in All(null, cancellation))
        {
            known.UnionWith([job.FileName(), job.ResultsName()]);
            Charge(job);
            if (job.IsOpen())
            {
                open.Add(job);
            }
        }

        spool.RemoveOthers(known.Contains);
        open.OrderBy(job => job.CreatedAt).ToList().ForEach(line.Add);
    }

    /// <summary>Removes jobs that were over before an instant.</summary>
    public async Task RemoveOld(DateTimeOffset before, CancellationToken cancellation)
    {
        await foreach (var job in All(JobRecord.FinishedTag, cancellation))
        {
            if (job.FinishedAt < before)
            {
                await Remove(job, cancellation);
            }
        }
    }

    /// <summary>Ends a job and lets the next one of its owner begin.</summary>
    public async Task Finish(JobRecord job, BulkJobState state, ProblemDocument? problem, JobProgress progress)
    {
        var finished = await documents.Change(
            job.Id,
            stored => stored?.IsOpen() is true
                ? stored with { State = state, Problem = problem, Progress = progress, FinishedAt = TraceabilityJson.ToWholeMilliseconds(clock.GetUtcNow()) }
                : null,
            CancellationToken.None);
        File.Delete(PathOf(job.FileName()));
        if (finished is null)
        {
            spool.Release(job.Id);
        }
        else
        {
            Charge(finished.Value);
        }

        line.End(job);
    }

    private async Task<bool> Store(JobRecord job)
    {
        try
        {
            return await documents.Put(job.Id, 1, job, CancellationToken.None);
        }
        catch
        {
            File.Delete(PathOf(job.FileName()));
            spool.Release(job.Id);
            throw;
        }
    }

    private async Task Remove(JobRecord job, CancellationToken cancellation)
    {
        await store.Delete(JobRecord.Collection, job.Id, cancellation);
        File.Delete(PathOf(job.FileName()));
        File.Delete(PathOf(job.ResultsName()));
        spool.Release(job.Id);
    }

    private void Charge(JobRecord job) => spool.Hold(job.Owner, job.Id, job.IsOpen() ? job.FileBytes : job.Progress.ResultBytes);

    private async IAsyncEnumerable<JobRecord> All(string? tag, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? last = null;
        IReadOnlyList<Versioned<JobRecord>> page;
        do
        {
            page = await documents.List(tag, last, 200, cancellation);
            foreach (var job in page)
            {
                last = job.Id;
                yield return job.Value;
            }
        }
        while (page.Count == 200);
    }

    // It names the operation, so that a gateway knows whose job it is.
    private static string IdFor(Upload upload, string operation, string? key) => $"job-{operation}-" + Convert.ToHexStringLower((key is null
        ? RandomNumberGenerator.GetBytes(16)
        : SHA256.HashData(Encoding.UTF8.GetBytes($"{upload.Party}\n{operation}\n{key}\n{upload.Sha256}"))).AsSpan(0, 10));
}
