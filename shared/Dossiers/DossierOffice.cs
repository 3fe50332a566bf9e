using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Dossiers;

/// <summary>
/// Records in dossiers: read, decide, write if nobody was first, else again. What this process does not keep is handed over to it first,
/// where there are other keepers.
/// </summary>
/// <param name="store">Where the dossiers lie.</param>
/// <param name="relay">Publishes what was recorded.</param>
/// <param name="clock">Tells when it is recorded.</param>
/// <param name="keeper">The name of this process as a keeper.</param>
/// <param name="refusals">Tells of what was refused, where somebody wants to know.</param>
/// <param name="handOvers">Gets dossiers from other keepers, where there are any.</param>
public sealed partial class DossierOffice(
    IDossierStore store, EntryRelay relay, TimeProvider clock, KeeperName keeper, RefusalReporter? refusals = null, HandOverDesk? handOvers = null)
{
    private const int AttemptsMax = 20;
    private static readonly TimeSpan AttemptPause = TimeSpan.FromMilliseconds(25);

    private readonly DossierTurns turns = handOvers?.Turns ?? new();

    /// <summary>What is true of a battery now, whoever keeps its dossier, or null where nobody registered it.</summary>
    /// <exception cref="KeeperSilentException">Its dossier is elsewhere, and nobody answers.</exception>
    public async Task<Standing?> Read(BatteryCode code, CancellationToken cancellation)
    {
        var stored = await store.Find(code, cancellation);
        return IsElsewhere(stored, DossierPurpose.Read) ? await handOvers!.Read(code, cancellation) : stored?.Standing;
    }

    /// <summary>How a dossier was opened here or at home, if it was.</summary>
    /// <exception cref="KeeperSilentException">Home does not answer.</exception>
    public async Task<Opening> ReadOpening(BatteryCode code, CancellationToken cancellation)
    {
        var stored = await store.Find(code, cancellation);
        return await store.Entries(code, 0, cancellation) is [{ Entry.Sequence: 1 } first, ..] ? new(false, first)
            : IsElsewhere(stored, DossierPurpose.FirstEntry) ? await handOvers!.ReadOpening(code, cancellation)
            : new(stored is { Standing: null } && stored.Keeper == keeper.Value, null);
    }

    /// <summary>Records in an existing dossier.</summary>
    /// <param name="code">Whose dossier.</param>
    /// <param name="act">Who does what, when.</param>
    /// <param name="decide">From the standing and the time of recording to entries or a refusal; pure, since it may run again.</param>
    /// <param name="cancellation">Stops trying; what is written by then stays written.</param>
    public Task<Outcome> Record(BatteryCode code, Act act, Func<Standing, DateTimeOffset, Decision> decide, CancellationToken cancellation) =>
        AttemptAll(
            code,
            act,
            DossierPurpose.HandOver,
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

        return await OpenUnread(code, act, Decide, cancellation) ?? await AttemptAll(code, act, DossierPurpose.Open, Decide, cancellation);
    }

    // Most codes are new, and the write itself sees to it that they are: reading before would only cost time.
    private async Task<Outcome?> OpenUnread(BatteryCode code, Act act, Func<Dossier?, DateTimeOffset, Decision> decide, CancellationToken cancellation)
    {
        if (act.Idempotency is not null || IsElsewhere(null, DossierPurpose.Open))
        {
            return null;
        }

        using (await turns.Enter(code, cancellation))
        {
            var now = TimeOfRecording(clock, null);
            return decide(null, now) is Decision.Record record ? await Write(code, act, null, record, now, cancellation) : null;
        }
    }

    private async Task<Outcome> AttemptAll(
        BatteryCode code, Act act, DossierPurpose purpose, Func<Dossier?, DateTimeOffset, Decision> decide, CancellationToken cancellation)
    {
        var begun = clock.GetTimestamp();
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            using (await turns.Enter(code, cancellation))
            {
                var (dossier, answered) = await Look(code, act, cancellation);
                if (answered is null && IsElsewhere(dossier, purpose))
                {
                    answered = await Fetch(code, act, purpose, begun, cancellation);
                    (dossier, answered) = answered is null ? await Look(code, act, cancellation) : (dossier, answered);
                }

                if (answered is null && dossier?.Claim is null && !IsElsewhere(dossier, purpose))
                {
                    answered = await Attempt(code, act, dossier, decide, cancellation);
                }

                if (answered is not null)
                {
                    return answered;
                }
            }

            // A work order holds a claim for a few writes only.
            await Task.Delay(AttemptPause, clock, cancellation);
        }

        return DossierRefusals.BatteryBusy.With(code);
    }

    // The dossier before the receipt: a repetition that was recorded in between makes the write fail, not succeed twice.
    private async Task<(Dossier? Dossier, Outcome? Answered)> Look(BatteryCode code, Act act, CancellationToken cancellation)
    {
        var dossier = await store.Find(code, cancellation);
        return (dossier, await Recall(act, code, cancellation));
    }

    private bool IsElsewhere(Dossier? stored, DossierPurpose purpose) => handOvers?.IsElsewhere(stored, purpose) is true;

    private async Task<Outcome?> Fetch(BatteryCode code, Act act, DossierPurpose purpose, long begun, CancellationToken cancellation)
    {
        if (await handOvers!.Fetch(code, purpose, begun, cancellation) is not { } refusal)
        {
            return null;
        }

        refusals?.Report(code, act, refusal, TimeOfRecording(clock, null));
        return refusal;
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
}
