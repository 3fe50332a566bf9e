namespace Traceability.Simulation.Stores;

/// <summary>A check on which the registry relies. Each can be left out, to see whether the simulation finds that.</summary>
public enum Check
{
    /// <summary>None: all are made.</summary>
    None,

    /// <summary>A hand-over is accepted only at a higher epoch.</summary>
    Epoch,

    /// <summary>Entries are added only if the dossier still stands at the number that was read.</summary>
    ExpectedNumber,

    /// <summary>Entries are added only by the keeper.</summary>
    Keeper,

    /// <summary>A dossier that a work order has claimed is written and released only for it.</summary>
    Claim,

    /// <summary>A repeated command is told by its key.</summary>
    IdempotencyKey,

    /// <summary>A dossier counts as published only up to the number that the relay names.</summary>
    SentNumber,

    /// <summary>A hand-over counts as not posted until the mail has it.</summary>
    Posting,

    /// <summary>Messages of one process about one battery keep their order on the bus.</summary>
    OrderOnTheBus,

    /// <summary>Audit moves a standing on only if no entry has come since it read what there is.</summary>
    Revision,
}
