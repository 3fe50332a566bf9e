using System.Collections.Concurrent;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;

namespace Traceability.Hosting.Bus;

/// <summary>
/// Takes from lots for batteries that another service registers. It waits for that service to say that the registration is over, far longer
/// than one lasts but not so long that a sweep gives back what was taken, and then asks the dossier whether the battery cites it.
/// </summary>
internal sealed class CitationDesk(ILotCitations citations, MassTransit.IBus broker, BusMember member, TimeProvider clock)
{
    private static readonly TimeSpan OverWithin = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> open = new(StringComparer.Ordinal);

    /// <summary>Takes what is wanted and answers; ends when the registration is over.</summary>
    public async Task Receive(CitationWanted wanted, CancellationToken cancellation)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        open[wanted.Id] = over;
        try
        {
            var outcome = await citations.Cite(wanted.Citation, () => Registered(wanted, over.Task, cancellation), cancellation);
            if (outcome is Outcome.Refused(var refusal) && refusal.Kind != HostingRefusals.NotAvailable)
            {
                await broker.PublishTo(wanted.From, new CitationTaken(wanted.Id, member.Process, RefusalLetter.Of(refusal)), cancellation);
            }
        }
        finally
        {
            open.TryRemove(wanted.Id, out _);
        }
    }

    /// <summary>Takes the news that a registration is over.</summary>
    public void Receive(CitationEnded ended)
    {
        if (open.TryGetValue(ended.Id, out var over))
        {
            over.TrySetResult();
        }
    }

    // What it comes to is for the dossier to say.
    private async Task<Outcome> Registered(CitationWanted wanted, Task over, CancellationToken cancellation)
    {
        await broker.PublishTo(wanted.From, new CitationTaken(wanted.Id, member.Process, null), cancellation);
        try
        {
            await over.WaitAsync(OverWithin, clock, cancellation);
        }
        catch (TimeoutException)
        {
            // The process that asked has ended.
        }

        return HostingRefusals.NotAvailable.With();
    }
}
