using System.Security.Cryptography;
using System.Text;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Parties;

namespace Traceability.Recycling;

/// <summary>A quantity of recovered material in one party's hands (批次).</summary>
public sealed record Lot
{
    /// <summary>Its id.</summary>
    /// <example>lot-0123456789abcdef0123</example>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required Material Material { get; init; }

    /// <summary>What it is, in words; always there where the material is <c>other</c>.</summary>
    public string? Description { get; init; }

    /// <summary>What it was at first, in kilograms.</summary>
    public required decimal MassKg { get; init; }

    /// <summary>What has not been shipped yet, in kilograms.</summary>
    public required decimal RemainingKg { get; init; }

    /// <summary>Purity in per cent by mass, as its maker states.</summary>
    public decimal? PurityPercent { get; init; }

    /// <summary>The treatment that it came from.</summary>
    public required string Treatment { get; init; }

    /// <summary>The lot that it is a part of, where it was shipped.</summary>
    public string? Parent { get; init; }

    /// <summary>Whose it is.</summary>
    public required PartyId Owner { get; init; }

    /// <summary>Where it was recovered; for a shipped one, where its owner is established.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>When the treatment was completed.</summary>
    public required DateTimeOffset RecoveredAt { get; init; }

    /// <summary>What was shipped from it. It stands here first; the lot of the receiver follows from it, whatever crashes.</summary>
    public IReadOnlyList<Shipment> Shipments { get; init; } = [];

    /// <summary>The lot that an output of a treatment becomes.</summary>
    public static Lot Of(Treatment treatment, LotOut output) => new()
    {
        Id = output.Lot,
        Material = output.Output.Material,
        Description = output.Output.Description,
        MassKg = output.Output.MassKg,
        RemainingKg = output.Output.MassKg,
        PurityPercent = output.Output.PurityPercent,
        Treatment = treatment.Id,
        Owner = treatment.Owner,
        Region = treatment.Region,
        RecoveredAt = treatment.OccurredAt,
    };

    /// <summary>The lot that a shipment becomes in the receiver's hands.</summary>
    public Lot ChildOf(Shipment shipment) => this with
    {
        Id = shipment.Lot,
        Parent = Id,
        MassKg = shipment.MassKg,
        RemainingKg = shipment.MassKg,
        Owner = shipment.To,
        Region = shipment.Region,
        Shipments = [],
    };

    /// <summary>Whether a party may read it.</summary>
    public bool MayBeReadBy(Party party) => Readers.MayRead(party, Owner, Region);

    /// <summary>The id of the lot that a shipment becomes.</summary>
    internal static string IdOfChild(string parent, string shipment) =>
        $"lot-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{parent}\n{shipment}")).AsSpan(0, 10))}";
}

/// <summary>A part of a lot that went to another party.</summary>
public sealed record Shipment
{
    /// <summary>Its id: the same for every repetition of the request.</summary>
    /// <example>shipment-00112233445566778899</example>
    public required string Id { get; init; }

    /// <summary>The lot that it becomes in the receiver's hands.</summary>
    /// <example>lot-fedcba98765432100123</example>
    public required string Lot { get; init; }

    /// <summary>Who received it.</summary>
    public required PartyId To { get; init; }

    /// <summary>Where the receiver is established.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>How much, in kilograms.</summary>
    /// <example>12.5</example>
    public required decimal MassKg { get; init; }

    /// <summary>When it was shipped, as the owner claims.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the registry recorded it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>SHA-256 of the request, to tell a repetition from another request under the same key; absent where it had no key.</summary>
    public string? RequestHash { get; init; }

    /// <summary>Whether the receiver's lot is known to be there.</summary>
    public bool Delivered { get; init; }
}
