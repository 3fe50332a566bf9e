using System.Text.Json.Serialization;
using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts.Entries;

/// <summary>One numbered, sealed, never-changed fact in a dossier (记录).</summary>
[JsonConverter(typeof(EntryJsonConverter))]
public sealed record Entry
{
    /// <summary>The battery whose dossier it stands in.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>1 for the first entry of a dossier, one more for each that follows.</summary>
    public required int Sequence { get; init; }

    /// <summary>When it happened, as the party claims; UTC, whole milliseconds.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the registry recorded it; UTC, whole milliseconds, never before that of the entry before.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The party that had it recorded.</summary>
    public required PartyId RecordedBy { get; init; }

    /// <summary>The service that decided on it (<c>retirement</c>).</summary>
    public required string Service { get; init; }

    /// <summary>The edition of the rules that it was judged by (<c>retirement/2026-04-01</c>; <c>GET /rules/editions/retirement/2026-04-01</c> shows it).</summary>
    public required string Rules { get; init; }

    /// <summary>What it says.</summary>
    public required EntryData Data { get; init; }

    /// <summary>The seal of the entry before; absent in the first.</summary>
    public Seal? Previous { get; init; }

    /// <summary>The seal over all of the above; absent while the entry is being made.</summary>
    public Seal? Seal { get; init; }

    /// <summary>Which kind of fact it is, in lower-case words joined by hyphens.</summary>
    public string Kind => EntryKinds.Of(Data);
}
