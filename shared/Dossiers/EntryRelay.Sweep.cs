using Microsoft.Extensions.Logging;
using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers;

/// <content>What it does beside the fast path: noting what is published, and looking for what is not.</content>
public sealed partial class EntryRelay
{
    private const int SweepBatch = 1000;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MarkAfter = TimeSpan.FromMilliseconds(50);

    private async Task MarkSent(CancellationToken cancellation)
    {
        while (await confirming.Reader.WaitToReadAsync(cancellation))
        {
            // A note that comes late costs at worst a repetition, so that many go into one write.
            await Task.Delay(MarkAfter, clock, cancellation);
            confirming.Reader.TryRead(out _);
            foreach (var batch in confirmed.ToArray().Chunk(SweepBatch))
            {
                try
                {
                    await store.MarkSent(batch.ToDictionary(), cancellation);
                }
                catch (Exception failure) when (!cancellation.IsCancellationRequested)
                {
                    // They count as unsent and are published again: subscribers bear repetition.
                    LogNotMarked(failure, batch.Length);
                }

                foreach (var one in batch)
                {
                    confirmed.TryRemove(one);
                }
            }
        }
    }

    private async Task Sweep(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(SweepInterval, clock);
        do
        {
            try
            {
                await HandUnsent(cancellation);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                LogNotSwept(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private async Task HandUnsent(CancellationToken cancellation)
    {
        BatteryCode? after = null;
        IReadOnlyList<(BatteryCode Code, int Sent)> unsent;
        do
        {
            unsent = await store.Unsent(after, SweepBatch, cancellation);
            foreach (var (code, sent) in unsent.Where(dossier => !lanes.ContainsKey(dossier.Code) && !confirmed.ContainsKey(dossier.Code)))
            {
                Hand(code, sent, []);
            }

            after = unsent.Count > 0 ? unsent[^1].Code : null;
        }
        while (unsent.Count == SweepBatch && Busy < BusyMax);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Noting {Count} dossiers as published failed; their entries are published again")]
    private partial void LogNotMarked(Exception failure, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for unpublished entries failed; it is tried again")]
    private partial void LogNotSwept(Exception failure);
}
