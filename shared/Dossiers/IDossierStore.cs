using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers;

/// <summary>
/// Where dossiers lie. Every write is one conditional change of one dossier, durable before the task ends, so that any store
/// with single-document atomicity can serve. The contract tests say what a store must do.
/// </summary>
public interface IDossierStore
{
    /// <summary>The dossier without its entries, or null where this store never had it.</summary>
    Task<Dossier?> Find(BatteryCode code, CancellationToken cancellation);

    /// <summary>Adds entries if keeper, number and claim are as expected.</summary>
    /// <returns>False, with nothing written, where they are not: read again and decide again.</returns>
    Task<bool> Append(DossierAppend append, CancellationToken cancellation);

    /// <summary>
    /// Marks the dossier as about to be written by a work order, if keeper and number are as expected and no other work order
    /// has it. With number 0 it reserves a code that has no dossier.
    /// </summary>
    /// <returns>False, with nothing written, where they are not.</returns>
    Task<bool> Claim(BatteryCode code, string keeper, int expectedSequence, string workOrder, CancellationToken cancellation);

    /// <summary>Takes the work order's mark off again, and gives a code back that was only reserved.</summary>
    Task Unclaim(BatteryCode code, string workOrder, CancellationToken cancellation);

    /// <summary>
    /// What was answered for this battery to the party's request under this key; where there is nothing for this battery, any
    /// answer under the key; null where the key is new.
    /// </summary>
    Task<RememberedReceipt?> Recall(PartyId party, string key, BatteryCode battery, CancellationToken cancellation);

    /// <summary>Entries of a dossier above a number, in order.</summary>
    Task<IReadOnlyList<SealedEntry>> Entries(BatteryCode code, int after, CancellationToken cancellation);

    /// <summary>Dossiers above a code that have entries not yet published, by code, with the number up to which they are.</summary>
    Task<IReadOnlyList<(BatteryCode Code, int Sent)>> Unsent(BatteryCode? after, int limit, CancellationToken cancellation);

    /// <summary>Notes up to which entry each dossier is published; never lowers it.</summary>
    Task MarkSent(IReadOnlyDictionary<BatteryCode, int> sent, CancellationToken cancellation);
}
