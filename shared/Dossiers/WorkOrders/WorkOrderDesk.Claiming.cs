using System.Security.Cryptography;
using Traceability.Contracts;
using Traceability.Dossiers.Documents;

namespace Traceability.Dossiers.WorkOrders;

/// <content>Claims and decides, or gives the claims back.</content>
public sealed partial class WorkOrderDesk
{
    private const int ClaimAttemptsMax = 20;

    private async Task<WorkOrderOutcome> Claim(
        string id, long version, Act act, IReadOnlyList<PlannedLine> planned, IReadOnlyList<WorkOrderDocument> alongside, CancellationToken cancellation)
    {
        var order = new WorkOrder
        {
            State = WorkOrderState.Claiming,
            Attempt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)),
            Act = act,
            Lines = [.. planned.Select(line => new WorkOrderLine { Battery = line.Battery })],
            Documents = alongside,
            BegunAt = clock.GetUtcNow(),
        };
        if (!await orders.Put(id, version, order, cancellation))
        {
            return Busy(planned);
        }

        try
        {
            var begun = clock.GetTimestamp();
            await FetchAll(planned, begun, cancellation);
            var results = await Task.WhenAll(planned.Select(line => ClaimLine(order.ClaimOf(id), act, line, begun, cancellation)));
            var refusals = results.Select(result => result.Refusal).OfType<LineRefusal>().ToList();
            var due = order with { State = WorkOrderState.Due, Lines = [.. results.Select(result => result.Line).OfType<WorkOrderLine>()] };
            if (refusals.Count == 0 && await orders.Put(id, version + 1, due, cancellation))
            {
                return await Finish(new(id, version + 1, due), CancellationToken.None);
            }

            await Drop(new(id, version, order));
            return refusals.Count > 0 ? new WorkOrderOutcome.Refused(refusals) : Busy(planned);
        }
        catch
        {
            await Drop(new(id, version, order));
            throw;
        }
    }

    // Before anything is claimed, so that no dossier is kept from others while one is waited for. What does not come is told when it is claimed.
    private Task FetchAll(IReadOnlyList<PlannedLine> planned, long begun, CancellationToken cancellation) =>
        handOvers is null ? Task.CompletedTask : Task.WhenAll(planned.Select(async line =>
        {
            if (handOvers.IsElsewhere(await dossiers.Find(line.Battery, cancellation), line.Purpose))
            {
                await handOvers.Fetch(line.Battery, line.Purpose, begun, cancellation);
            }
        }));

    private async Task<(WorkOrderLine? Line, LineRefusal? Refusal)> ClaimLine(
        string claim, Act act, PlannedLine line, long begun, CancellationToken cancellation)
    {
        using var turn = handOvers is null ? null : await handOvers.Turns.Enter(line.Battery, cancellation);
        for (var attempt = 0; attempt < ClaimAttemptsMax; attempt++)
        {
            var dossier = await dossiers.Find(line.Battery, cancellation);
            if (handOvers?.IsElsewhere(dossier, line.Purpose) is true)
            {
                // Somebody else may have got it since all were here.
                if (await handOvers.Fetch(line.Battery, line.Purpose, begun, cancellation) is { } notHere)
                {
                    return (null, Refused(line, act, notHere, DossierOffice.TimeOfRecording(clock, null)));
                }

                continue;
            }

            if (dossier?.Claim is { } other && other != claim)
            {
                break;
            }

            var now = DossierOffice.TimeOfRecording(clock, dossier);
            switch (line.Decide(dossier, now, act))
            {
                case Decision.Refuse(var refusal):
                    return (null, Refused(line, act, refusal, now));

                case Decision.Record record when await dossiers.Claim(line.Battery, keeper.Value, dossier?.Sequence ?? 0, claim, cancellation):
                    return (new() { Battery = line.Battery, Entries = [.. record.Entries.Select(LineEntry.Of)], Warnings = record.Warnings }, null);
            }
        }

        return (null, new(line.Battery, DossierRefusals.BatteryBusy.With(line.Battery)));
    }

    private LineRefusal Refused(PlannedLine line, Act act, Refusal refusal, DateTimeOffset now)
    {
        refusals?.Report(line.Battery, act, refusal, now);
        return new(line.Battery, refusal);
    }

    /// <summary>Puts an end to an attempt that has not become due, and gives its claims back.</summary>
    /// <returns>The version it leaves behind (0 for none), or null where another process was first.</returns>
    private async Task<long?> Drop(Versioned<WorkOrder> order)
    {
        var version = order.Version;
        if (order.Value.State != WorkOrderState.Dropped
            && !await orders.Put(order.Id, ++version, order.Value with { State = WorkOrderState.Dropped }, CancellationToken.None))
        {
            await GiveBackIfDropped(order);
            return null;
        }

        await GiveBack(order);

        // Another process may be at work under the same key, and must not find the versions that it knows counted anew.
        if (handOvers is not null && order.Value.Act.Idempotency is not null)
        {
            var left = order.Value with { State = WorkOrderState.Dropped, Lines = [], Documents = [] };
            return await orders.Put(order.Id, ++version, left, CancellationToken.None) ? version : null;
        }

        await documents.Delete(Collection, order.Id, CancellationToken.None);
        return 0;
    }

    // Whoever dropped it has given the claims back, but some may have been added since. An attempt that is not the last one never becomes due.
    private async Task GiveBackIfDropped(Versioned<WorkOrder> order)
    {
        var now = await orders.Find(order.Id, CancellationToken.None);
        if (now is null or { Value.State: WorkOrderState.Dropped } || now.Value.Attempt != order.Value.Attempt)
        {
            await GiveBack(order);
        }
    }

    private Task GiveBack(Versioned<WorkOrder> order) =>
        Task.WhenAll(order.Value.Lines.Select(line => dossiers.Unclaim(line.Battery, order.Value.ClaimOf(order.Id), CancellationToken.None)));
}
