using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers;

/// <summary>Who does what, when, by which rules: what every entry of one command has in common.</summary>
public sealed record Act
{
    /// <summary>The party that has it recorded.</summary>
    public required PartyId By { get; init; }

    /// <summary>The service that decides (<c>retirement</c>).</summary>
    public required string Service { get; init; }

    /// <summary>The edition of the rules in force on the date of the fact (<c>retirement/2026-04-01</c>).</summary>
    public required string Rules { get; init; }

    /// <summary>When it happened, as the party claims.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>By which a repetition of the command is told, where the client sent a key.</summary>
    public Idempotency? Idempotency { get; init; }
}

/// <summary>What the client sent to make a repetition harmless.</summary>
/// <param name="Key">The <c>Idempotency-Key</c>, unique among the party's requests.</param>
/// <param name="RequestHash">SHA-256 over the request.</param>
public sealed record Idempotency(string Key, string RequestHash);
