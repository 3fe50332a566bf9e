using Traceability.Contracts.Entries;
using Traceability.Dossiers;
using Traceability.Dossiers.WorkOrders;

namespace Traceability.Recycling;

/// <summary>
/// Brings what was taken from lots to its end, at once, by a repetition of the request, or by the sweep after a crash: a part that was
/// shipped or split off becomes a lot; what was taken for a merger, a treatment or a citation stays taken if that came about, and is
/// given back if it did not and no longer can.
/// </summary>
public sealed class LotSettlement(LotBook lots, TreatmentBook treatments, MonthBook months, WorkOrderDesk desk, DossierOffice office, TimeProvider clock)
{
    private const int SweepBatch = 100;

    private readonly Turns turns = new();

    /// <summary>
    /// The turn of a shipment, merger, treatment or citation. Whoever has it may take and record under its id; without it nothing is given
    /// back, so that nothing is while a request may still succeed.
    /// </summary>
    public Task<IDisposable> Enter(string use, CancellationToken cancellation) => turns.Enter(use, cancellation);

    /// <summary>Brings a use to its end, under its turn.</summary>
    public Task Resolve(string lot, LotUse use, CancellationToken cancellation) => use switch
    {
        { Settled: true } => Task.CompletedTask,
        { Kind: LotUseKind.Shipped or LotUseKind.Split } => Deliver(lot, use, cancellation),
        { Kind: LotUseKind.Merged } => ResolveMerged(lot, use, cancellation),
        { Kind: LotUseKind.Treated } => ResolveTreated(lot, use, cancellation),
        { Kind: LotUseKind.Cited } => ResolveCited(lot, use, cancellation),
        _ => throw new InvalidOperationException($"Every kind of use has a case above, but not {use.Kind}."),
    };

    /// <summary>Brings to their end the uses that a crash left open and that nobody works on.</summary>
    /// <param name="olderThan">Only those recorded so long ago.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task ResolveAll(TimeSpan olderThan, CancellationToken cancellation)
    {
        string? after = null;
        IReadOnlyList<Lot> open;
        do
        {
            open = await lots.ListOpen(after, SweepBatch, cancellation);
            foreach (var (lot, use) in open.SelectMany(lot => lot.Uses.Where(use => IsDue(use, olderThan)).Select(use => (lot.Id, use.Id))))
            {
                await ResolveAlone(lot, use, cancellation);
            }

            after = open.Count > 0 ? open[^1].Id : null;
        }
        while (open.Count == SweepBatch);
    }

    // A clock that was set back must not make them wait until it has caught up.
    private bool IsDue(LotUse use, TimeSpan olderThan) => !use.Settled && (clock.GetUtcNow() - use.RecordedAt).Duration() >= olderThan;

    private async Task ResolveAlone(string lot, string use, CancellationToken cancellation)
    {
        using var turn = turns.TryEnter(use);

        // It may have been given back and taken anew before the turn was ours.
        if (turn is not null && (await lots.Find(lot, cancellation))?.Uses.FirstOrDefault(known => known.Id == use) is { } now)
        {
            await Resolve(lot, now, cancellation);
        }
    }

    private async Task Deliver(string lot, LotUse use, CancellationToken cancellation)
    {
        var parent = await lots.Find(lot, cancellation) ?? throw new InvalidOperationException($"Lot {lot} is gone although {use.Id} was taken from it.");
        if (parent.Uses.Any(known => known.Id == use.Id && known.Settled))
        {
            return;
        }

        await lots.Add(parent.ChildOf(use), cancellation);
        var passedOn = use.Kind == LotUseKind.Shipped ? RecoveryFlows.OfShipment(parent, use.MassKg) : null;
        if (passedOn is var (given, received))
        {
            await months.Add(parent.Owner, use.OccurredAt, use.Id, given, cancellation);
            await months.Add(use.To!.Value, use.OccurredAt, use.Id, received, cancellation);
        }

        await lots.Settle(lot, use.Id, cancellation);
        if (passedOn is not null)
        {
            await months.Forget(parent.Owner, use.OccurredAt, use.Id, cancellation);
            await months.Forget(use.To!.Value, use.OccurredAt, use.Id, cancellation);
        }
    }

    private async Task ResolveMerged(string lot, LotUse use, CancellationToken cancellation) => await KeepOrGiveBack(
        lot,
        use,
        await lots.Find(use.Lot!, cancellation) is { } merged && merged.Sources.Any(source => source.Lot == lot && source.MassKg == use.MassKg),
        cancellation);

    private async Task ResolveTreated(string lot, LotUse use, CancellationToken cancellation)
    {
        // The order first: where it is not open, it has either left its treatment behind or come to nothing.
        if (await desk.IsOpen(use.Treatment!, cancellation))
        {
            return;
        }

        var treatment = await treatments.Find(use.Treatment!, cancellation);
        foreach (var output in treatment?.Lots ?? [])
        {
            if (await lots.Find(output.Lot, cancellation) is null)
            {
                await lots.Add(Lot.Of(treatment!, output), cancellation);
            }
        }

        await KeepOrGiveBack(lot, use, treatment?.LotsIn.Any(source => source.Lot == lot && source.MassKg == use.MassKg) is true, cancellation);
    }

    private async Task ResolveCited(string lot, LotUse use, CancellationToken cancellation)
    {
        var opening = await office.ReadOpening(use.Battery!.Value, cancellation);
        if (opening.IsReserved)
        {
            // A work order may still open it.
            return;
        }

        var registered = opening.Entry?.Entry.Data as BatteryRegistered;
        await KeepOrGiveBack(
            lot, use, registered?.RecycledContent.Where(content => content.Lot == lot).Sum(content => content.MassKg) == use.MassKg, cancellation);
    }

    private Task KeepOrGiveBack(string lot, LotUse use, bool cameAbout, CancellationToken cancellation) =>
        cameAbout ? lots.Settle(lot, use.Id, cancellation) : lots.Release(lot, use.Id, cancellation);
}
