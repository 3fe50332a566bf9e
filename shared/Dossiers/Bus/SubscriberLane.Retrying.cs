using Microsoft.Extensions.Logging;
using Traceability.Contracts.Messages;

namespace Traceability.Dossiers.Bus;

/// <content>What it does with the messages that its subscriber does not take.</content>
public sealed partial class SubscriberLane<TMessage>
    where TMessage : class, IMessage
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // Only Work puts a key in, and only that key's Retry takes it out: while it is in, nobody else delivers its messages.
    private readonly Dictionary<string, Backlog> held = new(StringComparer.Ordinal);

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
            if (await Deliver(deliveries) is not null)
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
        var attempts = 0;
        while (true)
        {
            await Task.Delay(pause, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            var waiting = First(queue, most);
            var failure = await Deliver(waiting);
            attempts = failure is null ? 0 : waiting.Count == 1 ? attempts + 1 : attempts;
            if (failure is not null && !IsGivenUp(waiting, failure, attempts))
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
                (pause, attempts) = (TimeSpan.Zero, 0);
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

    private bool IsGivenUp(List<Delivery> waiting, Exception failure, int attempts)
    {
        if (waiting.Count > 1 || stopping.IsCancellationRequested || !giveUp(failure, attempts))
        {
            return false;
        }

        LogGivenUp(failure, waiting[0].Message.MessageId, attempts);
        waiting[0].Taken.TrySetException(failure);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Message} was not taken in {Attempts} attempts and is given up")]
    private partial void LogGivenUp(Exception failure, string message, int attempts);

    private sealed class Backlog(IEnumerable<Delivery> deliveries)
    {
        public Queue<Delivery> Waiting { get; } = new(deliveries);

        public Task Retrying { get; set; } = Task.CompletedTask;
    }
}
