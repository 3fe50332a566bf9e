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

/// <summary>Reports the residual-capacity test of a retired battery (余能检测, GB/T 34015-2017).</summary>
public sealed record AssessHealth : IBatteryCommand
{
    // An outlet may test, but not dismantle.
    private static readonly PartyRole[] Testing =
    [
        PartyRole.SecondLifeUser, PartyRole.Recycler, PartyRole.BatteryMaker, PartyRole.VehicleMaker, PartyRole.Repairer, PartyRole.CollectionOutlet,
    ];

    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>When the test was finished.</summary>
    /// <example>2026-10-15T16:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Day of the test.</summary>
    /// <example>2026-10-15</example>
    public required DateOnly TestedOn { get; init; }

    /// <summary>Name of the laboratory or workshop; no name of a person.</summary>
    /// <example>Guiyang test hall 2</example>
    public required string Laboratory { get; init; }

    /// <summary>The test equipment.</summary>
    /// <example>Cycler 1000 V / 300 A, no. 4</example>
    public required string Equipment { get; init; }

    /// <summary>Number of the equipment's calibration certificate.</summary>
    /// <example>CAL-2026-0311</example>
    public required string Calibration { get; init; }

    /// <summary>Ambient temperature in degrees Celsius; the standard asks for 25 ± 5.</summary>
    /// <example>24.5</example>
    public required decimal AmbientCelsius { get; init; }

    /// <summary>Current as a multiple of the rated capacity per hour (C-rate).</summary>
    /// <example>0.33</example>
    public required decimal CRate { get; init; }

    /// <summary>Open-circuit voltage in volts.</summary>
    /// <example>342.1</example>
    public required decimal OpenCircuitVoltageV { get; init; }

    /// <summary>Capacity found on charging, in ampere-hours.</summary>
    /// <example>134.1</example>
    public decimal? ChargeCapacityAh { get; init; }

    /// <summary>Capacity found on discharging, in ampere-hours: the residual capacity (剩余容量). The state of health is computed from it.</summary>
    /// <example>132.7</example>
    public required decimal DischargeCapacityAh { get; init; }

    /// <summary>Energy found on discharging, in kilowatt-hours.</summary>
    /// <example>45.4</example>
    public decimal? DischargeEnergyKwh { get; init; }

    /// <summary>Internal resistance in milliohms.</summary>
    /// <example>88</example>
    public decimal? InternalResistanceMilliohm { get; init; }

    /// <summary>Number of charging cycles so far, where known.</summary>
    /// <example>1310</example>
    public int? CycleCount { get; init; }

    /// <summary>Hazards found; empty where none was.</summary>
    /// <example>[]</example>
    public required IReadOnlyList<SafetyFinding> Findings { get; init; }

    /// <summary>Whether the test may be recorded, and what it says of the battery.</summary>
    public static Decision Decide(Standing standing, AssessHealth command, Party caller, RetirementRules rules, DateTimeOffset now)
    {
        var ratedAh = standing.Nameplate.CapacityAh;
        if ((CommonRules.RefuseRole(caller, Testing)
            ?? CommonRules.RefuseUnlessInCare(standing, caller)
            ?? CommonRules.RefuseStage(standing, Stage.Retired)
            ?? CommonRules.RefuseWhileOffered(standing, now)
            ?? TestPlausibility.Refuse(command, ratedAh, rules, ChinaTime.Day(now))) is { } refusal)
        {
            return refusal;
        }

        var soh = SohPercent(command.DischargeCapacityAh, ratedAh);
        return new Decision.Record([command.ToEntry(ratedAh, soh)], [.. TestPlausibility.Warn(standing, command, soh, rules)]);
    }

    /// <summary>State of health: residual over rated capacity in per cent, to one decimal.</summary>
    public static decimal SohPercent(decimal residualAh, decimal ratedAh) =>
        Math.Round(residualAh / ratedAh * 100, 1, MidpointRounding.AwayFromZero);

    private HealthAssessed ToEntry(decimal ratedCapacityAh, decimal sohPercent) => new()
    {
        TestedOn = TestedOn,
        Laboratory = Laboratory,
        Equipment = Equipment,
        Calibration = Calibration,
        AmbientCelsius = AmbientCelsius,
        CRate = CRate,
        OpenCircuitVoltageV = OpenCircuitVoltageV,
        ChargeCapacityAh = ChargeCapacityAh,
        DischargeCapacityAh = DischargeCapacityAh,
        DischargeEnergyKwh = DischargeEnergyKwh,
        InternalResistanceMilliohm = InternalResistanceMilliohm,
        CycleCount = CycleCount,
        Findings = [.. Findings.Distinct()],
        RatedCapacityAh = ratedCapacityAh,
        SohPercent = sohPercent,
    };
}

/// <summary>The door to <see cref="AssessHealth"/>.</summary>
public static class AssessHealthEndpoint
{
    internal static void MapAssessHealth(this IEndpointRouteBuilder retirement) => retirement
        .MapPost("/health-assessments", Handle)
        .WithName("AssessHealth")
        .AnswersPerLine(
            DossierRefusals.RoleMissing, DossierRefusals.NotCustodian, DossierRefusals.WrongStage, DossierRefusals.TransferOpen,
            DossierRefusals.TextNotUsable, DossierRefusals.NumberOutOfRange, RetirementRefusals.TestedInFuture, RetirementRefusals.CapacityImplausible);

    /// <summary>Reports residual-capacity tests of retired batteries.</summary>
    /// <remarks>
    /// The state of health is computed from the rated capacity in the dossier, never typed in. A new test sets aside what was decided
    /// on the one before. A test that looks odd is recorded with warnings in the receipt.
    /// </remarks>
    /// <response code="201">All are recorded.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<AssessHealth> batch, Caller caller, IdempotencyKey key, DossierOffice office, DatedRules<RetirementRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("AssessHealth", batch);
        return BatchRecorder.Record(batch, command =>
        {
            var edition = rules.On(command.OccurredAt);
            return office.Record(
                command.Battery,
                caller.Act(command, RetirementService.Name, edition.Id, idempotency),
                (standing, now) => AssessHealth.Decide(standing, command, caller.Party, edition.Rules, now),
                cancellation);
        });
    }
}
