using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Traceability.Contracts.Messages;

namespace Traceability.Dossiers.Bus;

/// <summary>
/// Brings messages to one subscriber: in batches while it takes them. Where it fails, only the messages of the order key that
/// it fails on wait and are tried again; all others go on.
/// </summary>
internal sealed partial class SubscriberLane<TMessage> : IAsyncDisposable
    where TMessage : class, IMessage
{
    private const int BatchMax = 1000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ISubscriber<TMessage> subscriber;
    private readonly ILogger log;
    private readonly Channel<Delivery> arrivals = Channel.CreateUnbounded<Delivery>(new() { SingleReader = true });

    // Only Work puts a key in, and only that key's Retry takes it out: while it is in, nobody else delivers its messages.
    private readonly Dictionary<string, Backlog> held = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task working;

    public SubscriberLane(ISubscriber<TMessage> subscriber, ILogger log)
    {
        this.subscriber = subscriber;
        this.log = log;
        working = Task.Run(Work);
    }

    /// <summary>Ends when the subscriber has the message; is canceled when the lane ends before.</summary>
    public Task Take(TMessage message)
    {
        var delivery = new Delivery(message);
        return arrivals.Writer.TryWrite(delivery) ? delivery.Taken.Task : Task.FromCanceled(new(canceled: true));
    }

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

            if (batch.Count > 0 && !await Deliver(batch))
            {
                await DeliverByKey(batch);
            }
        }

        await CancelTheRest();
    }

    private bool WaitsBehindAnother(Delivery delivery)
    {
        lock (held)
        {
            if (!held.TryGetValue(delivery.Message.OrderKey, out var backlog))
            {
                return false;
            }

            backlog.Waiting.Enqueue(delivery);
            return true;
        }
    }

    private async Task DeliverByKey(List<Delivery> batch)
    {
        foreach (var (key, deliveries) in batch.GroupBy(delivery => delivery.Message.OrderKey).Select(group => (group.Key, group.ToList())))
        {
            if (!await Deliver(deliveries))
            {
                var backlog = new Backlog(deliveries);
                lock (held)
                {
                    held.Add(key, backlog);
                }

                backlog.Retrying = Retry(key, backlog.Waiting);
            }
        }
    }

    private async Task Retry(string key, Queue<Delivery> queue)
    {
        var pause = FirstPause;
        var most = 1;
        while (true)
        {
            await Task.Delay(pause, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            var waiting = First(queue, most);
            if (!await Deliver(waiting))
            {
                pause = pause == TimeSpan.Zero ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
                most = 1;
            }
            else if (NothingIsLeft(key, queue, waiting.Count))
            {
                return;
            }
            else
            {
                pause = TimeSpan.Zero;
                most = Math.Min(most * 2, BatchMax);
            }
        }
    }

    private List<Delivery> First(Queue<Delivery> queue, int most)
    {
        lock (held)
        {
            return [.. queue.Take(most)];
        }
    }

    private bool NothingIsLeft(string key, Queue<Delivery> queue, int delivered)
    {
        lock (held)
        {
            for (var i = 0; i < delivered; i++)
            {
                queue.Dequeue();
            }

            return queue.Count == 0 && held.Remove(key);
        }
    }

    private async Task<bool> Deliver(List<Delivery> deliveries)
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

            return false;
        }

        deliveries.ForEach(delivery => delivery.Taken.TrySetResult());
        return true;
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

    private sealed class Backlog(IEnumerable<Delivery> deliveries)
    {
        public Queue<Delivery> Waiting { get; } = new(deliveries);

        public Task Retrying { get; set; } = Task.CompletedTask;
    }
}
