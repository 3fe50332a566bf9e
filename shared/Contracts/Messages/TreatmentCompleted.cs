using System.Text.Json.Serialization;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;

namespace Traceability.Contracts.Messages;

/// <summary>A treatment step was recorded: what went in and what came out. It never changes afterwards.</summary>
public sealed record TreatmentCompleted : IMessage
{
    /// <summary>The treatment.</summary>
    public required TreatmentFacts Treatment { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string OrderKey => Treatment.Id;

    /// <inheritdoc/>
    [JsonIgnore]
    public string MessageId => $"treatment/{Treatment.Id}";
}

/// <summary>What other services need to know of a treatment step.</summary>
public sealed record TreatmentFacts
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What was done.</summary>
    public required TreatmentProcess Process { get; init; }

    /// <summary>The recycler.</summary>
    public required PartyId Owner { get; init; }

    /// <summary>Where (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }

    /// <summary>When it was completed.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The batteries that went in.</summary>
    public IReadOnlyList<TreatedBattery> Batteries { get; init; } = [];

    /// <summary>The lots that went in.</summary>
    public IReadOnlyList<LotSource> Lots { get; init; } = [];

    /// <summary>The lots that came out.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }
}

/// <summary>A battery that went into a treatment.</summary>
/// <param name="Battery">Its code.</param>
/// <param name="MassKg">What went in of it, in kilograms.</param>
/// <param name="MetalKg">What it usually contains of each metal, in kilograms, from its nameplate; by this the output is shared out.</param>
public sealed record TreatedBattery(BatteryCode Battery, decimal MassKg, IReadOnlyDictionary<Metal, decimal> MetalKg);
