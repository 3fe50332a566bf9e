using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Parties;

namespace Traceability.Ownership;

/// <summary>
/// Which batteries may be in stock at which take-back outlet: where to look, since the dossiers alone say what is. It has one small
/// document for each battery that an outlet ever took over, and can be made anew from the entries.
/// </summary>
public sealed class OutletStocks(IDocumentStore store, DossierOffice office, PartyDirectory parties) : ISubscriber<EntryRecorded>
{
    private const int PageSize = 500;

    private readonly Documents<LastHands> hands = new(
        store, "outlet-stock", static last => last.Outlet is { } outlet ? [TagOf(outlet)] : []);

    /// <summary>How many batteries a party has in stock as an outlet, and what they weigh, in kilograms.</summary>
    public async Task<(int Count, decimal MassKg)> Of(PartyId outlet, CancellationToken cancellation)
    {
        var stored = await Stored(outlet, cancellation);
        return (stored.Count, stored.Values.Sum());
    }

    /// <summary>What a party will have in stock as an outlet once it has taken batteries over, in kilograms.</summary>
    public async Task<decimal> AfterKg(PartyId outlet, IEnumerable<BatteryCode> taken, CancellationToken cancellation)
    {
        var stored = await Stored(outlet, cancellation);
        var added = await Standings(taken.Where(battery => !stored.ContainsKey(battery)).Distinct(), cancellation);
        return stored.Values.Sum() + added.Where(OutletStock.IsStored).Sum(OutletStock.MassKgOf);
    }

    /// <inheritdoc/>
    public Task Receive(IReadOnlyList<EntryRecorded> messages, CancellationToken cancellation) => Task.WhenAll(messages
        .Select(message => LastHands.After(message.Entry.Entry))
        .OfType<LastHands>()
        .GroupBy(last => last.Battery)
        .Select(battery => Note(battery.MaxBy(last => last.Sequence)!, cancellation)));

    private async Task Note(LastHands latest, CancellationToken cancellation)
    {
        // Batteries that never were at an outlet are most, and nothing is written for them.
        var noted = latest.Outlet is { } taker && parties.Find(taker)?.Is(PartyRole.CollectionOutlet) is true ? latest : latest with { Outlet = null };
        await hands.Change(
            latest.Battery.Value,
            known => known is null ? (noted.Outlet is null ? null : noted) : known.Sequence < noted.Sequence ? noted : null,
            cancellation);
    }

    private async Task<Dictionary<BatteryCode, decimal>> Stored(PartyId outlet, CancellationToken cancellation)
    {
        var stored = new Dictionary<BatteryCode, decimal>();
        string? after = null;
        IReadOnlyList<Versioned<LastHands>> page;
        do
        {
            page = await hands.List(TagOf(outlet), after, PageSize, cancellation);
            foreach (var standing in await Standings(page.Select(last => last.Value.Battery), cancellation))
            {
                if (standing.Custodian == outlet && OutletStock.IsStored(standing))
                {
                    stored[standing.Battery] = OutletStock.MassKgOf(standing);
                }
            }

            after = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count == PageSize);

        return stored;
    }

    private async Task<IReadOnlyList<Standing>> Standings(IEnumerable<BatteryCode> batteries, CancellationToken cancellation) =>
        [.. (await Task.WhenAll(batteries.Select(battery => office.Read(battery, cancellation)))).OfType<Standing>()];

    private static string TagOf(PartyId outlet) => $"outlet:{outlet}";
}

/// <summary>Into whose hands the latest entry about a battery's custody put it.</summary>
/// <param name="Battery">The battery.</param>
/// <param name="Sequence">The number of that entry.</param>
/// <param name="Outlet">The organisation; null where it is a person or nobody any more.</param>
public sealed record LastHands(BatteryCode Battery, int Sequence, PartyId? Outlet = null)
{
    /// <summary>What an entry says of the battery's custody, or null where it says nothing.</summary>
    public static LastHands? After(Entry entry) => entry.Data switch
    {
        TransferAccepted accepted => new(entry.Battery, entry.Sequence, accepted.Custodian.Party),
        CollectedFromPrivateOwner collected => new(entry.Battery, entry.Sequence, collected.Collector),
        BatteryTakenOut part => new(entry.Battery, entry.Sequence, part.Custodian.Party),
        SoldToPrivateOwner or MadeIntoProduct or BatteryTreated => new(entry.Battery, entry.Sequence),
        _ => null,
    };
}
