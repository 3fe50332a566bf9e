using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Materials;

namespace Traceability.Audit.Family;

/// <summary>A page of the family of a battery, a treatment or a lot: what it was made of, and what it became.</summary>
public sealed record FamilyTree
{
    /// <summary>Whose family.</summary>
    public required NodeId Root { get; init; }

    /// <summary>The things at both ends of the links of this page, and the root.</summary>
    public required IReadOnlyList<FamilyNode> Nodes { get; init; }

    /// <summary>The links, nearest to the root first.</summary>
    public required IReadOnlyList<FamilyLink> Links { get; init; }

    /// <summary>Give this as <c>after</c> to read on; absent on the last page.</summary>
    public string? Next { get; init; }

    /// <summary>Reads a page.</summary>
    /// <param name="families">What is known.</param>
    /// <param name="root">Whose family.</param>
    /// <param name="directions">Which ways.</param>
    /// <param name="depth">How many links away from the root at the most.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="limit">How many links at the most.</param>
    internal static FamilyTree Of(IFamilyStore families, NodeId root, IReadOnlyList<Direction> directions, int depth, FamilyPlace? after, int limit)
    {
        var links = new List<(FamilyWalk Walk, FamilyPlace Place, FamilyLink Link)>(limit);
        var hasMore = false;
        foreach (var walk in directions.Where(way => after is null || way >= after.Direction).Select(way => new FamilyWalk(families, way, depth)))
        {
            foreach (var (place, link) in walk.From(root).Where(met => after is null || met.Place.CompareTo(after) > 0))
            {
                if (hasMore = links.Count == limit)
                {
                    break;
                }

                links.Add((walk, place, link));
            }

            if (hasMore)
            {
                break;
            }
        }

        return new()
        {
            Root = root,
            Nodes = NodesOf(families, root, links),
            Links = [.. links.Select(met => met.Link)],
            Next = hasMore ? links[^1].Place.ToCursor() : null,
        };
    }

    private static List<FamilyNode> NodesOf(IFamilyStore families, NodeId root, List<(FamilyWalk Walk, FamilyPlace Place, FamilyLink Link)> links)
    {
        var ends = links.ToLookup(met => met.Walk.FarEnd(met.Link), met => (met.Walk, met.Place.Depth));
        return
        [
            .. links.SelectMany(met => new[] { met.Link.From, met.Link.Into }).Prepend(root).Distinct()
                .Select(node => FamilyNode.Of(families, node, ends[node].Any(end => end.Walk.EndsBefore(node, end.Depth)))),
        ];
    }
}

/// <summary>A battery, treatment or lot in a family.</summary>
public sealed record FamilyNode
{
    /// <summary>What it is.</summary>
    public required NodeKind Kind { get; init; }

    /// <summary>The code of the battery, or the id of the treatment or lot.</summary>
    /// <example>GZ9PE0100000A1G6K0000012</example>
    public required string Id { get; init; }

    /// <summary>For a battery: pack, module or cell; absent where it is not registered here.</summary>
    public BatteryLevel? Level { get; init; }

    /// <summary>For a battery: where it is in its life.</summary>
    public Stage? Stage { get; init; }

    /// <summary>For a lot: what it is; absent where only its id is known here.</summary>
    public Material? Material { get; init; }

    /// <summary>For a treatment: what was done; absent where only its id is known here.</summary>
    public TreatmentProcess? Process { get; init; }

    /// <summary>Whether its family goes on from here and was not followed: ask for its own.</summary>
    public bool GoesOn { get; init; }

    internal static FamilyNode Of(IFamilyStore families, NodeId node, bool goesOn)
    {
        var bare = new FamilyNode { Kind = node.Kind, Id = node.Id, GoesOn = goesOn };
        return node.Kind switch
        {
            NodeKind.Battery when families.Battery(node.Id) is { } battery => bare with { Level = battery.Level, Stage = battery.Stage },
            NodeKind.Lot when families.Lot(node.Id) is { } lot => bare with { Material = lot.Material },
            NodeKind.Treatment when families.Treatment(node.Id) is { } treatment => bare with { Process = treatment.Process },
            _ => bare,
        };
    }
}
