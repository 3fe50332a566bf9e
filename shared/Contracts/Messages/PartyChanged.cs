using System.Text.Json.Serialization;
using Traceability.Contracts.Parties;

namespace Traceability.Contracts.Messages;

/// <summary>A party was registered or changed; carries all that is known of it, so that a missed message is made up by the next.</summary>
public sealed record PartyChanged : IMessage
{
    /// <summary>The party as it is now.</summary>
    public required Party Party { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string OrderKey => Party.Id.Value;

    /// <inheritdoc/>
    [JsonIgnore]
    public string MessageId => $"party/{Party.Id}/{Party.Version}";
}
