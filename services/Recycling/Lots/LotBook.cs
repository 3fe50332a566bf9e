using Traceability.Contracts;
using Traceability.Dossiers.Documents;

namespace Traceability.Recycling;

/// <summary>
/// The lots of this process. A shipment is one conditional write on the lot that it leaves, so that nobody can ship more than
/// remains; the receiver's lot is then made from what stands there, at once, by a repetition of the request, or by the sweep.
/// </summary>
public sealed class LotBook(IDocumentStore store)
{
    internal const string Collection = "lots";
    private const string UndeliveredTag = "undelivered";
    private const int SweepBatch = 100;

    private readonly Documents<Lot> documents = new(store, Collection, TagsOf);

    /// <summary>The lot, or null where there is none.</summary>
    public async Task<Lot?> Find(string id, CancellationToken cancellation) => (await documents.Find(id, cancellation))?.Value;

    /// <summary>Lots that carry the tag, by id.</summary>
    public async Task<IReadOnlyList<Lot>> List(string tag, string? after, int limit, CancellationToken cancellation) =>
        [.. (await documents.List(tag, after, limit, cancellation)).Select(lot => lot.Value)];

    /// <summary>Ships from a lot, once.</summary>
    /// <param name="id">The lot.</param>
    /// <param name="decide">From the lot (null where there is none) to a shipment or a refusal; pure, since it may run again.</param>
    /// <param name="cancellation">Stops trying; what is written by then stays written.</param>
    public async Task<(Shipment? Shipment, Refusal? Refusal)> Ship(
        string id, Func<Lot?, (Shipment? Shipment, Refusal? Refusal)> decide, CancellationToken cancellation)
    {
        while (true)
        {
            var found = await documents.Find(id, cancellation);
            var (shipment, refusal) = decide(found?.Value);
            if (shipment is null || found is null)
            {
                return (null, refusal);
            }

            var isRepetition = found.Value.Shipments.Any(before => before.Id == shipment.Id);
            var after = found.Value with
            {
                RemainingKg = found.Value.RemainingKg - shipment.MassKg,
                Shipments = [.. found.Value.Shipments, shipment],
            };
            if (isRepetition || await documents.Put(id, found.Version + 1, after, cancellation))
            {
                await Deliver(id, shipment, cancellation);
                return (shipment, null);
            }
        }
    }

    /// <summary>Makes the receivers' lots that a crash left out.</summary>
    /// <returns>How many shipments were brought to their end.</returns>
    public async Task<int> DeliverAll(CancellationToken cancellation)
    {
        var count = 0;
        string? after = null;
        IReadOnlyList<Lot> lots;
        do
        {
            lots = await List(UndeliveredTag, after, SweepBatch, cancellation);
            foreach (var (lot, shipment) in lots.SelectMany(lot => lot.Shipments.Where(shipment => !shipment.Delivered).Select(shipment => (lot, shipment))))
            {
                await Deliver(lot.Id, shipment, cancellation);
                count++;
            }

            after = lots.Count > 0 ? lots[^1].Id : null;
        }
        while (lots.Count == SweepBatch);

        return count;
    }

    internal static IReadOnlyList<string> TagsOf(Lot lot) =>
        [.. Readers.Tags(lot.Owner, lot.Region), .. lot.Shipments.Any(shipment => !shipment.Delivered) ? [UndeliveredTag] : Array.Empty<string>()];

    private async Task Deliver(string id, Shipment shipment, CancellationToken cancellation)
    {
        if (shipment.Delivered)
        {
            return;
        }

        var parent = await documents.Find(id, cancellation) ?? throw new InvalidOperationException($"Lot {id} is gone although {shipment.Id} left it.");

        // False means that it is there from before a crash; its owner may have shipped from it since, so it is never written over.
        await documents.Put(shipment.Lot, 1, parent.Value.ChildOf(shipment), cancellation);
        await documents.Change(id, lot => WithDelivered(lot!, shipment), cancellation);
    }

    private static Lot? WithDelivered(Lot lot, Shipment delivered) => lot.Shipments.Any(shipment => shipment.Id == delivered.Id && !shipment.Delivered)
        ? lot with { Shipments = [.. lot.Shipments.Select(shipment => shipment.Id == delivered.Id ? shipment with { Delivered = true } : shipment)] }
        : null;
}
