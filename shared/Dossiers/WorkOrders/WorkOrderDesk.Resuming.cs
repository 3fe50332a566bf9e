using Microsoft.Extensions.Logging;
using Traceability.Dossiers.Documents;

namespace Traceability.Dossiers.WorkOrders;

/// <content>Brings to their end the work orders that a crash or a failure left open.</content>
public sealed partial class WorkOrderDesk
{
    private const int SweepBatch = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Whether a work order was begun and is neither done nor dropped: it may still come to record something.</summary>
    public async Task<bool> IsOpen(string id, CancellationToken cancellation) =>
        await orders.Find(id, cancellation) is { Value.State: WorkOrderState.Claiming or WorkOrderState.Due };

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What a former life of this process left open waits for nobody.
        var olderThan = handOvers is null ? TimeSpan.Zero : Patience;
        using var timer = new PeriodicTimer(Patience);
        do
        {
            try
            {
                await ResumeAll(olderThan, stoppingToken);
                olderThan = Patience;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotListed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ResumeAll(TimeSpan olderThan, CancellationToken cancellation)
    {
        string? after = null;
        IReadOnlyList<Versioned<WorkOrder>> open;
        do
        {
            open = await orders.List(OpenTag, after, SweepBatch, cancellation);
            foreach (var order in open.Where(order => AgeOf(order.Value) >= olderThan))
            {
                await Resume(order, cancellation);
            }

            after = open.Count > 0 ? open[^1].Id : null;
        }
        while (open.Count == SweepBatch);
    }

    // Where there are other processes, one of them may be at work on it.
    private bool MayBeAlive(WorkOrder order) => handOvers is not null && order.State == WorkOrderState.Claiming && AgeOf(order) < Patience;

    // A clock that was set back must not make it wait until it has caught up.
    private TimeSpan AgeOf(WorkOrder order) => (clock.GetUtcNow() - order.BegunAt).Duration();

    private async Task Resume(Versioned<WorkOrder> order, CancellationToken cancellation)
    {
        if (!running.TryAdd(order.Id, true))
        {
            return;
        }

        try
        {
            Task resumed = order.Value.State == WorkOrderState.Due ? Finish(order, cancellation) : Drop(order);
            await resumed;
            LogResumed(order.Id, order.Value.State);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            LogNotResumed(failure, order.Id);
        }
        finally
        {
            running.TryRemove(order.Id, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Work order {Id} was left {State} and has been brought to its end")]
    private partial void LogResumed(string id, WorkOrderState state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Bringing work order {Id} to its end failed; it is tried again")]
    private partial void LogNotResumed(Exception failure, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for work orders left open failed; it is tried again")]
    private partial void LogNotListed(Exception failure);
}
