using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;

namespace Traceability.Dossiers;

/// <summary>
/// Publishes entries in order per battery. The outbox is the dossier itself: entries above its <c>sent</c> number have not been
/// published. Writers hand theirs over at once; a sweep picks up what a crash left or a failure threw back.
/// </summary>
public sealed partial class EntryRelay(IDossierStore store, IBus bus, ILogger<EntryRelay> log, TimeProvider? clock = null) : BackgroundService
{
    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private readonly ConcurrentDictionary<BatteryCode, RelayLane> lanes = new();

    // Safe on the bus, but not yet noted in the store.
    private readonly ConcurrentDictionary<BatteryCode, int> confirmed = new();
    private readonly Channel<bool> confirming = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private CancellationToken stopping = CancellationToken.None;
    private int busy;

    /// <summary>
    /// How many dossiers may have entries on their way at once. What is handed over beyond waits in the store for the sweep, so
    /// that a subscriber that is down for a day does not fill the memory.
    /// </summary>
    public int BusyMax { get; init; } = 50_000;

    /// <summary>Dossiers that have entries on their way.</summary>
    public int Busy => Volatile.Read(ref busy);

    /// <summary>Takes over entries just written; returns at once.</summary>
    /// <param name="code">Whose.</param>
    /// <param name="sent">The dossier's <c>sent</c> number as read before the write.</param>
    /// <param name="entries">The entries, in order; none asks only to look into the store.</param>
    public void Hand(BatteryCode code, int sent, IReadOnlyList<SealedEntry> entries)
    {
        while (LaneOf(code, sent) is { } lane)
        {
            lock (lane)
            {
                if (lane.Closed)
                {
                    continue;
                }

                lane.Add(entries);
                lane.LookIntoStore |= entries.Count == 0;
                if (lane.Running)
                {
                    return;
                }

                lane.Running = true;
            }

            _ = Run(code, lane);
            return;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        stopping = stoppingToken;
        await Task.WhenAll(MarkSent(stoppingToken), Sweep(stoppingToken));
    }

    private RelayLane? LaneOf(BatteryCode code, int sent)
    {
        if (lanes.TryGetValue(code, out var known) || Busy >= BusyMax)
        {
            return known;
        }

        var fresh = new RelayLane(Math.Max(sent, confirmed.GetValueOrDefault(code)));
        var lane = lanes.GetOrAdd(code, fresh);
        if (ReferenceEquals(lane, fresh))
        {
            Interlocked.Increment(ref busy);
        }

        return lane;
    }

    private async Task Run(BatteryCode code, RelayLane lane)
    {
        await Task.Yield();
        try
        {
            while (await Next(code, lane) is { } entry)
            {
                var publishing = bus.Publish(new EntryRecorded { Entry = entry }, stopping);
                _ = Confirm(code, lane, entry.Entry.Sequence, publishing);
            }
        }
        catch (Exception failure)
        {
            GiveUp(code, lane, failure);
        }
    }

    private async Task<SealedEntry?> Next(BatteryCode code, RelayLane lane)
    {
        while (true)
        {
            bool hasGap;
            int after;
            lock (lane)
            {
                if (lane.Closed)
                {
                    return null;
                }

                if (lane.Next() is { } entry)
                {
                    return entry;
                }

                hasGap = lane.HasGap;
                if (!lane.LookIntoStore && !hasGap)
                {
                    lane.Running = false;
                    Close(code, lane, lane.IsDone);
                    return null;
                }

                lane.LookIntoStore = false;
                after = lane.Published;
            }

            var missing = await store.Entries(code, after, stopping);
            lock (lane)
            {
                lane.AddStored(missing);

                // Only a gap known before the reading is strange: since then a later entry may have come in.
                if (hasGap && lane.HasGap)
                {
                    throw new InvalidOperationException($"Entry {after + 1} of {code} is not in the store although later ones are.");
                }
            }
        }
    }

    private async Task Confirm(BatteryCode code, RelayLane lane, int sequence, Task publishing)
    {
        try
        {
            await publishing;
        }
        catch (Exception failure)
        {
            GiveUp(code, lane, failure);
            return;
        }

        lock (lane)
        {
            if (lane.Confirm(sequence) && !lane.Closed)
            {
                confirmed[code] = lane.Sent;
                confirming.Writer.TryWrite(true);
            }

            Close(code, lane, lane.IsDone && !lane.Running);
        }
    }

    // What was not confirmed is still above the dossier's sent number, where the sweep finds it.
    private void GiveUp(BatteryCode code, RelayLane lane, Exception failure)
    {
        if (!stopping.IsCancellationRequested)
        {
            LogFailed(failure, code);
        }

        lock (lane)
        {
            Close(code, lane, true);
        }
    }

    private void Close(BatteryCode code, RelayLane lane, bool isTime)
    {
        lane.Closed |= isTime;
        if (isTime && lanes.TryRemove(new(code, lane)))
        {
            Interlocked.Decrement(ref busy);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Publishing entries of {Code} failed; they are tried again")]
    private partial void LogFailed(Exception failure, BatteryCode code);
}
