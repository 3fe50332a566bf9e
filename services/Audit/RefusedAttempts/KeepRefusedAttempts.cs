using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Parties;

namespace Traceability.Audit.RefusedAttempts;

/// <summary>Takes what services tell of refused attempts.</summary>
public sealed class KeepRefusedAttempts(IRefusedAttempts attempts, PartyDirectory parties) : ISubscriber<RecordingRefused>
{
    /// <inheritdoc/>
    public Task Receive(IReadOnlyList<RecordingRefused> messages, CancellationToken cancellation) =>
        attempts.Keep([.. messages.Select(refused => (refused, parties.Find(refused.Party)?.Region))], cancellation);
}
