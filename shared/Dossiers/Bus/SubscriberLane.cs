using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Traceability.Contracts.Messages;

namespace Traceability.Dossiers.Bus;

/// <summary>
/// Brings messages to one subscriber: in batches while it takes them. Where it fails, only the messages of the order key that
/// it fails on wait and are tried again; all others go on.
/// </summary>
public sealed partial class SubscriberLane<TMessage> : IAsyncDisposable
    where TMessage : class, IMessage
{
    private const int BatchMax = 1000;

    private readonly ISubscriber<TMessage> subscriber;
    private readonly ILogger log;
    private readonly GiveUp giveUp;
    private readonly Channel<Delivery> arrivals = Channel.CreateUnbounded<Delivery>(new() { SingleReader = true });

    private readonly CancellationTokenSource stopping = new();
    private readonly Task working;

    /// <summary>Begins to bring messages to a subscriber.</summary>
    /// <param name="subscriber">Who takes them.</param>
    /// <param name="log">Where failures are noted.</param>
    /// <param name="giveUp">When a message is not tried any more; never where it is absent.</param>
    public SubscriberLane(ISubscriber<TMessage> subscriber, ILogger log, GiveUp? giveUp = null)
    {
        this.subscriber = subscriber;
        this.log = log;
        this.giveUp = giveUp ?? ((_, _) => false);
        working = Task.Run(Work);
    }

    /// <summary>Ends when the subscriber has the message; is canceled when the lane ends before, fails when the message is given up.</summary>
    public Task Take(TMessage message)
    {
        var delivery = new Delivery(message);
        return arrivals.Writer.TryWrite(delivery) ? delivery.Taken.Task : Task.FromCanceled(new(canceled: true));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        arrivals.Writer.TryComplete();
        await stopping.CancelAsync();
        await working;
        stopping.Dispose();
    }

    private async Task Work()
    {
        var batch = new List<Delivery>(BatchMax);
        while (!stopping.IsCancellationRequested && await arrivals.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < BatchMax && arrivals.Reader.TryRead(out var delivery))
            {
                if (!WaitsBehindAnother(delivery))
                {
                    batch.Add(delivery);
                }
            }

            if (batch.Count > 0 && await Deliver(batch) is not null)
            {
                await DeliverByKey(batch);
            }
        }

        await CancelTheRest();
    }

    private async Task<Exception?> Deliver(List<Delivery> deliveries)
    {
        try
        {
            stopping.Token.ThrowIfCancellationRequested();
            await subscriber.Receive([.. deliveries.Select(delivery => delivery.Message)], stopping.Token);
        }
        catch (Exception failure)
        {
            if (!stopping.IsCancellationRequested)
            {
                LogFailed(failure, deliveries.Count, deliveries[0].Message.MessageId);
            }

            return failure;
        }

        deliveries.ForEach(delivery => delivery.Taken.TrySetResult());
        return null;
    }

    // Whoever waits for a message to be taken must not wait for ever.
    private async Task CancelTheRest()
    {
        List<Task> retrying;
        lock (held)
        {
            retrying = [.. held.Values.Select(backlog => backlog.Retrying)];
        }

        await Task.WhenAll(retrying);
        foreach (var delivery in held.Values.SelectMany(backlog => backlog.Waiting))
        {
            delivery.Taken.TrySetCanceled();
        }

        while (arrivals.Reader.TryRead(out var delivery))
        {
            delivery.Taken.TrySetCanceled();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Taking {Count} messages from {First} on failed; they come again")]
    private partial void LogFailed(Exception failure, int count, string first);

    private sealed record Delivery(TMessage Message)
    {
        public TaskCompletionSource Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>Whether a message that its subscriber does not take, alone and after so many attempts, is not tried any more.</summary>
/// <param name="failure">What the last attempt came to.</param>
/// <param name="attempts">How often it was tried.</param>
public delegate bool GiveUp(Exception failure, int attempts);
