using System.Text.Json.Serialization;
using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts.Messages;

/// <summary>
/// A party tried to record something of a battery and was refused. Nothing was recorded, but that it was tried tells a regulator of
/// codes used twice and receivers without permits. It is told without guarantee: one may be lost in a crash.
/// </summary>
public sealed record RecordingRefused : IMessage
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>Who tried.</summary>
    public required PartyId Party { get; init; }

    /// <summary>The service that refused.</summary>
    public required string Service { get; init; }

    /// <summary>The code of the refusal (<c>battery-exists</c>).</summary>
    public required string Problem { get; init; }

    /// <summary>What was wrong, in a sentence.</summary>
    public required string Detail { get; init; }

    /// <summary>When the fact is said to have happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was refused.</summary>
    public required DateTimeOffset RefusedAt { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string OrderKey => Battery.Value;

    /// <inheritdoc/>
    [JsonIgnore]
    public string MessageId => $"refused/{Battery}/{Party}/{Problem}/{RefusedAt.ToUnixTimeMilliseconds()}";
}
