using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Hosting.Bus;

/// <summary>
/// Letters to one process, by its name, and questions to any process of the service that keeps the lots. They may get lost: who waits for
/// one asks again, or gives up after a while.
/// </summary>
internal static partial class ProcessMail
{
    private const string Processes = "traceability.processes";
    private const string Citations = "traceability.lot-citations";
    private const string CitationQueue = "recycling.lot-citations";
    private const int AtOnceMax = 256;

    /// <summary>Sends a letter to a process.</summary>
    public static Task PublishTo<TLetter>(this MassTransit.IBus broker, string process, TLetter letter, CancellationToken cancellation)
        where TLetter : class => broker.Publish(
            letter,
            context =>
            {
                context.Durable = false;
                context.SetRoutingKey(process);
            },
            cancellation);

    /// <summary>Says how letters are published.</summary>
    public static void Declare(IRabbitMqBusFactoryConfigurator bus)
    {
        Direct<DossierAnswer>(bus);
        Direct<CitationTaken>(bus);
        Direct<CitationEnded>(bus);
        bus.Message<CitationWanted>(message => message.SetEntityName(Citations));
        bus.Publish<CitationWanted>(publish =>
        {
            publish.ExchangeType = ExchangeType.Fanout;
            publish.BindQueue(Citations, CitationQueue, QueueForm.Fleeting);
        });
    }

    /// <summary>Reads the letters to this process, and the questions where it keeps the lots.</summary>
    public static void Connect(IRabbitMqBusFactoryConfigurator bus, IServiceProvider process, BusMember member)
    {
        var log = process.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProcessMail));
        bus.ReceiveEndpoint(new TemporaryEndpointDefinition(member.Process), queue =>
        {
            queue.Take(AtOnceMax);
            ((IRabbitMqReceiveEndpointConfigurator)queue).Bind(
                Processes, binding => (binding.ExchangeType, binding.RoutingKey) = (ExchangeType.Direct, member.Process));
            queue.Handler<DossierAnswer>(context => OrForget(
                process.GetRequiredService<HandOverDesk>().Receive(context.Message, context.CancellationToken), log));
            queue.Handler<CitationTaken>(context =>
            {
                process.GetRequiredService<CitationsByMail>().Receive(context.Message);
                return Task.CompletedTask;
            });
            queue.Handler<CitationEnded>(context =>
            {
                process.GetRequiredService<CitationDesk>().Receive(context.Message);
                return Task.CompletedTask;
            });
        });
        if (CitationQueue.StartsWith(member.Service, StringComparison.Ordinal))
        {
            bus.ReceiveEndpoint(CitationQueue, queue =>
            {
                QueueForm.Fleeting(queue);
                queue.Take(AtOnceMax);
                queue.Handler<CitationWanted>(context => OrForget(
                    process.GetRequiredService<CitationDesk>().Receive(context.Message, context.CancellationToken), log));
            });
        }
    }

    /// <summary>Notes what could not be handled: who wrote it will write again.</summary>
    public static async Task OrForget(Task handling, ILogger log)
    {
        try
        {
            await handling;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogForgotten(log, failure);
        }
    }

    private static void Direct<TLetter>(IRabbitMqBusFactoryConfigurator bus)
        where TLetter : class
    {
        bus.Message<TLetter>(message => message.SetEntityName(Processes));
        bus.Publish<TLetter>(publish => publish.ExchangeType = ExchangeType.Direct);
    }

    [LoggerMessage(LogLevel.Warning, "A request or an answer could not be handled; it will come again")]
    private static partial void LogForgotten(ILogger log, Exception failure);
}
