using System.Net.Http.Headers;
using System.Text;
using RabbitMQ.Client;
using Traceability.Fixtures;

namespace Traceability.Containers.Tests;

/// <summary>What the bus asks of RabbitMQ.</summary>
public sealed class RabbitMqTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_confirmed_message_waits_in_a_quorum_queue()
    {
        var factory = new ConnectionFactory { Uri = await RabbitMqServer.Address() };
        await using var connection = await factory.CreateConnectionAsync(Stop);
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Stop);
        var queue = $"containers-tests-{Guid.NewGuid():N}";
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: Stop);

        await channel.BasicPublishAsync(string.Empty, queue, mandatory: true, Encoding.UTF8.GetBytes("entry"), Stop);
        var message = await channel.BasicGetAsync(queue, autoAck: true, Stop);

        Assert.Equal("entry", Encoding.UTF8.GetString(message!.Body.Span));
        await channel.QueueDeleteAsync(queue, cancellationToken: Stop);
    }

    [Fact]
    public async Task Its_management_interface_tells_the_version()
    {
        var address = await RabbitMqServer.Management();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(address.UserInfo)));

        var overview = await http.GetStringAsync(new UriBuilder(address) { UserName = null, Password = null, Path = "/api/overview" }.Uri, Stop);

        Assert.Contains("\"rabbitmq_version\":\"4.", overview, StringComparison.Ordinal);
    }
}
