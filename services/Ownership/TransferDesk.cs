using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.Parties;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.WorkOrders;
using Traceability.Hosting;
using Traceability.Hosting.Batches;

namespace Traceability.Ownership;

/// <summary>
/// Carries the steps of a transfer out: the transfer is written down first, then each line is recorded in its dossier, then the
/// transfer notes what became of it. Every step may be repeated.
/// </summary>
/// <param name="office">Records in dossiers.</param>
/// <param name="book">Lists transfers.</param>
/// <param name="parties">Who the receivers are.</param>
/// <param name="rules">The rules in all editions.</param>
/// <param name="clock">Tells when a request came.</param>
public sealed class TransferDesk(
    DossierOffice office, TransferBook book, PartyDirectory parties, DatedRules<OwnershipRules> rules, TimeProvider clock)
{
    /// <summary>Offers batteries; a repeated request completes what an earlier attempt left.</summary>
    public async Task<Results<JsonHttpResult<TransferResult>, ProblemHttpResult>> Offer(OfferTransfer request, Act act, CancellationToken cancellation)
    {
        var asked = Asked(request, act);
        if (await book.FindRequest(asked.Id, cancellation) is { } before)
        {
            if (before.Act.Idempotency != asked.Act.Idempotency)
            {
                return Problems.Refused(DossierRefusals.IdempotencyKeyReused.With());
            }
        }
        else if (OfferTransfer.Refuse(asked, parties.Find(asked.To), rules.On(act.OccurredAt).Rules, clock.GetUtcNow()) is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        if (asked.Lines.Count > 0)
        {
            await book.Begin(asked, cancellation);
        }

        var lines = asked.Lines.ToDictionary(line => line.Battery);
        var outcomes = await BatchRecorder.RecordLines(
            request.Batteries, line => line.Battery, line => Offer(asked, lines[line.Battery], cancellation));
        

        // What is recorded is to be noted, even if the caller has gone.
        var noted = asked.Lines.Count > 0 ? await book.NoteOffers(asked, StatesAfter(outcomes), CancellationToken.None) : null;
        return TransferResult.Answer(noted?.Id, outcomes);
    }

    /// <summary>Records one line of a transfer that has been written down.</summary>
    public Task<Outcome> Offer(Transfer transfer, TransferLine line, CancellationToken cancellation) => office.Record(
        line.Battery,
        transfer.Act,
        (standing, now) => OfferTransfer.Decide(
            standing, transfer, line, parties.Find(transfer.To), rules.On(transfer.Act.OccurredAt).Rules, now),
        cancellation);

    /// <summary>Answers an offer, for all of its batteries or for some.</summary>
    /// <typeparam name="T">What the answer says of one battery.</typeparam>
    public async Task<Results<JsonHttpResult<TransferResult>, ProblemHttpResult>> Answer<T>(
        string id, Act act, Answer<T> answer, CancellationToken cancellation)
    {
        // Who guesses an id must not learn that there is such a transfer, nor whose.
        if (await book.Find(id, cancellation) is not { } transfer || !MayKnow(transfer, act))
        {
            return Problems.Refused(OwnershipRefusals.TransferUnknown.With(Shown(id)));
        }

        if ((answer.Refuse(transfer) ?? (answer.Named is { } named ? BatchRecorder.RefuseCount(named.Count) : null)) is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        var lines = answer.Named
            ?? [.. (await book.Answerable(transfer, act, cancellation)).Select(battery => new Line<T> { Value = answer.OfRest(battery) })];
        if (lines.Count == 0)
        {
            return Problems.Refused(clock.GetUtcNow() >= transfer.ExpiresAt
                ? OwnershipRefusals.TransferExpired.With(id, transfer.ExpiresAt)
                : OwnershipRefusals.TransferClosed.With(id));
        }

        var outcomes = await BatchRecorder.RecordLines(lines, answer.Battery, line => office.Record(
            answer.Battery(line), act, (standing, now) => answer.Decide(standing, transfer, line, now), cancellation));

        await book.Note(id, StatesAfter(outcomes.Where(outcome => outcome.Receipt is not null)), CancellationToken.None);
        return TransferResult.Answer(id, outcomes);
    }

    private bool MayKnow(Transfer transfer, Act act) =>
        parties.Find(act.By) is { } caller && ReadTransfersEndpoints.MayRead(transfer, caller, parties.Find);

    private Transfer Asked(OfferTransfer request, Act act)
    {
        var id = WorkOrderDesk.IdFor("transfer", act);
        return new()
        {
            Id = id,
            Act = act with { Idempotency = act.Idempotency ?? new(id, id) },
            Type = request.Type,
            To = request.To,
            ExpiresAt = request.ExpiresAt,
            RequestedAt = clock.GetUtcNow(),
            Lines =
            [
                .. request.Batteries.Select(line => line.Value).OfType<OfferedBattery>().DistinctBy(line => line.Battery).Select(line => new TransferLine
                {
                    Battery = line.Battery,
                    ConsignorJudgement = line.ConsignorJudgement,
                    State = LineState.Pending,
                }),
            ],
        };
    }

    // The first line about a battery counts; a repeated one was refused and says nothing of it.
    private static Dictionary<BatteryCode, LineState?> StatesAfter(IEnumerable<LineOutcome> outcomes) => outcomes
        .Where(outcome => outcome.Battery is not null)
        .DistinctBy(outcome => outcome.Battery)
        .ToDictionary(outcome => outcome.Battery!.Value, TransferResult.StateAfter);

    private static string Shown(string id) => id.Length <= 64 ? id : id[..64];
}

/// <summary>One way to answer an offer.</summary>
/// <typeparam name="T">What the answer says of one battery.</typeparam>
public sealed record Answer<T>
{
    /// <summary>Why the caller may not answer so, or null.</summary>
    public required Func<Transfer, Refusal?> Refuse { get; init; }

    /// <summary>The batteries named; null for all that still wait.</summary>
    public required IReadOnlyList<Line<T>>? Named { get; init; }

    /// <summary>The answer for a battery that is not named.</summary>
    public required Func<BatteryCode, T> OfRest { get; init; }

    /// <summary>Which battery a line is about.</summary>
    public required Func<T, BatteryCode> Battery { get; init; }

    /// <summary>From the standing to an entry or a refusal.</summary>
    public required Func<Standing, Transfer, T, DateTimeOffset, Decision> Decide { get; init; }
}
