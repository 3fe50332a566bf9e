using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts;
using Traceability.Dossiers;
using Traceability.Dossiers.WorkOrders;

namespace Traceability.Hosting.Batches;

/// <summary>Answers for work over several batteries that is done wholly or not at all.</summary>
public static class WorkOrderAnswers
{
    /// <summary>The member of a problem document that says of each battery that refused why it did.</summary>
    public const string LinesMember = "lines";

    /// <summary>
    /// 201 with what was made; or the first refusal as a problem document whose <see cref="LinesMember"/> hold a
    /// <see cref="LineResult"/> for each battery that refused.
    /// </summary>
    /// <param name="outcome">What became of the work order.</param>
    /// <param name="made">From the receipts to the answer.</param>
    public static Results<JsonHttpResult<T>, ProblemHttpResult> Answer<T>(this WorkOrderOutcome outcome, Func<WorkOrderOutcome.Done, T> made) =>
        outcome switch
        {
            WorkOrderOutcome.Done done => TypedResults.Json(made(done), statusCode: StatusCodes.Status201Created),
            WorkOrderOutcome.Refused(var refusals) => Refused(refusals),
            _ => throw new InvalidOperationException("Every outcome has a case above."),
        };

    /// <summary>Documents the answers of <see cref="Answer"/> and the refusals that any battery of a work order can meet.</summary>
    public static RouteHandlerBuilder AnswersWholly<T>(this RouteHandlerBuilder endpoint, params RefusalKind[] kinds) => endpoint
        .Produces<T>(StatusCodes.Status201Created)
        .Refuses([
            DossierRefusals.BatteryRepeated, DossierRefusals.IdempotencyKeyReused, DossierRefusals.OccurredInFuture, DossierRefusals.BatteryUnknown,
            DossierRefusals.BatteryEnded, DossierRefusals.BatteryBuiltIn, DossierRefusals.BatteryBusy, DossierRefusals.KeeperSilent, .. kinds]);

    private static ProblemHttpResult Refused(IReadOnlyList<LineRefusal> refusals)
    {
        var problem = Problems.Refused(refusals[0].Refusal);
        LineResult[] lines =
        [
            .. from line in refusals
               where line.Battery is not null
               select new LineResult { Battery = line.Battery, Problem = ProblemDocument.Of(line.Refusal) },
        ];
        if (lines.Length > 0)
        {
            problem.ProblemDetails.Extensions[LinesMember] = lines;
        }

        return problem;
    }
}
