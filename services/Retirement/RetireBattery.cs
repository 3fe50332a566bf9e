using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;
using Traceability.Hosting.Batches;

namespace Traceability.Retirement;

/// <summary>Takes a battery out of use (退役), and out of its vehicle where it is in one.</summary>
public sealed record RetireBattery : IBatteryCommand
{
    private const decimal OdometerKmMax = 10_000_000;

    private static readonly PartyRole[] Retiring =
    [
        PartyRole.VehicleMaker, PartyRole.BatteryMaker, PartyRole.Importer, PartyRole.Dealer, PartyRole.Repairer, PartyRole.SwapOperator,
        PartyRole.CollectionOutlet, PartyRole.Dismantler, PartyRole.SecondLifeUser,
    ];

    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>When it went out of use.</summary>
    /// <example>2026-10-08T10:11:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Why.</summary>
    public required RetirementReason Reason { get; init; }

    /// <summary>The vehicle that it is in, or was in last; absent where it was never in one.</summary>
    public Vin? Vin { get; init; }

    /// <summary>Where; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>Odometer of the vehicle in kilometres.</summary>
    /// <example>21400</example>
    public decimal? OdometerKm { get; init; }

    /// <summary>Whether the battery may be retired.</summary>
    public static Decision Decide(Standing standing, RetireBattery command, Party caller, DateTimeOffset now) =>
        (CommonRules.RefuseRole(caller, Retiring)
            ?? CommonRules.RefuseUnlessInCare(standing, caller)
            ?? CommonRules.RefuseStage(standing, Stage.Available, Stage.Installed, Stage.Deployed)
            ?? RefuseVin(standing, command.Vin)
            ?? CommonRules.RefusePositive(command.OdometerKm, OdometerKmMax, "odometerKm")
            ?? CommonRules.RefuseWhileOffered(standing, now)) is { } refusal
                ? refusal
                : new Decision.Record(
                    [
                        new BatteryRetired
                        {
                            Reason = command.Reason,
                            Vin = command.Vin,
                            Region = command.Region ?? caller.Region,
                            OdometerKm = command.OdometerKm,
                        },
                    ],
                    command.Region?.Warnings("region") ?? []);

    private static Refusal? RefuseVin(Standing standing, Vin? vin) => vin switch
    {
        null => standing.Vehicle is null ? null : RetirementRefusals.VinMissing.With(standing.Battery).At("vin"),
        { } given => given == (standing.Vehicle?.Vin ?? standing.LastVin)
            ? null
            : RetirementRefusals.NotItsVehicle.With(standing.Battery, given).At("vin"),
    };
}

/// <summary>The door to <see cref="RetireBattery"/>.</summary>
public static class RetireBatteryEndpoint
{
    internal static void MapRetireBattery(this IEndpointRouteBuilder retirement) => retirement
        .MapPost("/retirements", Handle)
        .WithName("RetireBatteries")
        .AnswersPerLine(
            DossierRefusals.RoleMissing, DossierRefusals.NotCustodian, DossierRefusals.WrongStage, RetirementRefusals.VinMissing,
            RetirementRefusals.NotItsVehicle, DossierRefusals.NumberOutOfRange, DossierRefusals.TransferOpen);

    /// <summary>Retires batteries.</summary>
    /// <remarks>Retiring ends the binding to the vehicle, which the entry keeps, or the work at a second-life site.</remarks>
    /// <response code="201">All are retired.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<RetireBattery> batch, Caller caller, IdempotencyKey key, DossierOffice office, DatedRules<RetirementRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("RetireBatteries", batch);
        return BatchRecorder.Record(batch, command => office.Record(
            command.Battery,
            caller.Act(command, RetirementService.Name, rules.On(command.OccurredAt).Id, idempotency),
            (standing, now) => RetireBattery.Decide(standing, command, caller.Party, now),
            cancellation));
    }
}
