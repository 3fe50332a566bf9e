using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers;

/// <summary>Records in the dossiers that this process keeps: read, decide, write if nobody was first, else again.</summary>
/// <param name="store">Where the dossiers lie.</param>
/// <param name="relay">Publishes what was recorded.</param>
/// <param name="clock">Tells when it is recorded.</param>
/// <param name="keeper">The name of this process as a keeper.</param>
/// <param name="refusals">Tells of what was refused, where somebody wants to know.</param>
public sealed class DossierOffice(IDossierStore store, EntryRelay relay, TimeProvider clock, KeeperName keeper, RefusalReporter? refusals = null)
{
    private const int AttemptsMax = 20;
    private static readonly TimeSpan AttemptPause = TimeSpan.FromMilliseconds(25);

    private readonly DossierTurns turns = new();

    /// <summary>What is true of a battery now, or null where nobody registered it.</summary>
    public async Task<Standing?> Read(BatteryCode code, CancellationToken cancellation) => (await store.Find(code, cancellation))?.Standing;

    /// <summary>Records in an existing dossier.</summary>
    /// <param name="code">Whose dossier.</param>
    /// <param name="act">Who does what, when.</param>
    /// <param name="decide">From the standing and the time of recording to entries or a refusal; pure, since it may run again.</param>
    /// <param name="cancellation">Stops trying; what is written by then stays written.</param>
    public Task<Outcome> Record(BatteryCode code, Act act, Func<Standing, DateTimeOffset, Decision> decide, CancellationToken cancellation) =>
        AttemptAll(
            code,
            act,
            (dossier, now) => dossier?.Standing is not { } standing ? DossierRefusals.BatteryUnknown.With(code)
                : CommonRules.Refuse(standing, act.OccurredAt, now) is { } refusal ? refusal
                : decide(standing, now),
            cancellation);

    /// <summary>Opens a dossier.</summary>
    /// <param name="code">A code that has no dossier yet.</param>
    /// <param name="act">Who does what, when.</param>
    /// <param name="decide">From the time of recording to the first entries or a refusal; pure, since it may run again.</param>
    /// <param name="cancellation">Stops trying; what is written by then stays written.</param>
    public async Task<Outcome> Open(BatteryCode code, Act act, Func<DateTimeOffset, Decision> decide, CancellationToken cancellation)
    {
        Decision Decide(Dossier? dossier, DateTimeOffset now) =>
            dossier?.Standing is not null ? DossierRefusals.BatteryExists.With(code)
            : CommonRules.RefuseTime(act.OccurredAt, now) is { } refusal ? refusal
            : decide(now);

        return await OpenUnread(code, act, Decide, cancellation) ?? await AttemptAll(code, act, Decide, cancellation);
    }

    // Most codes are new, and the write itself sees to it that they are: reading before would only cost time.
    private async Task<Outcome?> OpenUnread(BatteryCode code, Act act, Func<Dossier?, DateTimeOffset, Decision> decide, CancellationToken cancellation)
    {
        if (act.Idempotency is not null)
        {
            return null;
        }

        using (await turns.Enter(code, cancellation))
        {
            var now = TimeOfRecording(clock, null);
            return decide(null, now) is Decision.Record record ? await Write(code, act, null, record, now, cancellation) : null;
        }
    }

    private async Task<Outcome> AttemptAll(BatteryCode code, Act act, Func<Dossier?, DateTimeOffset, Decision> decide, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            using (await turns.Enter(code, cancellation))
            {
                var dossier = await store.Find(code, cancellation);

                // After reading the dossier: a repetition that was recorded in between makes the write below fail, not succeed twice.
                if (await Recall(act, code, cancellation) is { } before)
                {
                    return before;
                }

                if (dossier?.Claim is null && await Attempt(code, act, dossier, decide, cancellation) is { } outcome)
                {
                    return outcome;
                }
            }

            // A work order holds a claim for a few writes only.
            await Task.Delay(AttemptPause, clock, cancellation);
        }

        return DossierRefusals.BatteryBusy.With(code);
    }

    private async Task<Outcome?> Attempt(
        BatteryCode code, Act act, Dossier? dossier, Func<Dossier?, DateTimeOffset, Decision> decide, CancellationToken cancellation)
    {
        var now = TimeOfRecording(clock, dossier);
        var decision = decide(dossier, now);
        if (decision is Decision.Refuse(var refusal))
        {
            refusals?.Report(code, act, refusal, now);
            return refusal;
        }

        return await Write(code, act, dossier, (Decision.Record)decision, now, cancellation);
    }

    private async Task<Outcome?> Write(BatteryCode code, Act act, Dossier? dossier, Decision.Record record, DateTimeOffset now, CancellationToken cancellation)
    {
        var (append, receipt) = Prepare(code, keeper, act, dossier, record, now);
        if (!await store.Append(append, cancellation))
        {
            return null;
        }

        relay.Hand(code, dossier?.Sent ?? 0, append.Entries);
        return new Outcome.Recorded(receipt);
    }

    private async Task<Outcome?> Recall(Act act, BatteryCode code, CancellationToken cancellation)
    {
        if (act.Idempotency is not { } idempotency)
        {
            return null;
        }

        return await store.Recall(act.By, idempotency.Key, code, cancellation) switch
        {
            null => null,
            { } before when before.RequestHash != idempotency.RequestHash => DossierRefusals.IdempotencyKeyReused.With(),
            { } before when before.Receipt.Battery == code => new Outcome.Recorded(before.Receipt),
            _ => null,
        };
    }

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

/// <summary>The name under which this process keeps dossiers (保管服务).</summary>
/// <param name="Value" example="standalone">The name.</param>
public sealed record KeeperName(string Value);
