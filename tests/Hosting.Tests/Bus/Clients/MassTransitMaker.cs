using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MassTransit;
using RabbitMQ.Client;
using Traceability.Contracts;
using Traceability.Contracts.Messages;

namespace Traceability.Hosting.Tests.Bus.Clients;

/// <summary>
/// An EV maker's own system with MassTransit and the contracts: sends commands, gets the answers, and follows the entries of its batteries.
/// Of the registry it knows the names in shared/Hosting/Bus/README.md.
/// </summary>
internal sealed class MassTransitMaker : IAsyncDisposable
{
    private const string Commands = "traceability.commands";
    private const string Entries = "traceability.entries";

    private readonly IBusControl bus;
    private readonly string user;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> waiting = new();

    public MassTransitMaker(Uri broker, string user, string interest)
    {
        this.user = user;
        bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(configure =>
        {
            configure.Host(broker);
            configure.UseRawJsonSerializer(RawSerializerOptions.CopyHeaders, isDefault: true);
            configure.Message<Command>(command => command.SetEntityName(Commands));
            configure.Publish<Command>(command => command.ExchangeType = ExchangeType.Topic);
            configure.ReceiveEndpoint($"{user}.answers", queue => Read(queue, () => queue.Handler<JsonObject>(Take)));
            configure.ReceiveEndpoint($"{user}.entries", queue => Read(queue, () =>
            {
                queue.Bind(Entries, binding => (binding.ExchangeType, binding.RoutingKey) = (ExchangeType.Topic, interest));
                queue.Handler<EntryRecorded>(context =>
                {
                    Heard.Enqueue(context.Message);
                    return Task.CompletedTask;
                });
            }));
        });
    }

    /// <summary>What was recorded, as it was told.</summary>
    public ConcurrentQueue<EntryRecorded> Heard { get; } = [];

    public Task Start(CancellationToken cancellation) => bus.StartAsync(cancellation);

    /// <summary>Sends a command and waits for the answer.</summary>
    public async Task<JsonObject> Do(string operation, object body, CancellationToken cancellation)
    {
        var id = Guid.NewGuid();
        var answer = waiting[id.ToString()] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await bus.Publish(
            new Command(body),
            context =>
            {
                var sent = (RabbitMqSendContext)context;
                sent.Mandatory = true;
                sent.BasicProperties.UserId = user;
                sent.BasicProperties.ReplyTo = $"{user}.answers";
                sent.MessageId = id;
                sent.SetRoutingKey(operation);
            },
            cancellation);
        return await answer.Task.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync() => await bus.StopAsync();

    private static void Read(IRabbitMqReceiveEndpointConfigurator queue, Action handlers)
    {
        queue.ConfigureConsumeTopology = false;
        queue.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        handlers();
    }

    private Task Take(ConsumeContext<JsonObject> context)
    {
        var properties = context.ReceiveContext.GetPayload<RabbitMqBasicConsumeContext>().Properties;
        waiting[properties.CorrelationId!].TrySetResult(context.Message);
        return Task.CompletedTask;
    }
}

/// <summary>A command: what the REST operation takes.</summary>
[JsonConverter(typeof(CommandConverter))]
public sealed record Command(object Body);

/// <summary>Writes the body alone, in the form of the contracts: MassTransit itself would write numbers as text.</summary>
public sealed class CommandConverter : JsonConverter<Command>
{
    /// <inheritdoc/>
    public override Command Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Command value, JsonSerializerOptions options) =>
        writer.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(value.Body, value.Body.GetType(), TraceabilityJson.Options));
}
