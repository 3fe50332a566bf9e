using Testcontainers.RabbitMq;

namespace Traceability.Fixtures;

/// <summary>The RabbitMQ that the tests of this process share. Let each test class use names or virtual hosts of its own.</summary>
public static class RabbitMqServer
{
    private const string Guest = "guest";
    private const int ManagementPort = 15672;

    private static readonly SharedContainer<RabbitMqContainer> Container = new("rabbitmq:4-management", image => new RabbitMqBuilder(image)
        .WithUsername(Guest)
        .WithPassword(Guest)
        .WithPortBinding(ManagementPort, assignRandomHostPort: true)
        .WithLabel(Leftovers.Label, Leftovers.ThisProcess)
        .Build());

    /// <summary>
    /// Its AMQP address with the guest's credentials: that of the environment variable TRACEABILITY_RABBITMQ, else of a container.
    /// The calling test is skipped where neither can be had.
    /// </summary>
    public static async Task<Uri> Address() =>
        Environment.GetEnvironmentVariable("TRACEABILITY_RABBITMQ") is { Length: > 0 } given
            ? new(given)
            : new((await Container.Started()).GetConnectionString());

    /// <summary>
    /// The address of its management interface, with the guest's credentials: that of TRACEABILITY_RABBITMQ_MANAGEMENT beside
    /// TRACEABILITY_RABBITMQ, whose usual port it has otherwise.
    /// </summary>
    public static async Task<Uri> Management()
    {
        if (Environment.GetEnvironmentVariable("TRACEABILITY_RABBITMQ_MANAGEMENT") is { Length: > 0 } given)
        {
            return new(given);
        }
        var broker = await Address();
        var port = Environment.GetEnvironmentVariable("TRACEABILITY_RABBITMQ") is { Length: > 0 }
            ? ManagementPort
            : (await Container.Started()).GetMappedPublicPort(ManagementPort);
        return new UriBuilder(Uri.UriSchemeHttp, broker.Host, port) { UserName = Guest, Password = Guest }.Uri;
    }
}
