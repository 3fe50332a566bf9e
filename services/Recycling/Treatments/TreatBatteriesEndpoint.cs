using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;
using Traceability.Hosting.Batches;

namespace Traceability.Recycling;

/// <summary>The door to <see cref="TreatBatteries"/>.</summary>
public static class TreatBatteriesEndpoint
{
    internal static void MapTreatBatteries(this IEndpointRouteBuilder recycling) => recycling
        .MapPost("/treatments", Handle)
        .WithName("TreatBatteries")
        .AnswersWholly<TreatmentRecorded>(
            RecyclingRefusals.TreatmentSize, DossierRefusals.NumberOutOfRange, RecyclingRefusals.LotRepeated, DossierRefusals.TextNotUsable,
            RecyclingRefusals.AssayNotUsable, DossierRefusals.RoleMissing, LotRefusals.LotUnknown, LotRefusals.NotLotOwner, LotRefusals.UsedBeforeRecovered,
            LotRefusals.LotExhausted, LotRefusals.TooManyUses, DossierRefusals.NotCustodian, DossierRefusals.NotHolder, DossierRefusals.WrongStage,
            DossierRefusals.TransferOpen, RecyclingRefusals.NotReceived, RecyclingRefusals.DispositionMissing, RecyclingRefusals.DispositionIsSecondLife,
            RecyclingRefusals.MoreOutThanIn);

    /// <summary>Records a step of treatment: what went in, and the lots that came out of it.</summary>
    /// <remarks>
    /// All batteries and lots go in or none: where one is refused, the answer says which and nothing is recorded. More mass out than in is
    /// refused; more of a metal out than in is recorded, and flagged for whoever supervises.
    /// </remarks>
    /// <response code="201">All batteries have ended in the treatment, its lots are there and those that went in are smaller.</response>
    public static async Task<Results<JsonHttpResult<TreatmentRecorded>, ProblemHttpResult>> Handle(
        TreatBatteries command, Caller caller, IdempotencyKey key, TreatmentDesk desk, DatedRules<RecyclingRules> rules, CancellationToken cancellation)
    {
        if (TreatBatteries.Refuse(command, caller.Party) is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        var edition = rules.On(command.OccurredAt);
        var act = new Act
        {
            By = caller.Party.Id,
            Service = RecyclingService.Name,
            Rules = edition.Id,
            OccurredAt = command.OccurredAt,
            Idempotency = key.For("TreatBatteries", command),
        };
        var (outcome, treatment) = await desk.Treat(command, act, caller.Party, edition, cancellation);
        return outcome.Answer(done => new TreatmentRecorded { Treatment = treatment!.Shown(), Receipts = done.Receipts });
    }
}
