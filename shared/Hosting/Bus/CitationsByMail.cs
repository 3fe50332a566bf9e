using System.Collections.Concurrent;
using MassTransit;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;

namespace Traceability.Hosting.Bus;

/// <summary>
/// Cites lots that another service keeps: asks it to take, registers the battery, and tells that this is over. Where no answer comes, or
/// this process ends in between, who keeps the lots finds out from the dossier what is due.
/// </summary>
internal sealed class CitationsByMail(MassTransit.IBus broker, BusMember member, TimeProvider clock) : ILotCitations
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<CitationTaken>> asked = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<Outcome> Cite(LotCitation citation, Func<Task<Outcome>> record, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7().ToString("N");
        if (await Ask(new(id, member.Process, citation), cancellation) is not { } taken)
        {
            return HostingRefusals.NotAvailable.With();
        }

        if (taken.Refusal is { } refusal)
        {
            return refusal.Unpack();
        }

        try
        {
            return await record();
        }
        finally
        {
            _ = broker.PublishTo(taken.By, new CitationEnded(id), CancellationToken.None);
        }
    }

    /// <summary>Takes the answer to a question of this process.</summary>
    public void Receive(CitationTaken taken)
    {
        if (asked.TryGetValue(taken.Id, out var question))
        {
            question.TrySetResult(taken);
        }
    }

    private async Task<CitationTaken?> Ask(CitationWanted wanted, CancellationToken cancellation)
    {
        var question = new TaskCompletionSource<CitationTaken>(TaskCreationOptions.RunContinuationsAsynchronously);
        asked[wanted.Id] = question;
        using var patience = new CancellationTokenSource(AnswerWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await broker.Publish(wanted, context => context.Durable = false, either.Token);
            return await question.Task.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            asked.TryRemove(wanted.Id, out _);
        }
    }
}
