using MassTransit;
using MassTransit.Middleware;

namespace Traceability.Hosting.Bus;

/// <summary>
/// How every durable queue is declared. All processes declare all of them, and a broker refuses a queue that two declare differently: a
/// change here needs new names or a broker without the old queues.
/// </summary>
internal static class QueueForm
{
    /// <summary>What stands behind the name of the queue of dead letters.</summary>
    public const string DeadLetterSuffix = "_error";

    private static readonly TimeSpan FleetingFor = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A quorum queue: it survives the loss of a broker node, and never throws a message away however often its reader died over it. What a
    /// reader sets aside goes to a queue of the same form, which is there from the first such message on.
    /// </summary>
    public static void Durable(IRabbitMqQueueConfigurator queue)
    {
        queue.SetQuorumQueue();
        queue.SetQueueArgument("x-delivery-limit", -1);
    }

    /// <summary>The same, read by one process at a time, so that messages keep their order; another takes over where that one ends.</summary>
    public static void InOrder(IRabbitMqQueueConfigurator queue)
    {
        Durable(queue);
        queue.SingleActiveConsumer = true;
    }

    /// <summary>What is asked for at once; who asks repeats it.</summary>
    public static void Fleeting(IRabbitMqQueueConfigurator queue) => queue.SetQueueArgument("x-message-ttl", FleetingFor);

    /// <summary>Reads a queue of this registry: only what is bound to it, with so many messages at work at once.</summary>
    public static void Take(this IReceiveEndpointConfigurator queue, ushort atOnceMax)
    {
        queue.ConfigureConsumeTopology = false;
        queue.PublishFaults = false;
        queue.PrefetchCount = atOnceMax;
        queue.ConfigureError(failed =>
        {
            failed.UseFilter(new BackWhenStopping());
            failed.UseFilter(new ErrorTransportFilter());
        });
    }

    // A message that was at work when the process ended is not at fault: thrown on, it goes back to where it lay.
    private sealed class BackWhenStopping : IFilter<ExceptionReceiveContext>
    {
        public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next) =>
            context.Exception is OperationCanceledException ? Task.FromException(context.Exception) : next.Send(context);

        public void Probe(ProbeContext context) => context.CreateFilterScope("backWhenStopping");
    }
}
