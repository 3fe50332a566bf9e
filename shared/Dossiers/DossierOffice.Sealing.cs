using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers;

/// <content>Sealing the entries of a decision, and the time they carry.</content>
public sealed partial class DossierOffice
{
    /// <summary>Now, but never before the entry that precedes: a clock set back must not turn the order round.</summary>
    internal static DateTimeOffset TimeOfRecording(TimeProvider clock, Dossier? dossier)
    {
        var now = TraceabilityJson.ToWholeMilliseconds(clock.GetUtcNow());
        return dossier?.Standing is { } standing && standing.RecordedAt > now ? standing.RecordedAt : now;
    }

    /// <summary>Seals the entries of a decision on to a dossier.</summary>
    internal static (DossierAppend Append, Receipt Receipt) Prepare(
        BatteryCode code, KeeperName keeper, Act act, Dossier? dossier, Decision.Record record, DateTimeOffset now)
    {
        var standing = dossier?.Standing;
        var previous = dossier?.Seal;
        var sequence = dossier?.Sequence ?? 0;
        var entries = new List<SealedEntry>(record.Entries.Count);
        foreach (var data in record.Entries)
        {
            var entry = SealedEntry.Close(new Entry
            {
                Battery = code,
                Sequence = ++sequence,
                OccurredAt = TraceabilityJson.ToWholeMilliseconds(act.OccurredAt),
                RecordedAt = now,
                RecordedBy = act.By,
                Service = act.Service,
                Rules = act.Rules,
                Data = data,
                Previous = previous,
            });
            standing = standing.After(entry.Entry);
            previous = entry.Seal;
            entries.Add(entry);
        }

        var receipt = new Receipt
        {
            Battery = code,
            Sequence = sequence,
            Kind = entries[^1].Entry.Kind,
            Seal = entries[^1].Seal,
            RecordedAt = now,
            Warnings = [.. record.Warnings, .. CommonRules.WarnOfTime(dossier?.Standing, act.OccurredAt)],
        };
        var append = new DossierAppend
        {
            Code = code,
            Keeper = keeper.Value,
            ExpectedSequence = dossier?.Sequence ?? 0,
            Claim = dossier?.Claim,
            Entries = entries,
            Standing = standing!,
            Remember = act.Idempotency is { } idempotency
                ? new() { Party = act.By, Key = idempotency.Key, RequestHash = idempotency.RequestHash, Receipt = receipt }
                : null,
        };
        return (append, receipt);
    }
}
