using Traceability.Audit.Family;
using Traceability.Contracts.Materials;

namespace Traceability.Audit.Origins;

/// <summary>All that a lot came from, back to the batteries, through treatments, splits, merges and shipments.</summary>
internal sealed class OriginGraph
{
    private const int ThingsMax = 20_000;

    private readonly NodeId lot;
    private readonly Dictionary<NodeId, IReadOnlyList<MaterialInput>> inputs = [];
    private readonly List<NodeId> order = [];

    /// <summary>Reads what the lot came from, up to twenty thousand lots and treatments.</summary>
    public OriginGraph(MaterialSource source, NodeId lot)
    {
        this.lot = lot;
        var reading = new Queue<NodeId>([lot]);
        inputs[lot] = [];
        while (reading.TryDequeue(out var node))
        {
            inputs[node] = source.InputsOf(node);
            foreach (var input in inputs[node].Where(input => input.From.Kind != NodeKind.Battery && inputs.Count < ThingsMax))
            {
                if (inputs.TryAdd(input.From, []))
                {
                    reading.Enqueue(input.From);
                }
            }
        }

        Order();
    }

    /// <summary>How much of a metal in the lot came from each battery, as parts of 1.</summary>
    /// <param name="metal">The metal; null for the material as a whole.</param>
    /// <returns>Parts by battery code, and what came from nobody knows where; all together make 1.</returns>
    public (IReadOnlyDictionary<string, double> Batteries, double Unknown) SharesOf(Metal? metal)
    {
        var batteries = new Dictionary<string, double>(StringComparer.Ordinal);
        var parts = new Dictionary<NodeId, double> { [lot] = 1 };
        var unknown = 0d;
        foreach (var node in order)
        {
            parts.Remove(node, out var part);
            if (inputs[node].Count == 0)
            {
                unknown += part;
            }

            foreach (var (input, share) in inputs[node].Zip(MaterialShares.Of(inputs[node], metal)))
            {
                if (input.From.Kind == NodeKind.Battery)
                {
                    batteries[input.From.Id] = batteries.GetValueOrDefault(input.From.Id) + (part * share);
                }
                else
                {
                    parts[input.From] = parts.GetValueOrDefault(input.From) + (part * share);
                }
            }
        }

        // What is left lies beyond what was read, or in lots that are said to come from each other.
        return (batteries, unknown + parts.Values.Sum());
    }

    // Each thing after all that was made of it, so that its whole part is known when it is shared out. What runs in a circle has no place.
    private void Order()
    {
        var users = new Dictionary<NodeId, int>();
        foreach (var input in inputs.Values.SelectMany(all => all))
        {
            users[input.From] = users.GetValueOrDefault(input.From) + 1;
        }

        var ready = new Queue<NodeId>(users.ContainsKey(lot) ? [] : [lot]);
        while (ready.TryDequeue(out var node))
        {
            order.Add(node);
            foreach (var input in inputs[node])
            {
                if (--users[input.From] == 0 && inputs.ContainsKey(input.From))
                {
                    ready.Enqueue(input.From);
                }
            }
        }
    }
}
