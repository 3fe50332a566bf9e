using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Dossiers;

/// <summary>
/// Where dossiers lie. Every write is one conditional change of one dossier, durable before the task ends, so that any store
/// with single-document atomicity can serve. The contract tests say what a store must do.
/// </summary>
public interface IDossierStore
{
    /// <summary>The dossier without its entries, or null where this store never had it.</summary>
    Task<Dossier?> Find(BatteryCode code, CancellationToken cancellation);

    /// <summary>Adds entries if keeper, number and claim are as expected; opens a dossier where there is none and number 0 is expected.</summary>
    /// <returns>False, with nothing written, where they are not: read again and decide again.</returns>
    Task<bool> Append(DossierAppend append, CancellationToken cancellation);

    /// <summary>
    /// Marks the dossier as about to be written by a work order, if keeper and number are as expected and no other work order
    /// has it. With number 0 it reserves a code that has no dossier.
    /// </summary>
    /// <returns>False, with nothing written, where they are not.</returns>
    Task<bool> Claim(BatteryCode code, string keeper, int expectedSequence, string workOrder, CancellationToken cancellation);

    /// <summary>
    /// Takes the work order's mark off again, and gives a code back that was only reserved here. A dossier that was ever handed over
    /// stays, even an empty one: others know it.
    /// </summary>
    Task Unclaim(BatteryCode code, string workOrder, CancellationToken cancellation);

    /// <summary>
    /// What was answered for this battery to the party's request under this key; where there is nothing for this battery, any
    /// answer under the key; null where the key is new.
    /// </summary>
    Task<RememberedReceipt?> Recall(PartyId party, string key, BatteryCode battery, CancellationToken cancellation);

    /// <summary>
    /// Entries of a dossier above a number that were written here, in order. Numbers are missing where others wrote: a dossier that is
    /// handed over leaves its entries behind, and may come back.
    /// </summary>
    Task<IReadOnlyList<SealedEntry>> Entries(BatteryCode code, int after, CancellationToken cancellation);

    /// <summary>Dossiers above a code that have entries not yet published, by code, with the number up to which they are.</summary>
    Task<IReadOnlyList<(BatteryCode Code, int Sent)>> Unsent(BatteryCode? after, int limit, CancellationToken cancellation);

    /// <summary>
    /// Notes up to which entry each dossier is published; never lowers it. Only entries written here count: where none is left above
    /// the number, the dossier counts as sent up to its last entry, whoever wrote that.
    /// </summary>
    Task MarkSent(IReadOnlyDictionary<BatteryCode, int> sent, CancellationToken cancellation);

    /// <summary>
    /// Lets go of a dossier, if keeper and number are as expected and no work order has it: the successor is its keeper from now on, the
    /// epoch is one higher, and the hand-over counts as not yet posted. Number 0 releases an empty dossier, or reserves for the successor
    /// a code that has none.
    /// </summary>
    /// <returns>False, with nothing written, where they are not.</returns>
    Task<bool> Release(BatteryCode code, string keeper, int expectedSequence, string successor, CancellationToken cancellation);

    /// <summary>
    /// Takes a dossier over, if the one stored is of a lower epoch, or none is stored. Entries written here before stay, and stay
    /// unpublished if they are; nothing that others wrote counts as unpublished here. A hand-over not yet posted is one that has arrived.
    /// </summary>
    /// <returns>False, with nothing written, where it comes late or again.</returns>
    Task<bool> Accept(HandOver handOver, CancellationToken cancellation);

    /// <summary>Hand-overs not yet known to be posted, of dossiers above a code, by code.</summary>
    Task<IReadOnlyList<HandOver>> Unposted(BatteryCode? after, int limit, CancellationToken cancellation);

    /// <summary>Notes that the hand-over is safe on its way; nothing happens where the dossier has another epoch by now.</summary>
    Task MarkPosted(BatteryCode code, long epoch, CancellationToken cancellation);
}
