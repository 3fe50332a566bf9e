using System.Text.Json.Serialization;
using Traceability.Contracts.Entries;

namespace Traceability.Contracts.Messages;

/// <summary>An entry was recorded; every subscriber gets each at least once, in order per battery.</summary>
public sealed record EntryRecorded : IMessage
{
    /// <summary>The entry.</summary>
    public required SealedEntry Entry { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string OrderKey => Entry.Entry.Battery.Value;

    /// <inheritdoc/>
    [JsonIgnore]
    public string MessageId => $"entry/{Entry.Entry.Battery}/{Entry.Entry.Sequence}";
}
