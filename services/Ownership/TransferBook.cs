using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.Documents;

namespace Traceability.Ownership;

/// <summary>The list of all transfers, and what the dossiers say of them.</summary>
/// <param name="documents">Where the list lies.</param>
/// <param name="dossiers">Where the entries lie that were written here: all entries about transfers are.</param>
public sealed class TransferBook(IDocumentStore documents, IDossierStore dossiers)
{
    private readonly Documents<Transfer> transfers = new(documents, Transfer.Collection, static transfer => transfer.Tags());

    /// <summary>The transfer, or null where there is none or nothing came of it.</summary>
    public async Task<Transfer?> Find(string id, CancellationToken cancellation) =>
        (await transfers.Find(id, cancellation))?.Value is { Lines.Count: > 0 } transfer ? transfer : null;

    /// <summary>Transfers with a tag, by id.</summary>
    public async Task<IReadOnlyList<Transfer>> List(string tag, string? after, int limit, CancellationToken cancellation) =>
        [.. (await transfers.List(tag, after, limit, cancellation)).Select(found => found.Value)];

    /// <summary>Writes the transfer down before any of its lines, or completes what an earlier attempt wrote.</summary>
    public Task Begin(Transfer asked, CancellationToken cancellation) =>
        transfers.Change(asked.Id, found => found is null ? asked : Changed(found, found.WithMissing(asked.Lines)), cancellation);

    /// <summary>The transfer as it was asked for, also where all of its lines were refused.</summary>
    public async Task<Transfer?> FindRequest(string id, CancellationToken cancellation) => (await transfers.Find(id, cancellation))?.Value;

    /// <summary>Notes which lines are on offer (state given) and which were refused (null).</summary>
    /// <param name="asked">The transfer as it was asked for.</param>
    /// <param name="states">What became of its lines.</param>
    /// <param name="cancellation">Stops; the sweep then notes it later.</param>
    /// <returns>The transfer, or null where none of its lines is on offer: then it has not come to be.</returns>
    public async Task<Transfer?> NoteOffers(Transfer asked, IReadOnlyDictionary<BatteryCode, LineState?> states, CancellationToken cancellation)
    {
        // Another attempt at the same request may have been refused a line, and taken it off, that this one recorded.
        var recorded = asked.Lines.Where(line => states.GetValueOrDefault(line.Battery) is not null);
        var noted = (await transfers.Change(asked.Id, found => Changed(found, (found ?? asked).WithMissing(recorded).With(states)), cancellation))!.Value;
        if (noted.Lines.Count > 0)
        {
            return noted;
        }

        // Under a key of the client's, other attempts may still find it; without one, nobody knows its id.
        if (noted.Act.Idempotency?.Key == noted.Id)
        {
            await documents.Delete(Transfer.Collection, noted.Id, cancellation);
        }

        return null;
    }

    /// <summary>Notes what became of lines.</summary>
    public Task Note(string id, IReadOnlyDictionary<BatteryCode, LineState?> states, CancellationToken cancellation) => states.Count == 0
        ? Task.CompletedTask
        : transfers.Change(id, found => found is null ? null : Changed(found, found.With(states)), cancellation);

    /// <summary>What the dossier says of a battery in a transfer; null where it was never offered in it.</summary>
    public async Task<LineState?> Ask(BatteryCode battery, string transfer, CancellationToken cancellation) =>
        LineStates.Of((await dossiers.Entries(battery, 0, cancellation)).Select(entry => entry.Entry.Data), transfer);

    /// <summary>The lines that a request without names is about: those not yet answered, and those that this very request answered before.</summary>
    public async Task<IReadOnlyList<BatteryCode>> Answerable(Transfer transfer, Act act, CancellationToken cancellation)
    {
        var chosen = await Task.WhenAll(transfer.Lines.Select(async line => !line.State.IsClosed() || await WasAnswered(line.Battery, act, cancellation)));
        return [.. transfer.Lines.Zip(chosen).Where(line => line.Second).Select(line => line.First.Battery)];
    }

    private async Task<bool> WasAnswered(BatteryCode battery, Act act, CancellationToken cancellation) =>
        act.Idempotency is { } idempotency
        && await dossiers.Recall(act.By, idempotency.Key, battery, cancellation) is { } before
        && before.Receipt.Battery == battery;

    private static Transfer? Changed(Transfer? before, Transfer after) =>
        before is not null && before.Lines.SequenceEqual(after.Lines) ? null : after;
}
