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

/// <summary>Binds a battery to a vehicle (装车).</summary>
public sealed record InstallBattery : IBatteryCommand
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>When it was built in.</summary>
    /// <example>2026-07-01T09:30:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The vehicle.</summary>
    public required Vin Vin { get; init; }

    /// <summary>Where; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>Whether the battery may be bound to the vehicle.</summary>
    public static Decision Decide(Standing standing, InstallBattery command, Party caller, DateTimeOffset now) =>
        Refuse(standing, caller, now) is { } refusal
            ? refusal
            : new Decision.Record(
                [new BatteryInstalled { Vin = command.Vin, Region = command.Region ?? caller.Region }],
                [.. command.Vin.Warnings("vin"), .. command.Region?.Warnings("region") ?? []]);

    internal static Refusal? Refuse(Standing standing, Party caller, DateTimeOffset now) =>
        CommonRules.RefuseRole(
            caller, PartyRole.VehicleMaker, PartyRole.Importer, PartyRole.Dealer, PartyRole.Repairer, PartyRole.SwapOperator)
        ?? CommonRules.RefuseUnlessInCare(standing, caller)
        ?? CommonRules.RefuseStage(standing, Stage.Available)
        ?? CommonRules.RefuseWhileOffered(standing, now)
        ?? (standing.IsProduct() ? RegistrationRefusals.SecondLifeNotForVehicles.With(standing.Battery) : null);
}

/// <summary>The door to <see cref="InstallBattery"/>.</summary>
public static class InstallBatteryEndpoint
{
    internal static void MapInstallBattery(this IEndpointRouteBuilder registration) => registration
        .MapPost("/installations", Handle)
        .WithName("InstallBatteries")
        .AnswersPerLine(
            DossierRefusals.RoleMissing, DossierRefusals.NotCustodian, DossierRefusals.WrongStage, DossierRefusals.TransferOpen,
            RegistrationRefusals.SecondLifeNotForVehicles);

    /// <summary>Binds batteries to vehicles.</summary>
    /// <response code="201">All are bound.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<InstallBattery> batch, Caller caller, IdempotencyKey key, DossierOffice office, DatedRules<RegistrationRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("InstallBatteries", batch);
        return BatchRecorder.Record(batch, command => office.Record(
            command.Battery,
            caller.Act(command, RegistrationService.Name, rules.On(command.OccurredAt).Id, idempotency),
            (standing, now) => InstallBattery.Decide(standing, command, caller.Party, now),
            cancellation));
    }
}
