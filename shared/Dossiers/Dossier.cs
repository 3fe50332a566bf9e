using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers;

/// <summary>A dossier (档案) as it is stored, without its entries.</summary>
public sealed record Dossier
{
    /// <summary>Whose dossier.</summary>
    public required BatteryCode Code { get; init; }

    /// <summary>The process that alone may write in it (保管服务).</summary>
    public required string Keeper { get; init; }

    /// <summary>How often it has been handed over; a late hand-over is told by its lower epoch.</summary>
    public required long Epoch { get; init; }

    /// <summary>The number of the last entry; 0 while a work order has reserved the code and nothing is recorded yet.</summary>
    public required int Sequence { get; init; }

    /// <summary>The seal of the last entry.</summary>
    public Seal? Seal { get; init; }

    /// <summary>The fold of all entries; null while there is none.</summary>
    public Standing? Standing { get; init; }

    /// <summary>Entries up to this number have been published.</summary>
    public required int Sent { get; init; }

    /// <summary>The work order that has checked this dossier and is about to record in it; nobody else may write meanwhile.</summary>
    public string? Claim { get; init; }
}

/// <summary>The name under which this process keeps dossiers (保管服务).</summary>
/// <param name="Value" example="standalone">The name.</param>
public sealed record KeeperName(string Value);

/// <summary>How a dossier was opened.</summary>
/// <param name="IsReserved">A work order has reserved the code, and may still open it.</param>
/// <param name="Entry">The entry that opened it; null where none is known.</param>
public sealed record Opening(bool IsReserved, SealedEntry? Entry);

/// <summary>One conditional write: it succeeds wholly or not at all.</summary>
public sealed record DossierAppend
{
    /// <summary>Whose dossier.</summary>
    public required BatteryCode Code { get; init; }

    /// <summary>Who writes; the stored keeper must be the same.</summary>
    public required string Keeper { get; init; }

    /// <summary>The number that the stored dossier must stand at; 0 opens a new dossier.</summary>
    public required int ExpectedSequence { get; init; }

    /// <summary>The claim that the stored dossier must carry (and loses by this write), or null where it must carry none.</summary>
    public string? Claim { get; init; }

    /// <summary>The new entries, numbered on from the expected number.</summary>
    public required IReadOnlyList<SealedEntry> Entries { get; init; }

    /// <summary>The standing after them.</summary>
    public required Standing Standing { get; init; }

    /// <summary>What is to be answered when the same command comes again, kept beside the entries.</summary>
    public RememberedReceipt? Remember { get; init; }
}

/// <summary>The answer to a command that carried an <c>Idempotency-Key</c>.</summary>
public sealed record RememberedReceipt
{
    /// <summary>Who sent the command.</summary>
    public required PartyId Party { get; init; }

    /// <summary>The key it carried.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the whole request, to tell a repetition from another request under the same key.</summary>
    public required string RequestHash { get; init; }

    /// <summary>The receipt that was given; one per battery of the request.</summary>
    public required Receipt Receipt { get; init; }
}
