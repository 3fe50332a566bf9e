using Traceability.Audit.Family;
using Traceability.Contracts.Materials;

namespace Traceability.Audit.Origins;

/// <summary>All lots that material of a treated battery went into.</summary>
internal sealed class UseGraph
{
    private const int ThingsMax = 20_000;
    private const int LinksAtOnce = 500;

    // Above the keys of all batteries, below those of lots and treatments.
    private const string PastBatteries = "b;";

    private readonly NodeId battery;
    private readonly List<NodeId> order = [];
    private readonly Dictionary<NodeId, IReadOnlyList<MaterialInput>> inputs = [];

    /// <summary>Reads what the battery's material went into, up to twenty thousand lots and treatments.</summary>
    public UseGraph(IFamilyStore families, MaterialSource source, NodeId battery)
    {
        this.battery = battery;
        var users = new Dictionary<NodeId, List<NodeId>>();
        var reading = new Queue<NodeId>([battery]);
        while (reading.TryDequeue(out var node))
        {
            users[node] = [.. LinksInto(families, node).Where(link => link.Kind is LinkKind.TreatedIn or LinkKind.RecoveredAs or LinkKind.PassedInto).Select(link => link.Into).Distinct()];
            foreach (var user in users[node].Where(_ => inputs.Count < ThingsMax))
            {
                if (inputs.TryAdd(user, source.InputsOf(user)))
                {
                    reading.Enqueue(user);
                }
            }
        }

        Order(users);
    }

    /// <summary>The lots, by id.</summary>
    public IReadOnlyList<string> Lots => [.. order.Where(node => node.Kind == NodeKind.Lot).Select(lot => lot.Id).Order(StringComparer.Ordinal)];

    /// <summary>How much of a metal in each lot came from the battery, as parts of 1.</summary>
    /// <param name="metal">The metal; null for the material as a whole.</param>
    public IReadOnlyDictionary<NodeId, double> SharesOf(Metal? metal)
    {
        var parts = new Dictionary<NodeId, double> { [battery] = 1 };
        foreach (var node in order)
        {
            parts[node] = inputs[node].Zip(MaterialShares.Of(inputs[node], metal)).Sum(input => input.Second * parts.GetValueOrDefault(input.First.From));
        }

        return parts;
    }

    private static IEnumerable<FamilyLink> LinksInto(IFamilyStore families, NodeId node)
    {
        var after = PastBatteries;
        IReadOnlyList<FamilyLink> links;
        do
        {
            links = families.Links(node, Direction.Into, after, LinksAtOnce);
            foreach (var link in links)
            {
                after = link.Into.Key;
                yield return link;
            }
        }
        while (links.Count == LinksAtOnce);
    }

    // Each thing after all that it was made of. What runs in a circle has no place.
    private void Order(Dictionary<NodeId, List<NodeId>> users)
    {
        var waitsFor = users.Values.SelectMany(all => all).CountBy(user => user).ToDictionary();
        var ready = new Queue<NodeId>([battery]);
        while (ready.TryDequeue(out var node))
        {
            foreach (var user in users.GetValueOrDefault(node) ?? [])
            {
                if (--waitsFor[user] == 0 && inputs.ContainsKey(user))
                {
                    order.Add(user);
                    ready.Enqueue(user);
                }
            }
        }
    }
}
