using System.Security.Cryptography;
using System.Text;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts.Messages;

namespace Traceability.Hosting.Bus;

/// <summary>
/// The bus of a registry of several processes. A message is safe once the broker has it on disk on most of its nodes; where nobody's queue
/// would get it, or the broker does not answer in time, publishing fails and whoever publishes keeps it and tries again.
/// </summary>
internal sealed class RabbitMqBus(MassTransit.IBus broker, IServiceProvider services) : Dossiers.Bus.IBus
{
    private static readonly TimeSpan ConfirmedWithin = TimeSpan.FromSeconds(30);

    private readonly Dictionary<(Type, string), Task> latest = [];
    private readonly Lazy<EntryTopics> topics = new(services.GetRequiredService<EntryTopics>);

    /// <inheritdoc/>
    public Task Publish<TMessage>(TMessage message, CancellationToken cancellation)
        where TMessage : class, IMessage
    {
        var key = (typeof(TMessage), message.OrderKey);
        lock (latest)
        {
            var publishing = After(latest.GetValueOrDefault(key), message, cancellation);
            latest[key] = publishing;
            _ = Forget(key, publishing);
            return publishing;
        }
    }

    // A broker confirms in any order; only what is sent after the confirmation of the one before surely comes after it.
    private async Task After<TMessage>(Task? before, TMessage message, CancellationToken cancellation)
        where TMessage : class, IMessage
    {
        await Task.Yield();
        if (before is not null)
        {
            await before.WaitAsync(cancellation);
        }

        using var patience = new CancellationTokenSource(ConfirmedWithin);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var routingKey = message is EntryRecorded recorded ? await topics.Value.Of(recorded.Entry, either.Token) : "";
        try
        {
            await broker.Publish(message, context => Address(context, message, routingKey), either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The broker did not confirm {message.MessageId} within {ConfirmedWithin}.");
        }
    }

    private static void Address<TMessage>(PublishContext<TMessage> context, TMessage message, string routingKey)
        where TMessage : class, IMessage
    {
        // The same for every repetition, so that a receiver can tell it by its id alone.
        context.MessageId = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(message.MessageId)).AsSpan(0, 16));
        context.Mandatory = true;
        context.SetRoutingKey(routingKey);
    }

    private async Task Forget((Type, string) key, Task publishing)
    {
        await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (latest)
        {
            if (latest.GetValueOrDefault(key) == publishing)
            {
                latest.Remove(key);
            }
        }
    }
}
