using Traceability.Contracts;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.WorkOrders;

namespace Traceability.Recycling;

/// <summary>
/// Carries treatments out. The lots that go in are taken first; then a work order ends the batteries, or, where there is none, the
/// treatment itself is the one write that decides.
/// </summary>
public sealed class TreatmentDesk(DossierOffice office, WorkOrderDesk desk, TreatmentBook treatments, LotBook lots, LotTakings takings, TimeProvider clock, Doorbell bell)
{
    /// <summary>Treats all that is named or nothing.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="act">Who asks, and under which key.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="edition">The rules.</param>
    /// <param name="cancellation">Stops trying; what is decided is carried through.</param>
    /// <returns>What became of it, and the treatment as it was recorded.</returns>
    public async Task<(WorkOrderOutcome Outcome, Treatment? Treatment)> Treat(
        TreatBatteries command, Act act, Party caller, Edition<RecyclingRules> edition, CancellationToken cancellation)
    {
        var id = WorkOrderDesk.IdFor("treatment", act);
        var standings = await Task.WhenAll(command.Batteries.Select(line => office.Read(line.Battery, cancellation)));
        var outcome = await takings.Wholly(
            id,
            [.. command.Lots.Select(line => line.Lot)],
            (lot, number, now) => command.Lots[number].Decide(lot, number, Use(act, id, now), caller),
            Refused,
            async uses =>
            {
                var taken = await Task.WhenAll(command.Lots.Select(line => lots.Find(line.Lot, cancellation)));
                var treatment = Treatment.Of(
                    id, command, standings, [.. taken.Zip(uses, (lot, use) => (lot!, use.MassKg))], caller, edition, act.Idempotency?.RequestHash);
                return command.Batteries.Count > 0
                    ? await desk.CarryOut(id, act, Lines(treatment, standings, caller, edition.Rules), treatment.Documents(), cancellation)
                    : await TreatLots(treatment, act, edition.Rules, CancellationToken.None);
            },
            cancellation);
        bell.Ring();

        // A repeated request was reckoned anew above; what counts is what was recorded the first time.
        return (outcome, outcome is WorkOrderOutcome.Done ? await treatments.Find(id, cancellation) : null);
    }

    private static IReadOnlyList<PlannedLine> Lines(Treatment treatment, Standing?[] standings, Party caller, RecyclingRules rules) =>
    [
        .. treatment.Batteries.Select((battery, i) => PlannedLine.Record(
            battery.Battery, (standing, now) => TreatBatteries.DecideLine(standing, standings[i], i, treatment, caller, rules, now))),
    ];

    private static LotUse Use(Act act, string treatment, DateTimeOffset now) => new()
    {
        Id = treatment,
        Kind = LotUseKind.Treated,
        Treatment = treatment,
        MassKg = 0,
        OccurredAt = TraceabilityJson.ToWholeMilliseconds(act.OccurredAt),
        RecordedAt = TraceabilityJson.ToWholeMilliseconds(now),
        RequestHash = act.Idempotency?.RequestHash,
    };

    private static WorkOrderOutcome Refused(Refusal refusal) => new WorkOrderOutcome.Refused([new(null, refusal)]);

    private async Task<WorkOrderOutcome> TreatLots(Treatment treatment, Act act, RecyclingRules rules, CancellationToken cancellation)
    {
        if ((CommonRules.RefuseTime(act.OccurredAt, clock.GetUtcNow()) ?? TreatBatteries.RefuseBalance(treatment, rules)) is { } refusal)
        {
            return Refused(refusal);
        }

        var isOurs = await treatments.Add(treatment, cancellation)
            || (await treatments.Find(treatment.Id, cancellation))?.RequestHash == treatment.RequestHash;
        return isOurs ? new WorkOrderOutcome.Done(treatment.Id, []) : Refused(DossierRefusals.IdempotencyKeyReused.With());
    }
}
