using System.Collections.Frozen;
using Traceability.Audit.Family;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Messages;

namespace Traceability.Audit.Origins;

/// <summary>What lots and treatments are made of, and what they contain. Reads each thing once.</summary>
internal sealed class MaterialSource(IFamilyStore families)
{
    private const int LinksMax = 5000;
    private static readonly FrozenDictionary<Metal, decimal> Unknown = FrozenDictionary<Metal, decimal>.Empty;

    private readonly Dictionary<string, LotFacts?> lots = new(StringComparer.Ordinal);

    /// <summary>The kilograms of each metal in one kilogram of a lot; empty where that is not known.</summary>
    public IReadOnlyDictionary<Metal, decimal> ContentOf(string lot) => Lot(lot) is { MassKg: > 0, MetalKg: { Count: > 0 } metals, MassKg: var massKg }
        ? metals.ToDictionary(metal => metal.Key, metal => metal.Value / massKg)
        : Unknown;

    /// <summary>What a lot or a treatment is made of; empty where that is not known.</summary>
    public IReadOnlyList<MaterialInput> InputsOf(NodeId node) => node.Kind switch
    {
        NodeKind.Treatment when families.Treatment(node.Id) is { } treatment =>
            [.. treatment.Batteries.Select(battery => new MaterialInput(NodeId.Of(battery.Battery), battery.MassKg, battery.MetalKg)), .. treatment.Lots.Select(InputOf)],
        NodeKind.Lot when Lot(node.Id) is { } lot => [.. lot.Sources.Select(InputOf)],

        // Nobody told more than the dossiers of the batteries: which went in, with which mass, and which lots came out.
        NodeKind.Treatment or NodeKind.Lot =>
            [.. families.Links(node, Direction.From, "", LinksMax).Select(link => new MaterialInput(link.From, link.MassKg ?? 0, Unknown))],
        _ => [],
    };

    private MaterialInput InputOf(LotSource source) => source.Treatment is { } treatment
        ? new(NodeId.Treatment(treatment), source.MassKg, Unknown)
        : new(NodeId.Lot(source.Lot ?? ""), source.MassKg, ContentOf(source.Lot ?? "").ToDictionary(metal => metal.Key, metal => metal.Value * source.MassKg));

    private LotFacts? Lot(string id)
    {
        if (!lots.TryGetValue(id, out var lot))
        {
            lots[id] = lot = families.Lot(id);
        }

        return lot;
    }
}
