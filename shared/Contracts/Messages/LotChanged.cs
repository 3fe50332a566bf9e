using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;

namespace Traceability.Contracts.Messages;

/// <summary>A lot came to be or something was taken from it; carries all that is known of it, so that a missed message is made up by the next.</summary>
public sealed record LotChanged : IMessage
{
    /// <summary>The lot as it is now.</summary>
    public required LotFacts Lot { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string OrderKey => Lot.Id;

    /// <inheritdoc/>
    [JsonIgnore]
    public string MessageId => $"lot/{Lot.Id}/{Lot.Version}";
}

/// <summary>What other services need to know of a lot (批次): where its material came from and how much of it is left.</summary>
public sealed record LotFacts
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>1 when new, more with each change.</summary>
    public required long Version { get; init; }

    /// <summary>What it is.</summary>
    public required Material Material { get; init; }

    /// <summary>What it was at first, in kilograms.</summary>
    public required decimal MassKg { get; init; }

    /// <summary>What is left of it, in kilograms.</summary>
    public required decimal RemainingKg { get; init; }

    /// <summary>What <see cref="MassKg"/> contains of each metal, in kilograms, as far as purity or an assay tells.</summary>
    public IReadOnlyDictionary<Metal, decimal> MetalKg { get; init; } = new Dictionary<Metal, decimal>();

    /// <summary>Whose it is.</summary>
    public required PartyId Owner { get; init; }

    /// <summary>Where it is (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }

    /// <summary>When its material was recovered.</summary>
    public required DateTimeOffset RecoveredAt { get; init; }

    /// <summary>What it came from: one treatment, or the lots that it was split from, merged of or shipped from.</summary>
    public required IReadOnlyList<LotSource> Sources { get; init; }
}

/// <summary>Where a lot came from: either a treatment or another lot.</summary>
public sealed record LotSource
{
    /// <summary>Reads one member by one: of treatment and lot, one is absent.</summary>
    [JsonConstructor]
    public LotSource()
    {
    }

    /// <summary>Where a lot came from.</summary>
    [SetsRequiredMembers]
    public LotSource(string? treatment, string? lot, decimal massKg) => (Treatment, Lot, MassKg) = (treatment, lot, massKg);

    /// <summary>The treatment that it is an output of.</summary>
    public string? Treatment { get; init; }

    /// <summary>The lot that it was taken from.</summary>
    public string? Lot { get; init; }

    /// <summary>How much was taken from that lot; for a treatment, the mass of the lot itself.</summary>
    public required decimal MassKg { get; init; }
}
