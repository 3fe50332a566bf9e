using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Documents;

namespace Traceability.Dossiers.WorkOrders;

/// <summary>Carries work orders out, and after a crash on.</summary>
public sealed partial class WorkOrderDesk(
    IDossierStore dossiers, IDocumentStore documents, EntryRelay relay, TimeProvider clock, KeeperName keeper, ILogger<WorkOrderDesk> log,
    RefusalReporter? refusals = null)
    : BackgroundService
{
    private const int ClaimAttemptsMax = 20;
    private static readonly Phrase NamedHere = new("what is named here");
    private const string Collection = "work-orders";
    private const string OpenTag = "open";

    private readonly Documents<WorkOrder> orders =
        new(documents, Collection, static order => order.State == WorkOrderState.Done ? [] : [OpenTag]);

    private readonly ConcurrentDictionary<string, bool> running = new(StringComparer.Ordinal);

    /// <summary>An id for what a request makes: the same for every repetition of a request that carries a key, else new.</summary>
    /// <param name="prefix">What it is (<c>transfer</c>).</param>
    /// <param name="act">Who asks, and under which key.</param>
    /// <param name="line">Tells one line of a request from another, where each makes something of its own.</param>
    public static string IdFor(string prefix, Act act, string line = "")
    {
        var bytes = act.Idempotency is { } idempotency
            ? SHA256.HashData(Encoding.UTF8.GetBytes($"{prefix}\n{act.By}\n{idempotency.Key}\n{line}"))
            : RandomNumberGenerator.GetBytes(16);
        return $"{prefix}-{Convert.ToHexStringLower(bytes.AsSpan(0, 10))}";
    }

    /// <summary>Claims, decides, records: all lines or none.</summary>
    /// <param name="id">Its id, from <see cref="IdFor"/>.</param>
    /// <param name="act">Who does what, when.</param>
    /// <param name="lines">What is planned for each battery; each battery once. None where only documents come to be.</param>
    /// <param name="alongside">Documents that come to be with it.</param>
    /// <param name="cancellation">Stops claiming; what is due is carried through.</param>
    public async Task<WorkOrderOutcome> CarryOut(
        string id, Act act, IReadOnlyList<PlannedLine> lines, IReadOnlyList<WorkOrderDocument> alongside, CancellationToken cancellation)
    {
        if (lines.CountBy(line => line.Battery).FirstOrDefault(count => count.Value > 1) is { Value: > 1 } repeated)
        {
            return Refused(repeated.Key, DossierRefusals.BatteryRepeated.With(repeated.Key));
        }

        if (!running.TryAdd(id, true))
        {
            return Busy(lines);
        }

        try
        {
            var version = 1L;
            if (await orders.Find(id, cancellation) is { } before)
            {
                if (before.Value.Act.Idempotency != act.Idempotency)
                {
                    return Refused(null, DossierRefusals.IdempotencyKeyReused.With());
                }

                if (before.Value.State is WorkOrderState.Due or WorkOrderState.Done)
                {
                    return await Finish(before, cancellation);
                }

                await GiveBack(before.Value, id);
                version = before.Version + 1;
            }

            return await Claim(id, version, act, lines, alongside, cancellation);
        }
        finally
        {
            running.TryRemove(id, out _);
        }
    }

    private async Task<WorkOrderOutcome> Claim(
        string id, long version, Act act, IReadOnlyList<PlannedLine> planned, IReadOnlyList<WorkOrderDocument> alongside, CancellationToken cancellation)
    {
        var order = new WorkOrder
        {
            State = WorkOrderState.Claiming,
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
            var results = await Task.WhenAll(planned.Select(line => ClaimLine(id, act, line, cancellation)));
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

    private async Task<(WorkOrderLine? Line, LineRefusal? Refusal)> ClaimLine(string id, Act act, PlannedLine line, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < ClaimAttemptsMax; attempt++)
        {
            var dossier = await dossiers.Find(line.Battery, cancellation);
            if (dossier?.Claim is { } claim && claim != id)
            {
                break;
            }

            var now = DossierOffice.TimeOfRecording(clock, dossier);
            switch (line.Decide(dossier, now, act))
            {
                case Decision.Refuse(var refusal):
                    refusals?.Report(line.Battery, act, refusal, now);
                    return (null, new(line.Battery, refusal));

                case Decision.Record record when await dossiers.Claim(line.Battery, keeper.Value, dossier?.Sequence ?? 0, id, cancellation):
                    return (new() { Battery = line.Battery, Entries = [.. record.Entries.Select(LineEntry.Of)], Warnings = record.Warnings }, null);
            }
        }

        return (null, new(line.Battery, DossierRefusals.BatteryBusy.With(line.Battery)));
    }

    private async Task<WorkOrderOutcome> Finish(Versioned<WorkOrder> order, CancellationToken cancellation)
    {
        if (order.Value.State == WorkOrderState.Done)
        {
            return new WorkOrderOutcome.Done(order.Id, [.. order.Value.Lines.Select(line => line.Receipt!)]);
        }

        // False means that it is there from before a crash.
        await Task.WhenAll(order.Value.Documents.Select(document => documents.Put(document.ToDocument(), cancellation)));

        var receipts = await Task.WhenAll(order.Value.Lines.Select(line => RecordLine(order.Id, order.Value.Act, line, cancellation)));
        var done = order.Value with
        {
            State = WorkOrderState.Done,
            Lines = [.. order.Value.Lines.Zip(receipts, (line, receipt) => line with { Receipt = receipt, Entries = [] })],
            Documents = [],
        };
        await orders.Put(order.Id, order.Version + 1, done, cancellation);
        return new WorkOrderOutcome.Done(order.Id, receipts);
    }

    // The claim keeps everybody else out, so that what was decided still fits; a line without the claim was recorded before.
    private async Task<Receipt> RecordLine(string id, Act act, WorkOrderLine line, CancellationToken cancellation)
    {
        // No client can send a key with a space in it.
        var once = act with { Idempotency = new($"work order {id}", id) };
        if (await dossiers.Find(line.Battery, cancellation) is { Claim: { } claim } dossier && claim == id)
        {
            var record = new Decision.Record([.. line.Entries.Select(entry => entry.Read())], line.Warnings);
            var (append, receipt) = DossierOffice.Prepare(
                line.Battery, keeper, once, dossier, record, DossierOffice.TimeOfRecording(clock, dossier));
            if (await dossiers.Append(append, cancellation))
            {
                relay.Hand(line.Battery, dossier.Sent, append.Entries);
                return receipt;
            }
        }

        return await dossiers.Recall(act.By, once.Idempotency.Key, line.Battery, cancellation) is { Receipt: var recorded } && recorded.Battery == line.Battery
            ? recorded
            : throw new InvalidOperationException($"Work order {id} has neither claimed nor recorded {line.Battery}.");
    }

    private async Task Drop(Versioned<WorkOrder> order)
    {
        var dropped = await orders.Put(order.Id, order.Version + 1, order.Value with { State = WorkOrderState.Dropped }, CancellationToken.None);

        // Another process may have dropped it at the same time, and claims may have been added since.
        if (dropped || await orders.Find(order.Id, CancellationToken.None) is null or { Value.State: WorkOrderState.Dropped })
        {
            await GiveBack(order.Value, order.Id);
        }

        if (dropped)
        {
            await documents.Delete(Collection, order.Id, CancellationToken.None);
        }
    }

    private Task GiveBack(WorkOrder order, string id) =>
        Task.WhenAll(order.Lines.Select(line => dossiers.Unclaim(line.Battery, id, CancellationToken.None)));

    // An order may have documents only.
    private static WorkOrderOutcome.Refused Busy(IReadOnlyList<PlannedLine> lines) =>
        Refused(null, DossierRefusals.BatteryBusy.With(lines.Count > 0 ? lines[0].Battery : (object)NamedHere));

    private static WorkOrderOutcome.Refused Refused(BatteryCode? battery, Refusal refusal) => new([new(battery, refusal)]);
}
