using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.WorkOrders;
using Traceability.Hosting;
using Traceability.Hosting.Batches;

namespace Traceability.Retirement;

/// <summary>What became of the report of a scrapped vehicle.</summary>
public sealed record VehicleScrapped
{
    /// <summary>The report.</summary>
    public required VehicleScrapping Scrapping { get; init; }

    /// <summary>A receipt for each battery retired with the vehicle, then for each recorded as missing.</summary>
    public required IReadOnlyList<Receipt> Receipts { get; init; }
}

/// <summary>The door to <see cref="ScrapVehicle"/>.</summary>
public static class ScrapVehicleEndpoint
{
    internal static void MapScrapVehicle(this IEndpointRouteBuilder retirement) => retirement
        .MapPost("/vehicle-scrappings", Handle)
        .WithName("ScrapVehicle")
        .AnswersWholly<VehicleScrapped>(
            DossierRefusals.RoleMissing, DossierRefusals.NumberOutOfRange, DossierRefusals.TextNotUsable, RetirementRefusals.VehicleAlreadyScrapped,
            RetirementRefusals.VehicleIncomplete, DossierRefusals.NotCustodian, DossierRefusals.TransferOpen);

    /// <summary>Reports a scrapped vehicle and the batteries found with it.</summary>
    /// <remarks>
    /// Batteries that are bound to the vehicle and were found are retired with it. Those that are bound to it and were not found are
    /// recorded as missing, and the vehicle counts as incomplete, unless it is excepted. All of it is recorded or nothing: where a
    /// battery cannot be retired, <c>lines</c> of the problem says why. A vehicle is reported once.
    /// </remarks>
    /// <response code="201">The report is recorded, with the entries of all its batteries.</response>
    public static async Task<Results<JsonHttpResult<VehicleScrapped>, ProblemHttpResult>> Handle(
        ScrapVehicle command, Caller caller, IdempotencyKey key, DossierOffice office, WorkOrderDesk desk, ScrappingBook book,
        BoundBatteries bound, DatedRules<RetirementRules> rules, TimeProvider clock, CancellationToken cancellation)
    {
        var idempotency = key.For("ScrapVehicle", command);
        if ((ScrapVehicle.Refuse(command, caller.Party, clock.GetUtcNow())
            ?? await book.RefuseSecond(command.Vin, caller.Party.Id, idempotency, cancellation)) is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        var edition = rules.On(command.OccurredAt);
        var known = await Known(command, office, bound, cancellation);
        var report = ScrapVehicle.Report(command, known, caller.Party, edition, TraceabilityJson.ToWholeMilliseconds(clock.GetUtcNow()));
        if (ScrapVehicle.RefuseIncomplete(report, edition.Rules) is { } incomplete)
        {
            return Problems.Refused(incomplete);
        }

        var outcome = await desk.CarryOut(
            report.Id, ActOf(command, caller, edition.Id, idempotency), Lines(report, caller, edition.Rules),
            [new StoredScrapping(report, idempotency).Document()], cancellation);

        // Another request for the same vehicle was faster.
        if (outcome is WorkOrderOutcome.Refused([{ Refusal.Kind: var kind }]) && kind == DossierRefusals.IdempotencyKeyReused)
        {
            return Problems.Refused(RetirementRefusals.VehicleAlreadyScrapped.With(command.Vin).At("vin"));
        }

        // A repeated request was reckoned anew above; what counts is what was recorded the first time.
        var recorded = await book.Find(report.Id, cancellation) ?? report;
        return outcome.Answer(done => new VehicleScrapped { Scrapping = recorded, Receipts = done.Receipts });
    }

    private static async Task<Dictionary<BatteryCode, Standing>> Known(
        ScrapVehicle command, DossierOffice office, BoundBatteries bound, CancellationToken cancellation)
    {
        var codes = command.Batteries.Union(await bound.Of(command.Vin, cancellation));
        var standings = await Task.WhenAll(codes.Select(code => office.Read(code, cancellation)));
        return standings.OfType<Standing>().ToDictionary(standing => standing.Battery);
    }

    private static IReadOnlyList<PlannedLine> Lines(VehicleScrapping report, Caller caller, RetirementRules rules) =>
    [
        .. from found in report.Found
           where found.Belonging == Belonging.Bound
           select PlannedLine.Record(found.Battery, (standing, now) => ScrapVehicle.DecideFound(standing, report, caller.Party, now)),
        .. from missing in rules.CompleteVehicle == CompleteVehicle.Off ? [] : report.Missing
           select PlannedLine.Record(missing, (standing, _) => ScrapVehicle.DecideMissing(standing, report)),
    ];

    // The order is the vehicle's, whoever reports it: so two reports of one vehicle can never both be recorded, and each request must
    // be told from the others.
    private static Act ActOf(ScrapVehicle command, Caller caller, string rules, Idempotency? idempotency)
    {
        var request = idempotency?.Key ?? Guid.NewGuid().ToString();
        return new()
        {
            By = caller.Party.Id,
            Service = RetirementService.Name,
            Rules = rules,
            OccurredAt = command.OccurredAt,
            Idempotency = new($"{caller.Party.Id}/{request}", idempotency?.RequestHash ?? request),
        };
    }
}
