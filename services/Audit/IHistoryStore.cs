using Traceability.Audit.Search;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Audit;

/// <summary>Audit's own copy of every entry, and of the standing that they fold to.</summary>
public interface IHistoryStore
{
    /// <summary>
    /// Keeps entries, in whatever order they come and however often, and moves the standings on, with all by which batteries are
    /// searched and their families followed, if each stands where it did when it was folded. A second entry with a number that is
    /// taken is kept beside the first: it is evidence.
    /// </summary>
    /// <returns>False, with nothing kept, where a standing has moved meanwhile: fold again.</returns>
    Task<bool> Keep(IReadOnlyList<SealedEntry> entries, IReadOnlyList<StandingMove> moves, CancellationToken cancellation);

    /// <summary>How far the histories of these batteries have come.</summary>
    Task<IReadOnlyDictionary<BatteryCode, KeptHistory>> Kept(IReadOnlyCollection<BatteryCode> batteries, CancellationToken cancellation);

    /// <summary>The standing up to the last entry that follows the others without a gap, or null where there is none.</summary>
    Task<Standing?> Standing(BatteryCode battery, CancellationToken cancellation);

    /// <summary>Stored entries with a number above <paramref name="after"/>, in order, as they were sealed.</summary>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> Entries(BatteryCode battery, int after, int limit, CancellationToken cancellation);
}

/// <summary>How far a history has come.</summary>
/// <param name="Standing">The standing after the last entry without a gap, or null.</param>
/// <param name="HasEarly">Whether entries lie kept that follow a gap.</param>
public sealed record KeptHistory(Standing? Standing, bool HasEarly)
{
    /// <summary>Which of its states the store means, where it cannot hold on to all batteries of a delivery at once.</summary>
    public long Revision { get; init; }
}

/// <summary>How far new entries bring a history.</summary>
public sealed record StandingMove
{
    /// <summary>Whose.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>From where.</summary>
    public required KeptHistory From { get; init; }

    /// <summary>To where.</summary>
    public required KeptHistory To { get; init; }

    /// <summary>The entries that were folded in.</summary>
    public required IReadOnlyList<Entry> Followed { get; init; }

    /// <summary>What they show that should not be.</summary>
    public required IReadOnlyList<Discrepancy> Discrepancies { get; init; }
}
