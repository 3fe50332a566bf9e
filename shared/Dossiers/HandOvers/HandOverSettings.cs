namespace Traceability.Dossiers.HandOvers;

/// <summary>How dossiers are asked for.</summary>
public sealed record HandOverSettings
{
    /// <summary>The keeper that opens every dossier, or reserves its code for who does, and so knows every battery there is.</summary>
    public required string Home { get; init; }

    /// <summary>After how long a keeper that does not answer counts as silent.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long without an answer the request is sent again.</summary>
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How often it is looked for hand-overs that a crash kept from being posted.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(2);
}
