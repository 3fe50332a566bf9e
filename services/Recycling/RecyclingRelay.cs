using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.HandOvers;
using Traceability.Dossiers.Rules;

namespace Traceability.Recycling;

/// <summary>
/// Tells the other services of lots and treatments, counts treatments in their recycler's months, and brings to their end the uses of
/// lots that a crash left open: right after something was written, and every few seconds for what was left.
/// </summary>
public sealed partial class RecyclingRelay(
    LotBook lots, TreatmentBook treatments, LotSettlement settlement, MonthBook months, IBus bus, DatedRules<RecyclingRules> rules, Doorbell bell,
    TimeProvider clock, ILogger<RecyclingRelay> log, HandOverSettings? handOvers = null) : BackgroundService
{
    private const int Batch = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PublishWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LeaveAlone = TimeSpan.FromMinutes(1);

    /// <summary>Tells and counts all that is still to be.</summary>
    public async Task TellAll(CancellationToken cancellation)
    {
        await ForEachPage(lots.ListUnpublished, lot => lot.Id, page => Task.WhenAll(page.Select(lot => Publish(lot, cancellation))), cancellation);
        await ForEachPage(treatments.ListUntold, treatment => treatment.Id, page => TellOneByOne(page, cancellation), cancellation);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What a former life of this process left open waits for nobody, unless other processes live on that wait for it.
        var olderThan = handOvers is null ? TimeSpan.Zero : LeaveAlone;
        var nextSettlement = clock.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (clock.GetUtcNow() >= nextSettlement)
                {
                    await settlement.ResolveAll(olderThan, stoppingToken);
                    (olderThan, nextSettlement) = (LeaveAlone, clock.GetUtcNow() + Pause);
                }

                await TellAll(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(failure);
            }

            await bell.Wait(Pause, clock, stoppingToken);
        }
    }

    private static async Task ForEachPage<T>(
        Func<string?, int, CancellationToken, Task<IReadOnlyList<T>>> list, Func<T, string> idOf, Func<IReadOnlyList<T>, Task> act, CancellationToken cancellation)
    {
        string? after = null;
        IReadOnlyList<T> page;
        do
        {
            page = await list(after, Batch, cancellation);
            await act(page);
            after = page.Count > 0 ? idOf(page[^1]) : null;
        }
        while (page.Count == Batch);
    }

    private async Task Publish(Lot lot, CancellationToken cancellation)
    {
        if (await Publish(new LotChanged { Lot = lot.Facts() }, cancellation))
        {
            await lots.MarkPublished(lot.Id, lot.Version, cancellation);
        }
    }

    // They are added to the same month, where side by side all but one would lose the race.
    private async Task TellOneByOne(IReadOnlyList<Treatment> page, CancellationToken cancellation)
    {
        foreach (var treatment in page)
        {
            await Tell(treatment, cancellation);
        }
    }

    private async Task Tell(Treatment treatment, CancellationToken cancellation)
    {
        await months.Add(treatment.Owner, treatment.OccurredAt, treatment.Id, RecoveryFlows.Of(treatment, rules.On(treatment.OccurredAt).Rules), cancellation);
        if (await Publish(new TreatmentCompleted { Treatment = treatment.Facts() }, cancellation))
        {
            await treatments.MarkTold(treatment.Id, cancellation);
            await months.Forget(treatment.Owner, treatment.OccurredAt, treatment.Id, cancellation);
        }
    }

    private async Task<bool> Publish<TMessage>(TMessage message, CancellationToken cancellation)
        where TMessage : class, IMessage
    {
        using var patience = new CancellationTokenSource(PublishWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await bus.Publish(message, either.Token);
            return true;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            LogNotPublished(failure, message.MessageId);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Message} could not be published yet; it is tried again")]
    private partial void LogNotPublished(Exception failure, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for what is to be told or brought to its end failed; it is tried again")]
    private partial void LogFailed(Exception failure);
}
