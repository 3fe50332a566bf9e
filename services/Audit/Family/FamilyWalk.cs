using Traceability.Contracts;

namespace Traceability.Audit.Family;

/// <summary>
/// Follows links from one thing, nearest first and in an order that does not change, so that a page goes on where the last one ended.
/// Each thing is followed once, whichever ways lead to it. A link that has ended is shown but not followed: what became of a whole after
/// a part was taken out is not the part's story.
/// </summary>
internal sealed class FamilyWalk(IFamilyStore families, Direction direction, int depthMax)
{
    private const int ThingsMax = 20_000;
    private const int LinksAtOnce = 500;

    private readonly HashSet<NodeId> followed = [];

    /// <summary>All links that the walk meets, each with its place on the way.</summary>
    public IEnumerable<(FamilyPlace Place, FamilyLink Link)> From(NodeId root)
    {
        followed.Add(root);
        var near = new SortedDictionary<string, NodeId>(StringComparer.Ordinal) { [root.Key] = root };
        for (var depth = 1; depth <= depthMax && near.Count > 0; depth++)
        {
            var next = new SortedDictionary<string, NodeId>(StringComparer.Ordinal);
            foreach (var node in near.Values)
            {
                foreach (var link in LinksOf(node))
                {
                    var far = FarEnd(link);
                    yield return (new(direction, depth, node.Key, far.Key, link.Kind, link.Number), link);
                    if (link.Until is null && followed.Count < ThingsMax && followed.Add(far))
                    {
                        next.Add(far.Key, far);
                    }
                }
            }

            near = next;
        }
    }

    /// <summary>Whether there is more beyond a thing at that depth, that the walk does not go to.</summary>
    public bool EndsBefore(NodeId node, int depth) =>
        (depth >= depthMax || !followed.Contains(node)) && families.Links(node, direction, "", 1).Count > 0;

    /// <summary>The end of a link that the walk comes to.</summary>
    public NodeId FarEnd(FamilyLink link) => direction == Direction.From ? link.From : link.Into;

    private IEnumerable<FamilyLink> LinksOf(NodeId node)
    {
        var after = "";
        IReadOnlyList<FamilyLink> links;
        do
        {
            links = families.Links(node, direction, after, LinksAtOnce);
            foreach (var link in links)
            {
                after = FarEnd(link).Key;
                yield return link;
            }
        }
        while (links.Count == LinksAtOnce);
    }
}

/// <summary>Where on a walk a link is met.</summary>
internal sealed record FamilyPlace(Direction Direction, int Depth, string Near, string Far, LinkKind Kind, int Number) : IComparable<FamilyPlace>
{
    /// <inheritdoc/>
    public int CompareTo(FamilyPlace? other) => other is null ? 1
        : Direction != other.Direction ? Direction.CompareTo(other.Direction)
        : Depth != other.Depth ? Depth.CompareTo(other.Depth)
        : string.CompareOrdinal(Near, other.Near) is not 0 and var near ? near
        : string.CompareOrdinal(Far, other.Far) is not 0 and var far ? far
        : string.CompareOrdinal(Search.Words<LinkKind>.Of(Kind), Search.Words<LinkKind>.Of(other.Kind)) is not 0 and var kind ? kind
        : Number.CompareTo(other.Number);

    /// <summary>As it is given to the caller, to be given back.</summary>
    public string ToCursor() => Cursors.Of(Direction.ToString(), $"{Depth}", Near, Far, Kind.ToString(), $"{Number}");

    /// <summary>Reads what a caller gave back; absent is no flaw.</summary>
    public static Refusal? Read(string? cursor, out FamilyPlace? place)
    {
        place = null;
        if (cursor is null)
        {
            return null;
        }

        if (Cursors.Read(cursor, 6) is [var direction, var depth, var near, var far, var kind, var number]
            && Enum.TryParse<Direction>(direction, out var way) && Enum.IsDefined(way) && int.TryParse(depth, out var deep)
            && Enum.TryParse<LinkKind>(kind, out var how) && Enum.IsDefined(how) && int.TryParse(number, out var count))
        {
            place = new(way, deep, near, far, how, count);
            return null;
        }

        return Cursors.Refusal;
    }
}
