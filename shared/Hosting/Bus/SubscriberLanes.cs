using System.Data.Common;
using MassTransit;
using Microsoft.Extensions.Logging;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;

namespace Traceability.Hosting.Bus;

/// <summary>
/// Brings messages from the broker to the subscribers of this process: many in one call, as in the in-process bus. A message is
/// acknowledged once every subscriber has durably taken it. Where the store is away it stays with the broker for as long as that takes;
/// what a subscriber cannot take for another reason is put into the queue of dead letters after some attempts.
/// </summary>
internal sealed class SubscriberLanes<TMessage>(IEnumerable<ISubscriber<TMessage>> subscribers, ILoggerFactory logs) : IConsumer<TMessage>, IAsyncDisposable
    where TMessage : class, IMessage
{
    private const int AttemptsMax = 6;

    private readonly List<SubscriberLane<TMessage>> lanes =
        [.. subscribers.Select(subscriber => new SubscriberLane<TMessage>(subscriber, logs.CreateLogger(subscriber.GetType()), IsHopeless))];

    /// <summary>Ends when every subscriber has the message.</summary>
    public Task Consume(ConsumeContext<TMessage> context)
    {
        // The broker's order: MassTransit begins with each message on a thread of its own.
        var place = context.ReceiveContext.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery) ? delivery.DeliveryTag : 0;
        return Task.WhenAll(lanes.Select(lane => lane.Take(context.Message, place))).WaitAsync(context.CancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.WhenAll(lanes.Select(lane => lane.DisposeAsync().AsTask()));

    private static bool IsHopeless(Exception failure, int attempts) => attempts >= AttemptsMax && !IsPassing(failure);

    // A driver's own exceptions tell of the store, not of the message.
    private static bool IsPassing(Exception failure) =>
        failure is DbException or TimeoutException or IOException or OperationCanceledException
        || failure.GetType().FullName!.StartsWith("MongoDB.Driver.", StringComparison.Ordinal)
        || (failure.InnerException is { } inner && IsPassing(inner));
}
