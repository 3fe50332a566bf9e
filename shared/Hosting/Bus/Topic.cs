using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;

namespace Traceability.Hosting.Bus;

/// <summary>
/// A type of message and the services that take it. Every process declares the queues of all of them, so that what is published before a
/// service has ever run waits for it: no entry is lost because somebody started late.
/// </summary>
/// <param name="exchange">Where it is published.</param>
/// <param name="name">What stands in the names of its queues.</param>
/// <param name="services">Who takes it.</param>
internal abstract class Topic(string exchange, string name, params string[] services)
{
    private static readonly string[] Everybody = ["parties", "registration", "ownership", "retirement", "second-life", "recycling", "audit"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Topic> All { get; } =
    [
        new Topic<EntryRecorded>("traceability.entries", "entry-recorded", "audit", "ownership", "retirement"),
        new Topic<PartyChanged>("traceability.parties", "party-changed", Everybody) { IsHeardByEachProcess = true },
        new Topic<LotChanged>("traceability.lots", "lot-changed", "audit"),
        new Topic<TreatmentCompleted>("traceability.treatments", "treatment-completed", "audit"),
        new Topic<RecordingRefused>("traceability.refusals", "recording-refused", "audit"),
    ];

    /// <summary>Where it is published.</summary>
    public string Exchange => exchange;

    /// <summary>
    /// Whether each process needs it for what it has in memory, beside the one of its service that takes it from the durable queue.
    /// </summary>
    public bool IsHeardByEachProcess { get; init; }

    /// <summary>Who takes it.</summary>
    public IReadOnlyList<string> Services => services;

    /// <summary>The queue of a service.</summary>
    public string QueueOf(string service) => $"{service}.{name}";

    /// <summary>Says how messages of this type are published, and what is declared with it.</summary>
    public abstract void Declare(IRabbitMqBusFactoryConfigurator bus);

    /// <summary>Brings messages of this type to the subscribers of this process.</summary>
    public abstract void Connect(IRabbitMqBusFactoryConfigurator bus, IServiceProvider process, string service);
}

/// <inheritdoc cref="Topic"/>
internal sealed class Topic<TMessage>(string exchange, string name, params string[] services) : Topic(exchange, name, services)
    where TMessage : class, IMessage
{
    // As many as a subscriber takes in one write; beyond that they wait at the broker.
    private const int UntakenMax = 1000;

    /// <inheritdoc/>
    public override void Declare(IRabbitMqBusFactoryConfigurator bus)
    {
        bus.Message<TMessage>(message => message.SetEntityName(Exchange));
        bus.Publish<TMessage>(publish =>
        {
            publish.ExchangeType = ExchangeType.Topic;
            foreach (var queue in Services.Select(QueueOf))
            {
                publish.BindQueue(Exchange, queue, binding =>
                {
                    (binding.ExchangeType, binding.RoutingKey) = (ExchangeType.Topic, "#");
                    QueueForm.InOrder(binding);
                });
            }
        });
    }

    /// <inheritdoc/>
    public override void Connect(IRabbitMqBusFactoryConfigurator bus, IServiceProvider process, string service)
    {
        if (!process.GetRequiredService<IServiceProviderIsService>().IsService(typeof(ISubscriber<TMessage>)))
        {
            return;
        }

        if (!Services.Contains(service))
        {
            throw new InvalidOperationException(
                $"{service} subscribes to {typeof(TMessage).Name}, but Topic.All does not name it: what others publish would not reach it.");
        }

        // Subscribers may need the bus, which is being made.
        var lanes = new Lazy<SubscriberLanes<TMessage>>(process.GetRequiredService<SubscriberLanes<TMessage>>);
        bus.ReceiveEndpoint(QueueOf(service), queue =>
        {
            QueueForm.InOrder(queue);
            Take(queue, lanes, process);
        });
        if (IsHeardByEachProcess)
        {
            bus.ReceiveEndpoint(new TemporaryEndpointDefinition(QueueOf(service)), queue =>
            {
                ((IRabbitMqReceiveEndpointConfigurator)queue).Bind(Exchange, binding => (binding.ExchangeType, binding.RoutingKey) = (ExchangeType.Topic, "#"));
                Take(queue, lanes, process);
            });
        }
    }

    private static void Take(IReceiveEndpointConfigurator queue, Lazy<SubscriberLanes<TMessage>> lanes, IServiceProvider process)
    {
        queue.Take(UntakenMax);
        queue.Instance(new QueueReader<TMessage>(lanes, process.GetRequiredService<TimeProvider>()));
    }
}
