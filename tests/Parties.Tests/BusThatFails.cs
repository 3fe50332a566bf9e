using Microsoft.Extensions.Logging;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;

namespace Traceability.Parties.Tests;

/// <summary>The bus of a single process, which can be made to be down.</summary>
internal sealed class BusThatFails(IServiceProvider services, ILoggerFactory logs) : IBus, IAsyncDisposable
{
    private readonly InProcessBus bus = new(services, logs);

    public bool IsDown { get; set; }

    public Task Publish<TMessage>(TMessage message, CancellationToken cancellation)
        where TMessage : class, IMessage =>
        IsDown ? Task.FromException(new IOException("The bus is down.")) : bus.Publish(message, cancellation);

    public ValueTask DisposeAsync() => bus.DisposeAsync();
}
