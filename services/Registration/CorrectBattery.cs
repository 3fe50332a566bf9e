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

/// <summary>Says what holds instead of an earlier entry, which stays as it is (更正).</summary>
public sealed record CorrectBattery : IBatteryCommand
{
    private const int ReasonLengthMax = 500;

    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>When the mistake was found.</summary>
    /// <example>2026-06-25T10:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The number of the entry that is wrong: 1 for the nameplate, the installation's for the vehicle.</summary>
    /// <example>1</example>
    public required int Corrects { get; init; }

    /// <summary>Why it is wrong and what shows it.</summary>
    /// <example>Mass read from the wrong line of the data sheet; scale ticket 2026-0619-17.</example>
    public required string Reason { get; init; }

    /// <summary>The whole nameplate as it should have been.</summary>
    public Nameplate? Nameplate { get; init; }

    /// <summary>The vehicle as it should have been.</summary>
    /// <example>null</example>
    public Vin? Vin { get; init; }

    /// <summary>Whether the fact may be corrected.</summary>
    public static Decision Decide(Standing standing, CorrectBattery command, Party caller, RegistrationRules rules) => command switch
    {
        _ when CommonRules.RefuseText(command.Reason, ReasonLengthMax, "reason") is { } refusal => refusal,
        { Nameplate: { } nameplate, Vin: null } => DecideNameplate(standing, command, nameplate, caller, rules),
        { Nameplate: null, Vin: { } vin } => DecideVehicle(standing, command, vin, caller),
        _ => RegistrationRefusals.NothingToCorrect.With(),
    };

    private static Decision DecideNameplate(Standing standing, CorrectBattery command, Nameplate nameplate, Party caller, RegistrationRules rules)
    {
        if (command.Corrects != 1)
        {
            return NotCorrectable(standing, command);
        }

        if (standing.RegisteredBy != caller.Id)
        {
            return RegistrationRefusals.NotTheRecorder.With();
        }

        return NameplateRules.Refuse(standing.Battery, nameplate, command.OccurredAt) is { } refusal
            ? refusal
            : new Decision.Record(
                [new BatteryCorrected { Corrects = 1, Reason = command.Reason, Nameplate = nameplate }],
                [.. Plausibility.Of(nameplate, standing.Battery.ChemistryLetter, rules)]);
    }

    private static Decision DecideVehicle(Standing standing, CorrectBattery command, Vin vin, Party caller) => standing.Vehicle switch
    {
        { } vehicle when vehicle.Sequence == command.Corrects && vehicle.By != caller.Id => RegistrationRefusals.NotTheRecorder.With(),
        { } vehicle when vehicle.Sequence == command.Corrects => new Decision.Record(
            [new BatteryCorrected { Corrects = command.Corrects, Reason = command.Reason, Vin = vin }],
            vin.Warnings("vin")),
        _ => NotCorrectable(standing, command),
    };

    private static Refusal NotCorrectable(Standing standing, CorrectBattery command) => RegistrationRefusals.EntryNotCorrectable
        .With(command.Corrects, standing.Battery, standing.Vehicle is { } vehicle ? $" ({vehicle.Sequence})" : "")
        .At("corrects");
}

/// <summary>The door to <see cref="CorrectBattery"/>.</summary>
public static class CorrectBatteryEndpoint
{
    internal static void MapCorrectBattery(this IEndpointRouteBuilder registration) => registration
        .MapPost("/corrections", Handle)
        .WithName("CorrectBatteries")
        .AnswersPerLine(
            RegistrationRefusals.NothingToCorrect, RegistrationRefusals.EntryNotCorrectable, RegistrationRefusals.NotTheRecorder,
            NameplateRefusals.LevelNotThatOfCode, NameplateRefusals.ProductionDayNotThatOfCode, NameplateRefusals.ProducedAfterRegistration,
            DossierRefusals.TextNotUsable, DossierRefusals.NumberOutOfRange);

    /// <summary>Corrects recorded facts.</summary>
    /// <remarks>Nothing is ever deleted or overwritten: a correction is an entry of its own that names the entry it corrects.</remarks>
    /// <response code="201">All are corrected.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<CorrectBattery> batch, Caller caller, IdempotencyKey key, DossierOffice office, DatedRules<RegistrationRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("CorrectBatteries", batch);
        return BatchRecorder.Record(batch, command =>
        {
            var edition = rules.On(command.OccurredAt);
            return office.Record(
                command.Battery,
                caller.Act(command, RegistrationService.Name, edition.Id, idempotency),
                (standing, _) => CorrectBattery.Decide(standing, command, caller.Party, edition.Rules),
                cancellation);
        });
    }
}
