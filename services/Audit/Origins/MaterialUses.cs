using Traceability.Audit.Family;
using Traceability.Contracts.Materials;

namespace Traceability.Audit.Origins;

/// <summary>The new batteries that contain material of a retired one.</summary>
public sealed record MaterialUses
{
    /// <summary>The battery that was treated: the one asked for, or the pack or product that it is part of or became; absent while none was.</summary>
    /// <example>GZ9PE0100000A1G6K0000012</example>
    public string? Treated { get; init; }

    /// <summary>By lot, new battery and metal.</summary>
    public required IReadOnlyList<UseShare> Uses { get; init; }

    /// <summary>Give this as <c>after</c> to read on; absent on the last page.</summary>
    public string? Next { get; init; }

    /// <summary>Reads a page.</summary>
    /// <param name="families">What is known.</param>
    /// <param name="battery">The retired battery.</param>
    /// <param name="after">Lot, battery and metal of the last row of the page before, or empty.</param>
    /// <param name="limit">How many rows at the most.</param>
    internal static MaterialUses Of(IFamilyStore families, NodeId battery, string[] after, int limit)
    {
        if (TreatedAs.Of(families, battery) is not { } treated)
        {
            return new() { Uses = [] };
        }

        var rows = Rows(families, treated, after).Take(limit + 1).ToList();
        var page = rows.Take(limit).ToList();
        return new()
        {
            Treated = treated.Id,
            Uses = page,
            Next = rows.Count > limit ? Cursors.Of(page[^1].Lot, page[^1].Battery, LotMetals.Word(page[^1].Metal)) : null,
        };
    }

    private static IEnumerable<UseShare> Rows(IFamilyStore families, NodeId treated, string[] after)
    {
        var source = new MaterialSource(families);
        var graph = new UseGraph(families, source, treated);
        var shares = Enum.GetValues<Metal>().Select(metal => (Metal?)metal).Append(null)
            .ToDictionary(LotMetals.Word, graph.SharesOf, StringComparer.Ordinal);
        return
            from lot in graph.Lots
            where after is not [var lastLot, ..] || string.CompareOrdinal(lot, lastLot) >= 0
            let metals = LotMetals.Of(source.ContentOf(lot), 1).Select(metal => (metal.Metal, metal.MassKg, Share: shares[LotMetals.Word(metal.Metal)].GetValueOrDefault(NodeId.Lot(lot))))
                .Where(metal => metal.Share > 0).ToList()
            where metals.Count > 0
            from use in UsesOf(families, lot, after)
            from metal in metals
            where after is not [var lastLot, var lastBattery, var lastMetal] || lot != lastLot || use.Into.Id != lastBattery
                || string.CompareOrdinal(LotMetals.Word(metal.Metal), lastMetal) > 0
            select new UseShare
            {
                Lot = lot,
                Battery = use.Into.Id,
                Metal = metal.Metal,
                MassKg = decimal.Round((decimal)((double)((use.MassKg ?? 0) * metal.MassKg) * metal.Share), 6),
                SharePercent = decimal.Round((decimal)(metal.Share * 100), 4),
            };
    }

    // Also the last battery of the page before: not all of its metals may have had room there.
    private static IEnumerable<FamilyLink> UsesOf(IFamilyStore families, string lot, string[] after)
    {
        const int LinksAtOnce = 500;
        var next = after is [var lastLot, var lastBattery, ..] && lot == lastLot ? new NodeId(NodeKind.Battery, lastBattery).Key[..^1] : "";
        IReadOnlyList<FamilyLink> links;
        do
        {
            links = families.Links(NodeId.Lot(lot), Direction.Into, next, LinksAtOnce);
            foreach (var link in links)
            {
                next = link.Into.Key;
                if (link.Kind == LinkKind.UsedIn && (after is not [var resumed, var battery, ..] || lot != resumed || string.CompareOrdinal(link.Into.Id, battery) >= 0))
                {
                    yield return link;
                }
            }
        }
        while (links.Count == LinksAtOnce && links[^1].Kind == LinkKind.UsedIn);
    }
}

/// <summary>What a new battery has of a retired one, in a metal of one lot.</summary>
public sealed record UseShare
{
    /// <summary>The lot that the maker of the new battery named.</summary>
    /// <example>lot-0123456789abcdef0123</example>
    public required string Lot { get; init; }

    /// <summary>The new battery.</summary>
    /// <example>GZ9PE0100000A1G6K0000012</example>
    public required string Battery { get; init; }

    /// <summary>The metal; absent for the material as a whole, where it is not known what metal the lot contains.</summary>
    public Metal? Metal { get; init; }

    /// <summary>How much of the metal in the new battery came from the retired one, in kilograms.</summary>
    public required decimal MassKg { get; init; }

    /// <summary>The same in per cent of that metal from that lot in the new battery.</summary>
    public required decimal SharePercent { get; init; }
}

/// <summary>Finds what was treated of a battery.</summary>
internal static class TreatedAs
{
    private const int StepsMax = 16;
    private const int LinksMax = 100;

    /// <summary>The battery itself, or the whole or product that it went into, once it was treated; else null.</summary>
    public static NodeId? Of(IFamilyStore families, NodeId battery)
    {
        for (var step = 0; step < StepsMax; step++)
        {
            var links = families.Links(battery, Direction.Into, "", LinksMax);
            if (links.Any(link => link.Kind == LinkKind.TreatedIn))
            {
                return battery;
            }

            if (links.FirstOrDefault(link => link is { Kind: LinkKind.PartOf or LinkKind.MadeInto, Until: null }) is not { Into: var next })
            {
                return null;
            }

            battery = next;
        }

        return null;
    }
}
