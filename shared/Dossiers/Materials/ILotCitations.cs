using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Dossiers.Materials;

/// <summary>
/// Takes from lots of recovered material what a new battery is said to contain of them, so that nobody cites more than there is or what
/// belongs to somebody else. Who keeps the lots implements it; who opens dossiers calls it.
/// </summary>
public interface ILotCitations
{
    /// <summary>
    /// Takes the masses, records, and keeps what was taken if the dossier cites it, else gives it back. Where it ends in between, a
    /// repetition or a sweep finds out from the dossier which of the two is due; until then the lots are rather a little too small.
    /// </summary>
    /// <param name="citation">What is cited.</param>
    /// <param name="record">Opens the dossier; it is not called where a lot refuses.</param>
    /// <param name="cancellation">Stops trying; what is written by then stays written.</param>
    /// <returns>What <paramref name="record"/> came to, or the refusal of a lot.</returns>
    Task<Outcome> Cite(LotCitation citation, Func<Task<Outcome>> record, CancellationToken cancellation);
}

/// <summary>What a new battery is said to contain of which lots.</summary>
/// <param name="By">The party that registers the battery; the lots must be its own.</param>
/// <param name="Battery">The battery.</param>
/// <param name="OccurredAt">When it was made.</param>
/// <param name="Contents">Of which lot how much.</param>
public sealed record LotCitation(Party By, BatteryCode Battery, DateTimeOffset OccurredAt, IReadOnlyList<RecycledContent> Contents);
