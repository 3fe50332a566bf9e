using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers.HandOvers;

/// <summary>
/// Requests that wait for a dossier on its way here. Only a help: who asks asks again, so that what is forgotten costs a moment.
/// </summary>
internal sealed class WaitingRequests(TimeProvider clock)
{
    private const int DossiersMax = 10_000;

    private readonly Dictionary<BatteryCode, List<(DossierRequest Request, long Since)>> waiting = [];

    /// <summary>Lets a request wait; a repetition takes the place of the first.</summary>
    public void Add(DossierRequest request)
    {
        lock (waiting)
        {
            if (!waiting.TryGetValue(request.Battery, out var requests))
            {
                if (waiting.Count >= DossiersMax)
                {
                    return;
                }

                waiting[request.Battery] = requests = [];
            }

            var place = requests.FindIndex(known => known.Request.Id == request.Id);
            if (place >= 0)
            {
                requests[place] = (request, clock.GetTimestamp());
            }
            else
            {
                requests.Add((request, clock.GetTimestamp()));
            }
        }
    }

    /// <summary>Takes out all that wait for a dossier, in the order in which they came.</summary>
    public IReadOnlyList<DossierRequest> Take(BatteryCode battery)
    {
        lock (waiting)
        {
            return waiting.Remove(battery, out var requests) ? [.. requests.Select(known => known.Request)] : [];
        }
    }

    /// <summary>Forgets requests that nobody can be waiting for any more.</summary>
    public void Forget(TimeSpan olderThan)
    {
        lock (waiting)
        {
            foreach (var (battery, requests) in waiting.ToArray())
            {
                requests.RemoveAll(known => clock.GetElapsedTime(known.Since) > olderThan);
                if (requests.Count == 0)
                {
                    waiting.Remove(battery);
                }
            }
        }
    }
}
