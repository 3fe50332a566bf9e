using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Traceability.Hosting.Bus;

/// <summary>
/// Puts the dead letters of a service back into the queues that they come from, once what kept it from taking them is mended:
/// <c>dotnet Traceability.Audit.dll --replay-dead-letters</c>. The service may run meanwhile.
/// </summary>
public static class DeadLetters
{
    /// <summary>The argument with which a process does this instead of running.</summary>
    public const string Flag = "--replay-dead-letters";

    private const string FaultHeaders = "MT-Fault-";

    /// <summary>Puts back what lies there now, and says of each queue how many messages that were.</summary>
    /// <param name="configuration">Says where the broker is.</param>
    /// <param name="service">Whose dead letters.</param>
    /// <param name="tell">Told of each queue that had any.</param>
    /// <param name="cancellation">Stops it; every message is then in one of the two queues, or in both.</param>
    public static async Task Replay(IConfiguration configuration, string service, TextWriter tell, CancellationToken cancellation)
    {
        await using var connection = await new ConnectionFactory { Uri = BusRegistration.AddressIn(configuration) }.CreateConnectionAsync(cancellation);
        foreach (var queue in QueuesOf(service))
        {
            var count = await Replay(connection, queue, cancellation);
            if (count > 0)
            {
                await tell.WriteLineAsync($"{queue}: {count}");
            }
        }
    }

    private static IEnumerable<string> QueuesOf(string service) =>
    [
        .. Topic.All.Where(topic => topic.Services.Contains(service)).Select(topic => topic.QueueOf(service)),
        .. KeeperQueues.Keepers.Where(keeper => keeper == service).Select(KeeperQueues.PostOf),
    ];

    private static async Task<uint> Replay(IConnection connection, string queue, CancellationToken cancellation)
    {
        // What is given up anew meanwhile is not put back again, or one hopeless message would go round for ever.
        await using var channel = await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation);
        var count = await Count(channel, queue + QueueForm.DeadLetterSuffix, cancellation);
        if (count == 0)
        {
            return 0;
        }

        var left = count;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reader = new AsyncEventingBasicConsumer(channel);
        reader.ReceivedAsync += async (_, letter) =>
        {
            if (left == 0)
            {
                return;
            }

            try
            {
                await channel.BasicPublishAsync("", queue, mandatory: true, Cleaned(letter.BasicProperties), letter.Body, cancellation);
                await channel.BasicAckAsync(letter.DeliveryTag, multiple: false, cancellation);
            }
            catch (Exception failure)
            {
                done.TrySetException(failure);
            }

            if (--left == 0)
            {
                done.TrySetResult();
            }
        };
        await channel.BasicQosAsync(0, prefetchCount: 1, global: false, cancellation);
        await channel.BasicConsumeAsync(queue + QueueForm.DeadLetterSuffix, autoAck: false, reader, cancellation);
        await done.Task.WaitAsync(cancellation);
        return count;
    }

    private static async Task<uint> Count(IChannel channel, string queue, CancellationToken cancellation)
    {
        try
        {
            return await channel.MessageCountAsync(queue, cancellation);
        }
        catch (OperationInterruptedException absent) when (absent.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }

    private static BasicProperties Cleaned(IReadOnlyBasicProperties letter)
    {
        var properties = new BasicProperties(letter);
        foreach (var header in properties.Headers?.Keys.Where(name => name.StartsWith(FaultHeaders, StringComparison.Ordinal)).ToList() ?? [])
        {
            properties.Headers!.Remove(header);
        }

        return properties;
    }
}
