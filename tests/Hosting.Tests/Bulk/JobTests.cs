using Microsoft.Extensions.Time.Testing;
using Traceability.Hosting.Bulk;

namespace Traceability.Hosting.Tests.Bulk;

/// <summary>Jobs at the moments at which something else happens to them.</summary>
public sealed class JobTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("traceability-").FullName;
    private readonly FakeTimeProvider clock = new(new(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(8)));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_job_that_is_stopped_while_it_is_being_stored_records_nothing()
    {
        BulkProcess process = null!;
        await using var running = process = await BulkProcess.Start(data, clock, afterPut: async document =>
        {
            // After it is stored, and before it stands in the line.
            if (document is { Collection: JobRecord.Collection, Version: 1 })
            {
                await process.Jobs.Cancel((await process.Jobs.Find(BulkProcess.Owner, document.Id, Cancellation))!, Cancellation);
            }
        });

        var job = await process.Begin(rows: 3);

        await process.Becomes(job, BulkJobState.Cancelled);
        Assert.Equal(0, process.At.Knocks);
    }

    [Fact]
    public async Task A_job_that_was_stopped_goes_no_further_after_a_crash()
    {
        JobRecord job;
        await using (var crashing = await BulkProcess.Start(data, clock, openFor: 2))
        {
            job = await crashing.Begin(rows: 5);
            await Eventually.Holds("two rows are over", () => crashing.At.Knocks == 3);
            await crashing.Jobs.Cancel(job, Cancellation);
        }

        await using var again = await BulkProcess.Start(data, clock);
        await again.Becomes(job, BulkJobState.Cancelled);
        Assert.Equal(0, again.At.Knocks);
        Assert.Equal(2, (await again.Find(job))!.Progress.Refused);
    }

    [Fact]
    public async Task A_job_is_removed_some_days_after_it_was_over_and_its_room_is_free_once()
    {
        await using var process = await BulkProcess.Start(data, clock);
        var job = await process.Begin(rows: 3);
        await process.Becomes(job, BulkJobState.Done);
        var kept = await process.Begin(rows: 1, "removed by its owner twice");
        await process.Becomes(kept, BulkJobState.Done);
        await Task.WhenAll(process.Jobs.Cancel(kept, Cancellation), process.Jobs.Cancel(kept, Cancellation));
        Assert.InRange(process.Spool.BytesOf(BulkProcess.Owner), 1, 1 << 20);

        clock.Advance(TimeSpan.FromHours(71));
        Assert.NotNull(await process.Find(job));
        await Eventually.Holds("it is gone", async () =>
        {
            clock.Advance(TimeSpan.FromMinutes(30));
            return await process.Find(job) is null && process.Spool.BytesOf(BulkProcess.Owner) == 0;
        });
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(data, "bulk")), path => path.Contains(job.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_of_a_suspended_party_fails_and_its_file_can_be_sent_again_later()
    {
        await using var process = await BulkProcess.Start(data, clock);
        await process.Tell(version: 2, new(clock.GetUtcNow(), "A test."));
        var job = await process.Begin(rows: 3, "k");
        await process.Becomes(job, BulkJobState.Failed);
        Assert.Equal("party-suspended", (await process.Find(job))!.Problem!.Code);
        Assert.Equal(0, process.At.Knocks);

        await process.Tell(version: 3, suspension: null);
        await process.Jobs.Cancel(job, Cancellation);
        Assert.Null(await process.Find(job));
        var again = await process.Begin(rows: 3, "k");

        Assert.Equal(job.Id, again.Id);
        await process.Becomes(again, BulkJobState.Done);
        Assert.Equal(3, (await process.Find(again))!.Progress.Refused);
    }
}
