using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Traceability.Contracts.Messages;

namespace Traceability.Dossiers.Bus;

/// <summary>The bus of a single process: a message is safe once every subscriber has durably taken it.</summary>
public sealed class InProcessBus(IServiceProvider services, ILoggerFactory logs) : IBus, IAsyncDisposable
{
    private readonly Dictionary<Type, IReadOnlyList<object>> lanes = [];
    private readonly Lock gate = new();
    private bool disposed;

    /// <inheritdoc/>
    public Task Publish<TMessage>(TMessage message, CancellationToken cancellation)
        where TMessage : class, IMessage =>
        (Lanes<TMessage>() is [var only] ? only.Take(message) : Task.WhenAll(Lanes<TMessage>().Select(lane => lane.Take(message)))).WaitAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<IAsyncDisposable> ending;
        lock (gate)
        {
            ending = [.. lanes.Values.SelectMany(list => list).Cast<IAsyncDisposable>()];
            lanes.Clear();
            disposed = true;
        }

        await Task.WhenAll(ending.Select(lane => lane.DisposeAsync().AsTask()));
    }

    private List<SubscriberLane<TMessage>> Lanes<TMessage>()
        where TMessage : class, IMessage
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (!lanes.TryGetValue(typeof(TMessage), out var known))
            {
                known = services.GetServices<ISubscriber<TMessage>>()
                    .Select(subscriber => new SubscriberLane<TMessage>(subscriber, logs.CreateLogger(subscriber.GetType())))
                    .ToList();
                lanes[typeof(TMessage)] = known;
            }

            return (List<SubscriberLane<TMessage>>)known;
        }
    }
}
