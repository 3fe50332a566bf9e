using MassTransit;
using Microsoft.Extensions.Logging;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;

namespace Traceability.Hosting.Bus;

/// <summary>
/// Brings messages to the subscribers of this process: many in one call, as in the in-process bus. Where the store is away a message waits
/// for as long as that takes; what a subscriber cannot take for another reason is given up after some attempts.
/// </summary>
internal sealed class SubscriberLanes<TMessage>(IEnumerable<ISubscriber<TMessage>> subscribers, ILoggerFactory logs) : IAsyncDisposable
    where TMessage : class, IMessage
{
    private const int AttemptsMax = 6;

    private readonly List<SubscriberLane<TMessage>> lanes =
        [.. subscribers.Select(subscriber => new SubscriberLane<TMessage>(subscriber, logs.CreateLogger(subscriber.GetType()), IsHopeless))];

    /// <summary>Ends when every subscriber has durably taken the message.</summary>
    public Task Take(TMessage message) => Task.WhenAll(lanes.Select(lane => lane.Take(message)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.WhenAll(lanes.Select(lane => lane.DisposeAsync().AsTask()));

    private static bool IsHopeless(Exception failure, int attempts) => attempts >= AttemptsMax && !PassingFaults.Is(failure);
}

/// <summary>
/// Takes the messages of one queue. The broker may forget one when every subscriber has it; one that was given up goes to the dead letters.
/// </summary>
internal sealed class QueueReader<TMessage>(Lazy<SubscriberLanes<TMessage>> lanes, TimeProvider clock) : IConsumer<TMessage>
    where TMessage : class, IMessage
{
    private readonly BrokerOrder order = new(clock);

    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<TMessage> context)
    {
        var delivery = context.ReceiveContext.GetPayload<RabbitMqBasicConsumeContext>();
        var taking = await order.Wait(delivery.ConsumerTag, delivery.DeliveryTag, () => lanes.Value.Take(context.Message));
        await taking.WaitAsync(context.CancellationToken);
    }
}
