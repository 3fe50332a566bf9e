using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;

namespace Traceability.Audit.Family;

/// <summary>Takes what is told of lots and treatments.</summary>
public sealed class KeepMaterial(IFamilyStore families) : ISubscriber<LotChanged>, ISubscriber<TreatmentCompleted>
{
    /// <inheritdoc/>
    public Task Receive(IReadOnlyList<LotChanged> messages, CancellationToken cancellation) =>
        families.Keep([.. messages.Select(message => message.Lot)], cancellation);

    /// <inheritdoc/>
    public Task Receive(IReadOnlyList<TreatmentCompleted> messages, CancellationToken cancellation) =>
        families.Keep([.. messages.Select(message => message.Treatment)], cancellation);
}
