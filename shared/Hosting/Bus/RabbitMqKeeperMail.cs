using MassTransit;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Hosting.Bus;

/// <summary>
/// How keepers reach each other over the broker. Dossiers that are handed over lie in the durable queue of their new keeper; requests and
/// answers are forgotten after a few seconds, since who asks repeats them.
/// </summary>
internal sealed class RabbitMqKeeperMail(MassTransit.IBus broker, BusMember member) : IKeeperMail
{
    /// <inheritdoc/>
    public string ReplyTo => member.Process;

    /// <inheritdoc/>
    public Task Ask(string keeper, DossierRequest request, CancellationToken cancellation) => broker.Publish(
        request,
        context =>
        {
            context.Durable = false;
            context.SetRoutingKey(keeper);
        },
        cancellation);

    /// <inheritdoc/>
    public Task Answer(DossierRequest request, DossierAnswer answer, CancellationToken cancellation) =>
        broker.PublishTo(request.ReplyTo, answer, cancellation);

    /// <inheritdoc/>
    public Task Post(HandOver handOver, CancellationToken cancellation) => broker.Publish(
        handOver,
        context =>
        {
            context.Mandatory = true;
            context.SetRoutingKey(handOver.To);
        },
        cancellation);
}

/// <summary>What a process is on the bus.</summary>
/// <param name="Service">The service that it is a replica of.</param>
internal sealed record BusMember(string Service)
{
    /// <summary>Its own name, which no other process has.</summary>
    public string Process { get; } = $"{Service}.{Guid.CreateVersion7():N}";
}
