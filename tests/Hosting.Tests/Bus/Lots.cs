using System.Collections.Concurrent;
using Traceability.Contracts;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;

namespace Traceability.Hosting.Tests.Bus;

/// <summary>Who keeps the lots, and notes what happens to them.</summary>
internal sealed class Lots : ILotCitations
{
    public Refusal? Refusal { get; init; }

    public LotCitation? Cited { get; private set; }

    public ConcurrentQueue<string> Events { get; } = [];

    public async Task<Outcome> Cite(LotCitation citation, Func<Task<Outcome>> record, CancellationToken cancellation)
    {
        if (Refusal is not null)
        {
            return Refusal;
        }

        Cited = citation;
        Events.Enqueue("taken");
        var outcome = await record();
        Events.Enqueue("settled");
        return outcome;
    }
}
