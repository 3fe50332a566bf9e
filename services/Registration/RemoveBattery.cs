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

namespace Traceability.Registration;

/// <summary>Takes a battery that may be used again out of its vehicle (拆卸).</summary>
public sealed record RemoveBattery : IBatteryCommand
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>When it was taken out.</summary>
    /// <example>2026-09-02T15:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The vehicle that it is bound to.</summary>
    public required Vin Vin { get; init; }

    /// <summary>Why.</summary>
    public required RemovalReason Reason { get; init; }

    /// <summary>Where; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>Whether the battery may be taken out of the vehicle.</summary>
    public static Decision Decide(Standing standing, RemoveBattery command, Party caller, DateTimeOffset now) =>
        Refuse(standing, command.Vin, caller, now) is { } refusal
            ? refusal
            : new BatteryRemoved { Vin = command.Vin, Reason = command.Reason, Region = command.Region ?? caller.Region };

    internal static Refusal? Refuse(Standing standing, Vin vin, Party caller, DateTimeOffset now) =>
        CommonRules.RefuseRole(
            caller, PartyRole.VehicleMaker, PartyRole.Dealer, PartyRole.Repairer, PartyRole.SwapOperator, PartyRole.CollectionOutlet, PartyRole.Dismantler)
        ?? CommonRules.RefuseUnlessInCare(standing, caller)
        ?? CommonRules.RefuseStage(standing, Stage.Installed)
        ?? (standing.Vehicle?.Vin != vin
            ? RegistrationRefusals.OtherVehicle.With(standing.Battery, vin).At("vin")
            : null)
        ?? CommonRules.RefuseWhileOffered(standing, now);
}

/// <summary>The door to <see cref="RemoveBattery"/>.</summary>
public static class RemoveBatteryEndpoint
{
    internal static void MapRemoveBattery(this IEndpointRouteBuilder registration) => registration
        .MapPost("/removals", Handle)
        .WithName("RemoveBatteries")
        .AnswersPerLine(
            DossierRefusals.RoleMissing, DossierRefusals.NotCustodian, DossierRefusals.WrongStage, RegistrationRefusals.OtherVehicle,
            DossierRefusals.TransferOpen);

    /// <summary>Takes batteries out of their vehicles.</summary>
    /// <remarks>A battery that goes out of use is retired instead, which ends its binding as well.</remarks>
    /// <response code="201">All are out.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<RemoveBattery> batch, Caller caller, IdempotencyKey key, DossierOffice office, DatedRules<RegistrationRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("RemoveBatteries", batch);
        return BatchRecorder.Record(batch, command => office.Record(
            command.Battery,
            caller.Act(command, RegistrationService.Name, rules.On(command.OccurredAt).Id, idempotency),
            (standing, now) => RemoveBattery.Decide(standing, command, caller.Party, now),
            cancellation));
    }
}
