using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.HandOvers;
using Traceability.Dossiers.Materials;
using Traceability.Hosting.Bus.Commands;

namespace Traceability.Hosting.Bus;

/// <summary>Adds the bus of a registry of several processes.</summary>
public static class BusRegistration
{
    /// <summary>The setting that says where the broker is: <c>amqp://user:password@host:5672/vhost</c>.</summary>
    public const string AddressSetting = "RabbitMq:Address";

    /// <summary>
    /// Publishes on RabbitMQ and brings messages to every subscriber of this process. It starts without the broker, too, and goes on
    /// trying: until then what is to be published waits where it was recorded.
    /// </summary>
    /// <param name="builder">The process.</param>
    /// <param name="service">The service that it is a replica of; it stands in the names of its queues.</param>
    public static TBuilder AddRabbitMqBus<TBuilder>(this TBuilder builder, string service)
        where TBuilder : IHostApplicationBuilder
    {
        var address = AddressIn(builder.Configuration);
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        builder.Services
            .AddSingleton(new BusMember(service))
            .AddSingleton<IKeeperMail, RabbitMqKeeperMail>()
            .AddSingleton<CitationsByMail>()
            .AddSingleton<CitationDesk>()
            .AddSingleton<EntryTopics>()
            .AddSingleton(typeof(SubscriberLanes<>))
            .AddSingleton<Dossiers.Bus.IBus, RabbitMqBus>()
            .AddHostedService<PartyReading>()
            .AddMassTransit(registration =>
            {
                registration.DisableUsageTelemetry();
                registration.ConfigureHealthCheckOptions(check => (check.Name, check.MinimalFailureStatus) = ("broker", HealthStatus.Degraded));
                registration.UsingRabbitMq((process, bus) => Configure(bus, process, address));
            });

        if (builder is WebApplicationBuilder)
        {
            builder.Services.AddSingleton<CommandRoutes>().AddSingleton<CommandExecution>().AddHostedService<CommandDoor>();
        }

        // Who keeps the lots has a nearer one.
        builder.Services.TryAddSingleton<ILotCitations>(process => process.GetRequiredService<CitationsByMail>());
        builder.Services.Configure<MassTransitHostOptions>(host => (host.ConsumerStopTimeout, host.StopTimeout) = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10)));
        return builder;
    }

    internal static Uri AddressIn(IConfiguration configuration) =>
        configuration[AddressSetting] is { } text && Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException($"Set {AddressSetting} to where the broker is: amqp://user:password@host:5672/vhost.");

    private static void Configure(IRabbitMqBusFactoryConfigurator bus, IBusRegistrationContext process, Uri address)
    {
        var member = process.GetRequiredService<BusMember>();
        LogContext.ConfigureCurrentLogContext(process.GetRequiredService<ILoggerFactory>());
        bus.Host(address, member.Process);
        bus.ClearSerialization();
        bus.AddSerializer(new PlainJson());
        bus.AddDeserializer(new PlainJson(), isDefault: true);

        // Messages have it in common, but nobody takes them by it.
        bus.Publish<IMessage>(common => common.Exclude = true);
        bus.DeployPublishTopology = true;
        foreach (var topic in Topic.All)
        {
            topic.Declare(bus);
            topic.Connect(bus, process, member.Service);
        }

        ProcessMail.Declare(bus);
        ProcessMail.Connect(bus, process, member);
        KeeperQueues.Declare(bus);
        KeeperQueues.Connect(bus, process, member);
    }
}
