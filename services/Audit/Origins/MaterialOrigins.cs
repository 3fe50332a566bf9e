using Traceability.Audit.Family;
using Traceability.Contracts.Materials;

namespace Traceability.Audit.Origins;

/// <summary>The batteries that the recovered material in a new battery came from.</summary>
public sealed record MaterialOrigins
{
    /// <summary>By lot, metal and battery.</summary>
    public required IReadOnlyList<OriginShare> Origins { get; init; }

    /// <summary>Give this as <c>after</c> to read on; absent on the last page.</summary>
    public string? Next { get; init; }

    /// <summary>Reads a page.</summary>
    /// <param name="families">What is known.</param>
    /// <param name="battery">The new battery.</param>
    /// <param name="after">Lot, metal and battery of the last row of the page before, or empty.</param>
    /// <param name="limit">How many rows at the most.</param>
    internal static MaterialOrigins Of(IFamilyStore families, NodeId battery, string[] after, int limit)
    {
        var source = new MaterialSource(families);
        var rows = CitedLots.Of(families, battery)
            .Where(cited => after is not [var lot, ..] || string.CompareOrdinal(cited.Key, lot) >= 0)
            .SelectMany(cited => Rows(source, cited.Key, cited.Value))
            .Where(row => after is not [var lot, var metal, var origin] || Compare(row, lot, metal, origin) > 0)
            .Take(limit + 1)
            .ToList();
        var page = rows.Take(limit).ToList();
        return new()
        {
            Origins = page,
            Next = rows.Count > limit ? Cursors.Of(page[^1].Lot, Word(page[^1].Metal), page[^1].Battery ?? "") : null,
        };
    }

    private static IEnumerable<OriginShare> Rows(MaterialSource source, string lot, decimal massKg)
    {
        var graph = new OriginGraph(source, NodeId.Lot(lot));
        foreach (var (metal, metalKg) in LotMetals.Of(source.ContentOf(lot), massKg))
        {
            var (batteries, unknown) = graph.SharesOf(metal);
            OriginShare Row(string? battery, double share) => new()
            {
                Lot = lot,
                Metal = metal,
                Battery = battery,
                MassKg = decimal.Round((decimal)((double)metalKg * share), 6),
                SharePercent = decimal.Round((decimal)(share * 100), 4),
            };
            if (unknown > 1e-9)
            {
                yield return Row(null, unknown);
            }

            foreach (var (battery, share) in batteries.OrderBy(origin => origin.Key, StringComparer.Ordinal))
            {
                yield return Row(battery, share);
            }
        }
    }

    private static int Compare(OriginShare row, string lot, string metal, string battery) =>
        string.CompareOrdinal(row.Lot, lot) is not 0 and var byLot ? byLot
        : string.CompareOrdinal(Word(row.Metal), metal) is not 0 and var byMetal ? byMetal
        : string.CompareOrdinal(row.Battery ?? "", battery);

    private static string Word(Metal? metal) => LotMetals.Word(metal);
}

/// <summary>What one battery has in a metal of one lot.</summary>
public sealed record OriginShare
{
    /// <summary>The lot that the maker of the new battery named.</summary>
    /// <example>lot-0123456789abcdef0123</example>
    public required string Lot { get; init; }

    /// <summary>The metal; absent for the material as a whole, where it is not known what metal the lot contains.</summary>
    public Metal? Metal { get; init; }

    /// <summary>The battery that was treated; absent for what came from nobody knows where.</summary>
    /// <example>GZ9PE0100000A1G6K0000012</example>
    public string? Battery { get; init; }

    /// <summary>How much of the metal in the new battery came from it, in kilograms.</summary>
    public required decimal MassKg { get; init; }

    /// <summary>The same in per cent of that metal from that lot; all batteries of a lot and metal make 100.</summary>
    public required decimal SharePercent { get; init; }
}

/// <summary>The metals of a lot.</summary>
internal static class LotMetals
{
    /// <summary>The kilograms of each metal in so much of a lot, by the metal's word; the material as a whole where they are not known.</summary>
    public static IReadOnlyList<(Metal? Metal, decimal MassKg)> Of(IReadOnlyDictionary<Metal, decimal> content, decimal massKg)
    {
        var metals = content.Where(metal => metal.Value > 0).OrderBy(metal => Word(metal.Key), StringComparer.Ordinal);
        IReadOnlyList<(Metal?, decimal)> known = [.. metals.Select(metal => ((Metal?)metal.Key, metal.Value * massKg))];
        return known.Count > 0 ? known : [(null, massKg)];
    }

    /// <summary>The word of a metal, empty for the material as a whole.</summary>
    public static string Word(Metal? metal) => metal is { } known ? Search.Words<Metal>.Of(known) : "";
}

/// <summary>The lots that a battery and all that is in it were declared to contain.</summary>
internal static class CitedLots
{
    private const int BatteriesMax = 10_000;
    private const int LinksMax = 2000;

    /// <summary>The kilograms of each lot, by its id.</summary>
    public static SortedDictionary<string, decimal> Of(IFamilyStore families, NodeId battery)
    {
        var cited = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        var met = new HashSet<NodeId> { battery };
        var reading = new Queue<NodeId>([battery]);
        while (reading.TryDequeue(out var node))
        {
            foreach (var link in families.Links(node, Direction.From, "", LinksMax).Where(link => link.Until is null))
            {
                if (link.Kind == LinkKind.UsedIn)
                {
                    cited[link.From.Id] = cited.GetValueOrDefault(link.From.Id) + (link.MassKg ?? 0);
                }
                else if (met.Count < BatteriesMax && met.Add(link.From))
                {
                    reading.Enqueue(link.From);
                }
            }
        }

        return cited;
    }
}
