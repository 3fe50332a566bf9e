using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.WorkOrders;
using Traceability.Hosting;
using Traceability.Hosting.Batches;

namespace Traceability.Registration;

/// <summary>Takes one battery out of a vehicle and binds another to it (更换): both or none.</summary>
public sealed record ReplaceBattery : IBatteryCommand
{
    /// <summary>The battery that is taken out.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>The battery that takes its place.</summary>
    /// <example>GZ9PB0100000A1G6K0000013</example>
    public required BatteryCode By { get; init; }

    /// <summary>When.</summary>
    /// <example>2026-09-02T15:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The vehicle.</summary>
    public required Vin Vin { get; init; }

    /// <summary>Why the old one is taken out.</summary>
    public required RemovalReason Reason { get; init; }

    /// <summary>Where; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>Whether the old battery may be taken out.</summary>
    public static Decision DecideOld(Standing old, ReplaceBattery command, Party caller, DateTimeOffset now) =>
        RemoveBattery.Refuse(old, command.Vin, caller, now) is { } refusal
            ? refusal
            : new BatteryRemoved { Vin = command.Vin, Reason = command.Reason, Region = command.Region ?? caller.Region, ReplacedBy = command.By };

    /// <summary>Whether the new battery may be bound to the vehicle.</summary>
    public static Decision DecideNew(Standing fresh, ReplaceBattery command, Party caller, DateTimeOffset now) =>
        InstallBattery.Refuse(fresh, caller, now) is { } refusal
            ? refusal.At("by")
            : new BatteryInstalled { Vin = command.Vin, Region = command.Region ?? caller.Region, Replaces = command.Battery };
}

/// <summary>The door to <see cref="ReplaceBattery"/>.</summary>
public static class ReplaceBatteryEndpoint
{
    internal static void MapReplaceBattery(this IEndpointRouteBuilder registration) => registration
        .MapPost("/replacements", Handle)
        .WithName("ReplaceBatteries")
        .AnswersPerLine(
            RegistrationRefusals.ReplacesItself, DossierRefusals.RoleMissing, DossierRefusals.NotCustodian, DossierRefusals.WrongStage,
            RegistrationRefusals.OtherVehicle, DossierRefusals.TransferOpen, RegistrationRefusals.SecondLifeNotForVehicles);

    /// <summary>Replaces batteries of vehicles.</summary>
    /// <response code="201">All are replaced; each receipt is that of the battery taken out.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<ReplaceBattery> batch, Caller caller, IdempotencyKey key, WorkOrderDesk desk, DatedRules<RegistrationRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("ReplaceBatteries", batch);
        return BatchRecorder.Record(batch, async command =>
        {
            if (command.Battery == command.By)
            {
                return RegistrationRefusals.ReplacesItself.With(command.Battery).At("by");
            }

            var act = caller.Act(command, RegistrationService.Name, rules.On(command.OccurredAt).Id, idempotency);
            var outcome = await desk.CarryOut(
                WorkOrderDesk.IdFor("replacement", act, command.Battery.Value),
                act,
                [
                    PlannedLine.Record(command.Battery, (old, now) => ReplaceBattery.DecideOld(old, command, caller.Party, now)),
                    PlannedLine.Record(command.By, (fresh, now) => ReplaceBattery.DecideNew(fresh, command, caller.Party, now)),
                ],
                [],
                cancellation);
            return outcome.OfFirstLine();
        });
    }
}
