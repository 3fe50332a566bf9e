using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers.HandOvers;

/// <summary>Asks for a dossier that somebody else keeps. It may be lost, doubled or late: whoever asks repeats it under the same id.</summary>
public sealed record DossierRequest
{
    /// <summary>The same for every repetition.</summary>
    public required string Id { get; init; }

    /// <summary>Whose dossier.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>The keeper that asks.</summary>
    public required string Requester { get; init; }

    /// <summary>The process that asks: one of perhaps several that are this keeper together.</summary>
    public required string ReplyTo { get; init; }

    /// <summary>The highest epoch met on the way; whoever has a lower one is about to receive the dossier.</summary>
    public required long HighestEpoch { get; init; }

    /// <summary>What it is needed for.</summary>
    public required DossierPurpose Purpose { get; init; }

    /// <summary>How often it has been passed on.</summary>
    public required int Hops { get; init; }
}

/// <summary>What a dossier is asked for.</summary>
public enum DossierPurpose
{
    /// <summary>To record in it: it is to be handed over.</summary>
    HandOver,

    /// <summary>To open it: it is to be handed over, but only while nothing is recorded in it. Home reserves a code that nobody has.</summary>
    Open,

    /// <summary>To see the standing: it stays where it is.</summary>
    Read,

    /// <summary>To see the entry that opened it, if home wrote it: only home is asked.</summary>
    FirstEntry,
}
