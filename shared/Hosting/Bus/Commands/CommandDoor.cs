using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Traceability.Hosting.Bus.Commands;

/// <summary>
/// Takes commands from the exchange <c>traceability.commands</c> and answers to the queue that each names. It speaks plain AMQP, since who
/// sends them need know nothing of MassTransit. A command is acknowledged once it is carried out and answered; what comes again after a
/// crash is told by its message id.
/// </summary>
internal sealed partial class CommandDoor(
    IConfiguration configuration, BusMember member, IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<CommandDoor> log)
    : BackgroundService
{
    /// <summary>Where commands are sent.</summary>
    public const string Exchange = "traceability.commands";

    /// <summary>The header of an answer that holds the HTTP status.</summary>
    public const string StatusHeader = "status";

    private const ushort AtOnceMax = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Only then are the endpoints there.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        var routes = services.GetRequiredService<CommandRoutes>();
        while (routes.BindingKeys.Any() && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenUntilBroken(routes, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(failure);
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenUntilBroken(CommandRoutes routes, CancellationToken stopping)
    {
        var factory = new ConnectionFactory
        {
            Uri = BusRegistration.AddressIn(configuration),
            ClientProvidedName = $"{member.Process} commands",
            AutomaticRecoveryEnabled = false,
        };
        await using var connection = await factory.CreateConnectionAsync(stopping);
        await using var channel = await connection.CreateChannelAsync(new(true, true, consumerDispatchConcurrency: AtOnceMax), stopping);
        var broken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, _) => Task.FromResult(broken.TrySetResult());

        var queue = $"{member.Service}.commands";
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: stopping);
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: stopping);
        foreach (var key in routes.BindingKeys)
        {
            await channel.QueueBindAsync(queue, Exchange, key, cancellationToken: stopping);
        }

        await channel.BasicQosAsync(0, AtOnceMax, global: false, stopping);
        var reader = new AsyncEventingBasicConsumer(channel);
        reader.ReceivedAsync += (_, delivery) => Handle(channel, delivery, stopping);
        reader.UnregisteredAsync += (_, _) => Task.FromResult(broken.TrySetResult());
        await channel.BasicConsumeAsync(queue, autoAck: false, reader, stopping);
        await broken.Task.WaitAsync(stopping);
    }

    private async Task Handle(IChannel channel, BasicDeliverEventArgs delivery, CancellationToken stopping)
    {
        try
        {
            var answer = await services.GetRequiredService<CommandExecution>().Execute(Command.Of(delivery), stopping);
            if (Command.AnswerTo(delivery) is { } queue)
            {
                await channel.BasicPublishAsync("", queue, mandatory: false, PropertiesOf(answer, delivery.BasicProperties), answer.Body, stopping);
            }

            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stopping);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            // Not acknowledged, it comes again on the next connection.
            LogNotAnswered(failure, delivery.RoutingKey);
        }
    }

    private static BasicProperties PropertiesOf(CommandAnswer answer, IReadOnlyBasicProperties command) => new()
    {
        ContentType = answer.ContentType,
        CorrelationId = command.IsCorrelationIdPresent() ? command.CorrelationId : command.MessageId,
        Headers = new Dictionary<string, object?> { [StatusHeader] = answer.Status },
    };

    [LoggerMessage(LogLevel.Warning, "Taking commands from the broker was broken off; it is begun again")]
    private partial void LogBroken(Exception failure);

    [LoggerMessage(LogLevel.Warning, "A command for {Operation} could not be answered")]
    private partial void LogNotAnswered(Exception failure, string operation);
}
