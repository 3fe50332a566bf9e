using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts;

/// <summary>The registry's word that something stands in a dossier: durable before it is given.</summary>
public sealed record Receipt
{
    /// <summary>Whose dossier.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>The number of the entry (the last, where the command made several).</summary>
    public required int Sequence { get; init; }

    /// <summary>Which kind of fact was recorded.</summary>
    public required string Kind { get; init; }

    /// <summary>The entry's seal: keep it, and nobody can later show you another history up to here.</summary>
    public required Seal Seal { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>What looked implausible although it was recorded.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];
}
