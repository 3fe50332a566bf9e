using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Audit;

/// <summary>Audit's own copy of every entry, and of the standing that they fold to.</summary>
public interface IHistoryStore
{
    /// <summary>
    /// Keeps entries, in whatever order they come and however often, and moves the standings on, if each stands where it did when
    /// it was folded. A second entry with a number that is taken is kept beside the first: it is evidence.
    /// </summary>
    /// <returns>False, with nothing kept, where a standing has moved meanwhile: fold again.</returns>
    Task<bool> Keep(IReadOnlyList<SealedEntry> entries, IReadOnlyList<StandingMove> moves, CancellationToken cancellation);

    /// <summary>The standing up to the last entry that follows the others without a gap, or null where there is none.</summary>
    Task<Standing?> Standing(BatteryCode battery, CancellationToken cancellation);

    /// <summary>Stored entries with a number above <paramref name="after"/>, in order, as they were sealed.</summary>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> Entries(BatteryCode battery, int after, int limit, CancellationToken cancellation);
}

/// <summary>A standing that moves on.</summary>
/// <param name="From">The number that it stood at; 0 where there was none.</param>
/// <param name="To">The standing it moves to.</param>
public sealed record StandingMove(int From, Standing To);
