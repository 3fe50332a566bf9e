using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Dossiers.WorkOrders;

/// <summary>Carries work orders out, and after a crash on.</summary>
public sealed partial class WorkOrderDesk(
    IDossierStore dossiers, IDocumentStore documents, EntryRelay relay, TimeProvider clock, KeeperName keeper, ILogger<WorkOrderDesk> log,
    RefusalReporter? refusals = null, HandOverDesk? handOvers = null)
    : BackgroundService
{
    private static readonly Phrase NamedHere = new("what is named here");
    private const string Collection = "work-orders";
    private const string OpenTag = "open";

    private readonly Documents<WorkOrder> orders =
        new(documents, Collection, static order => order.IsOver() ? [] : [OpenTag]);

    // Only within this process; another one is kept off by the versions of the order's document.
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
                if (before.Value.State != WorkOrderState.Dropped && before.Value.Act.Idempotency != act.Idempotency)
                {
                    return Refused(null, DossierRefusals.IdempotencyKeyReused.With());
                }

                if (before.Value.State is WorkOrderState.Due or WorkOrderState.Done)
                {
                    return await Finish(before, cancellation);
                }

                if (MayBeAlive(before.Value) || await Drop(before) is not { } left)
                {
                    return Busy(lines);
                }

                version = left + 1;
            }

            return await Claim(id, version, act, lines, alongside, cancellation);
        }
        finally
        {
            running.TryRemove(id, out _);
        }
    }

    private async Task<WorkOrderOutcome> Finish(Versioned<WorkOrder> order, CancellationToken cancellation)
    {
        if (order.Value.State == WorkOrderState.Done)
        {
            return new WorkOrderOutcome.Done(order.Id, [.. order.Value.Lines.Select(line => line.Receipt!)]);
        }

        foreach (var document in order.Value.Documents)
        {
            // False means that it is there from before a crash.
            await documents.Put(document.ToDocument(), cancellation);
        }

        var receipts = await Task.WhenAll(order.Value.Lines.Select(line => RecordLine(order, line, cancellation)));
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
    private async Task<Receipt> RecordLine(Versioned<WorkOrder> order, WorkOrderLine line, CancellationToken cancellation)
    {
        // No client can send a key with a space in it.
        var once = order.Value.Act with { Idempotency = new($"work order {order.Id}", order.Id) };
        if (await dossiers.Find(line.Battery, cancellation) is { Claim: { } claim } dossier && claim == order.Value.ClaimOf(order.Id))
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

        return await dossiers.Recall(once.By, once.Idempotency.Key, line.Battery, cancellation) is { Receipt: var recorded } && recorded.Battery == line.Battery
            ? recorded
            : throw new InvalidOperationException($"Work order {order.Id} has neither claimed nor recorded {line.Battery}.");
    }

    // An order may have documents only.
    private static WorkOrderOutcome.Refused Busy(IReadOnlyList<PlannedLine> lines) =>
        Refused(null, DossierRefusals.BatteryBusy.With(lines.Count > 0 ? lines[0].Battery : (object)NamedHere));

    private static WorkOrderOutcome.Refused Refused(BatteryCode? battery, Refusal refusal) => new([new(battery, refusal)]);
}
