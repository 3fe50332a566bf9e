using Traceability.Contracts.Parties;

namespace Traceability.Standalone.Sample;

/// <summary>The life of a battery on which some misconduct is planted; it is the same whatever the seed.</summary>
internal sealed record PlantedLife
{
    /// <summary>The number in its code, and the key of what is done to it.</summary>
    public required int Number { get; init; }

    /// <summary>What kind of pack it is.</summary>
    public required string Model { get; init; }

    /// <summary>When it goes out of use.</summary>
    public required DateTimeOffset RetiredOn { get; init; }

    /// <summary>After which step nobody touches it any more; absent where its life goes on.</summary>
    public Step? StopAfter { get; init; }

    /// <summary>To whom it is handed.</summary>
    public PartyRole? GoesTo { get; init; }

    /// <summary>What its test finds.</summary>
    public decimal? SohPercent { get; init; }

    /// <summary>How much of each metal its treatment yields, as a fraction.</summary>
    public decimal? Recovery { get; init; }

    /// <summary>The key under which it is offered and treated, so that the ids are known beforehand.</summary>
    public string Key => $"sample-planted-{Number}";
}
