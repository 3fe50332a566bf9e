using MassTransit;

namespace Traceability.Hosting.Bus;

/// <summary>
/// How every durable queue is declared. All processes declare all of them, and a broker refuses a queue that two declare differently: a
/// change here needs new names or a broker without the old queues.
/// </summary>
internal static class QueueForm
{
    /// <summary>What stands behind the name of the queue of dead letters.</summary>
    public const string DeadLetterSuffix = "_error";

    /// <summary>
    /// A quorum queue that survives the loss of a broker node. What kills its reader again and again is set aside by the broker, beside
    /// what the reader itself sets aside.
    /// </summary>
    public static void Durable(IRabbitMqQueueConfigurator queue, string name)
    {
        queue.SetQuorumQueue();
        queue.SetQueueArgument("x-dead-letter-exchange", "");
        queue.SetQueueArgument("x-dead-letter-routing-key", $"{name}{DeadLetterSuffix}");
    }

    /// <summary>The same, read by one process at a time, so that messages keep their order; another takes over where that one ends.</summary>
    public static void InOrder(IRabbitMqQueueConfigurator queue, string name)
    {
        Durable(queue, name);
        queue.SingleActiveConsumer = true;
    }
}
