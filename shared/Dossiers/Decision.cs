using Traceability.Contracts;
using Traceability.Contracts.Entries;

namespace Traceability.Dossiers;

/// <summary>What a decision comes to: entries, or a refusal.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>The entries to record, in order.</summary>
    /// <param name="Entries">What they say.</param>
    /// <param name="Warnings">What looked implausible; given back in the receipt.</param>
    public sealed record Record(IReadOnlyList<EntryData> Entries, IReadOnlyList<Warning> Warnings) : Decision;

    /// <summary>Nothing is recorded.</summary>
    /// <param name="Refusal">Why not, and what to do.</param>
    public sealed record Refuse(Refusal Refusal) : Decision;

    /// <summary>Records one entry.</summary>
    public static implicit operator Decision(EntryData entry) => new Record([entry], []);

    /// <summary>Refuses.</summary>
    public static implicit operator Decision(Refusal refusal) => new Refuse(refusal);
}

/// <summary>What became of a command.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>It stands in the dossier, durably.</summary>
    public sealed record Recorded(Receipt Receipt) : Outcome;

    /// <summary>Nothing was recorded.</summary>
    public sealed record Refused(Refusal Refusal) : Outcome;

    /// <summary>Nothing was recorded.</summary>
    public static implicit operator Outcome(Refusal refusal) => new Refused(refusal);
}
