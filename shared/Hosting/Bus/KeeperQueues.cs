using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Hosting.Bus;

/// <summary>The queues of <see cref="RabbitMqKeeperMail"/>: what is posted waits for the new keeper even if that has never run.</summary>
internal static class KeeperQueues
{
    /// <summary>The services that keep dossiers.</summary>
    public static readonly string[] Keepers = ["registration", "ownership", "retirement", "second-life", "recycling"];

    private const int AtOnceMax = 256;
    private const int AttemptsMax = 1000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Says how mail is published, and declares the queues of all keepers.</summary>
    public static void Declare(IRabbitMqBusFactoryConfigurator bus)
    {
        const string HandOvers = "traceability.hand-overs", Requests = "traceability.dossier-requests";
        bus.Message<HandOver>(message => message.SetEntityName(HandOvers));
        bus.Message<DossierRequest>(message => message.SetEntityName(Requests));
        Route<HandOver>(bus, HandOvers, PostOf, QueueForm.Durable);
        Route<DossierRequest>(bus, Requests, RequestsOf, QueueForm.Fleeting);
    }

    /// <summary>Brings mail to the desk of this process, where it has one.</summary>
    public static void Connect(IRabbitMqBusFactoryConfigurator bus, IServiceProvider process, BusMember member)
    {
        if (process.GetService<HandOverSettings>() is null)
        {
            return;
        }

        // The desk needs the bus to be made.
        var desk = new Lazy<HandOverDesk>(process.GetRequiredService<HandOverDesk>);
        var log = process.GetRequiredService<ILoggerFactory>().CreateLogger<RabbitMqKeeperMail>();
        bus.ReceiveEndpoint(PostOf(member.Service), queue =>
        {
            QueueForm.Durable(queue);
            queue.Take(AtOnceMax);
            queue.UseMessageRetry(retry =>
            {
                retry.Handle<Exception>(PassingFaults.Is);
                retry.Exponential(AttemptsMax, FirstPause, LongestPause, FirstPause);
            });
            queue.Handler<HandOver>(context => desk.Value.Receive(context.Message, context.CancellationToken));
        });
        bus.ReceiveEndpoint(RequestsOf(member.Service), queue =>
        {
            QueueForm.Fleeting(queue);
            queue.Take(AtOnceMax);
            queue.Handler<DossierRequest>(context => ProcessMail.OrForget(desk.Value.Receive(context.Message, context.CancellationToken), log));
        });
    }

    /// <summary>Where dossiers wait for their new keeper.</summary>
    public static string PostOf(string keeper) => $"keeper.{keeper}";

    private static string RequestsOf(string keeper) => $"keeper.{keeper}.requests";

    private static void Route<TMail>(
        IRabbitMqBusFactoryConfigurator bus, string exchange, Func<string, string> queueOf, Action<IRabbitMqQueueConfigurator> form)
        where TMail : class => bus.Publish<TMail>(publish =>
    {
        publish.ExchangeType = ExchangeType.Direct;
        foreach (var keeper in Keepers)
        {
            publish.BindQueue(exchange, queueOf(keeper), binding =>
            {
                (binding.ExchangeType, binding.RoutingKey) = (ExchangeType.Direct, keeper);
                form(binding);
            });
        }
    });
}
