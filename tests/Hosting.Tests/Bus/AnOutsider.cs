using System.Text;
using RabbitMQ.Client;

namespace Traceability.Hosting.Tests.Bus;

/// <summary>A client that knows nothing but AMQP.</summary>
internal sealed class AnOutsider : IAsyncDisposable
{
    private readonly IConnection connection;

    private AnOutsider(IConnection connection, IChannel channel) => (this.connection, Channel) = (connection, channel);

    public IChannel Channel { get; }

    public static async Task<AnOutsider> Connect(Uri address)
    {
        var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
        return new(connection, await connection.CreateChannelAsync());
    }

    /// <summary>A queue of its own, bound to an exchange.</summary>
    public async Task<string> Listen(string exchange, string routingKey)
    {
        var queue = await OwnQueue();
        await Channel.QueueBindAsync(queue, exchange, routingKey);
        return queue;
    }

    /// <summary>A queue of its own, by a name that the broker gives it or it gives itself.</summary>
    public async Task<string> OwnQueue(string name = "") =>
        (await Channel.QueueDeclareAsync(name, durable: false, exclusive: true, autoDelete: false)).QueueName;

    public async Task Send(string exchange, string routingKey, string body, BasicProperties? properties = null) =>
        await Channel.BasicPublishAsync(exchange, routingKey, mandatory: false, properties ?? new(), Encoding.UTF8.GetBytes(body));

    /// <summary>The next message of a queue.</summary>
    public async Task<BasicGetResult> Next(string queue)
    {
        BasicGetResult? got = null;
        await Eventually.Holds("a message comes", async () => (got = await Channel.BasicGetAsync(queue, autoAck: true)) is not null);
        return got!;
    }

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
