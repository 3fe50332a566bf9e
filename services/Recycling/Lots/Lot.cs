using System.Security.Cryptography;
using System.Text;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Messages;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Documents;

namespace Traceability.Recycling;

/// <summary>A quantity of recovered material in one party's hands (批次).</summary>
public sealed record Lot
{
    private const int KgDecimals = 6;

    /// <summary>Its id.</summary>
    /// <example>lot-0123456789abcdef0123</example>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required Material Material { get; init; }

    /// <summary>What it is, in words; always there where the material is <c>other</c>.</summary>
    public string? Description { get; init; }

    /// <summary>What it was at first, in kilograms.</summary>
    public required decimal MassKg { get; init; }

    /// <summary>What has not been taken from it yet, in kilograms.</summary>
    public required decimal RemainingKg { get; init; }

    /// <summary>Purity in per cent by mass, as its maker states.</summary>
    public decimal? PurityPercent { get; init; }

    /// <summary>What it contains of each metal in per cent by mass, by its purity or assay; empty where nobody knows.</summary>
    public IReadOnlyDictionary<Metal, decimal> MetalPercent { get; init; } = new Dictionary<Metal, decimal>();

    /// <summary>The treatment that it came from; absent where it was merged of several lots.</summary>
    public string? Treatment { get; init; }

    /// <summary>The lot that it is a part of, where it was shipped or split off.</summary>
    public string? Parent { get; init; }

    /// <summary>What it came from: a treatment, the lot that it was taken from, or the lots that it was merged of.</summary>
    public IReadOnlyList<LotSource> Sources { get; init; } = [];

    /// <summary>Whose it is.</summary>
    public required PartyId Owner { get; init; }

    /// <summary>Where it was recovered; for a shipped one, where its owner is established.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>When the treatment was completed; of a merged one, the last.</summary>
    public required DateTimeOffset RecoveredAt { get; init; }

    /// <summary>What was taken from it. It stands here first; what follows from it follows whatever crashes.</summary>
    public IReadOnlyList<LotUse> Uses { get; init; } = [];

    /// <summary>1 when new, more with each change of what remains.</summary>
    public long Version { get; init; } = 1;

    /// <summary>The version that the other services have been told of.</summary>
    public long? Published { get; init; }

    /// <summary>SHA-256 of the request that merged it, where it had a key.</summary>
    public string? RequestHash { get; init; }

    /// <summary>The lot that an output of a treatment becomes.</summary>
    public static Lot Of(Treatment treatment, LotOut output) => new()
    {
        Id = output.Lot,
        Material = output.Output.Material,
        Description = output.Output.Description,
        MassKg = output.Output.MassKg,
        RemainingKg = output.Output.MassKg,
        PurityPercent = output.Output.PurityPercent,
        MetalPercent = output.MetalPercent,
        Treatment = treatment.Id,
        Sources = [new(treatment.Id, null, output.Output.MassKg)],
        Owner = treatment.Owner,
        Region = treatment.Region,
        RecoveredAt = treatment.OccurredAt,
    };

    /// <summary>The lot that a part becomes which was shipped or split off.</summary>
    public Lot ChildOf(LotUse use) => this with
    {
        Id = use.Lot!,
        Parent = Id,
        Sources = [new(null, Id, use.MassKg)],
        MassKg = use.MassKg,
        RemainingKg = use.MassKg,
        Owner = use.To ?? Owner,
        Region = use.Region ?? Region,
        Uses = [],
        Version = 1,
        Published = null,
        RequestHash = null,
    };

    /// <summary>The lot after something more was taken from it.</summary>
    public Lot After(IReadOnlyList<LotUse> uses) => this with
    {
        RemainingKg = RemainingKg - uses.Sum(use => use.MassKg),
        Uses = [.. Uses, .. uses],
        Version = Version + 1,
    };

    /// <summary>The lot after a use was given back; null where it has none such that is not settled.</summary>
    public Lot? Without(string use) => Uses.FirstOrDefault(known => known.Id == use && !known.Settled) is { } released
        ? this with { RemainingKg = RemainingKg + released.MassKg, Uses = [.. Uses.Where(known => known.Id != use)], Version = Version + 1 }
        : null;

    /// <summary>The lot after a use has come to its end; null where it has none such that is not settled.</summary>
    public Lot? WithSettled(string use) => Uses.Any(known => known.Id == use && !known.Settled)
        ? this with { Uses = [.. Uses.Select(known => known.Id == use ? known with { Settled = true } : known)] }
        : null;

    /// <summary>What some of it contains of each metal, in kilograms.</summary>
    public IReadOnlyDictionary<Metal, decimal> MetalKg(decimal massKg) =>
        MetalPercent.ToDictionary(metal => metal.Key, metal => decimal.Round(massKg * metal.Value / 100, KgDecimals));

    /// <summary>Whether a party may read it.</summary>
    public bool MayBeReadBy(Party party) => Readership.MayRead(party, Owner, Region);

    /// <summary>The lot as others are shown it: how the registry keeps its books is nobody's business.</summary>
    public Lot Shown() => this with
    {
        Published = null,
        RequestHash = null,
        Uses = [.. Uses.Select(use => use with { RequestHash = null })],
    };

    /// <summary>What other services need to know of it.</summary>
    public LotFacts Facts() => new()
    {
        Id = Id,
        Version = Version,
        Material = Material,
        MassKg = MassKg,
        RemainingKg = RemainingKg,
        MetalKg = MetalKg(MassKg),
        Owner = Owner,
        Region = Region,
        RecoveredAt = RecoveredAt,
        Sources = Sources,
    };

    /// <summary>The id of the lot that comes of something: the same whenever it is asked for.</summary>
    internal static string IdFrom(string origin, object part) =>
        $"lot-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{origin}\n{part}")).AsSpan(0, 10))}";
}
