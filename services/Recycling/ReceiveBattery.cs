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

namespace Traceability.Recycling;

/// <summary>Takes a retired battery into a recycler's store (入库).</summary>
public sealed record ReceiveBattery : IBatteryCommand
{
    private static readonly WarningKind MassNotThatOfNameplate = new(
        "mass-not-that-of-nameplate", "The scale shows {0:0.###} kg, the nameplate says {1:0.###} kg. Check the battery, and that nothing is missing from it.");

    private static readonly WarningKind ReceivedBefore = new(
        "received-before", "It was received before, with {0:0.###} kg; this intake takes the place of that one.");

    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>When it was weighed in.</summary>
    /// <example>2026-10-19T09:15:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What the scale showed, in kilograms.</summary>
    /// <example>339.2</example>
    public required decimal MassKg { get; init; }

    /// <summary>Where the plant is; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>Whether the battery may be taken in.</summary>
    public static Decision Decide(Standing standing, ReceiveBattery command, Party caller, RecyclingRules rules, DateTimeOffset now) =>
        (Masses.Refuse(command.MassKg, Masses.BatteryKgMax, "massKg") ?? InStore.Refuse(standing, caller, now)) is { } refusal
            ? refusal
            : new Decision.Record(
                [new BatteryReceived { MassKg = command.MassKg, Region = command.Region ?? caller.Region }],
                [.. WarningsOf(standing, command, rules), .. command.Region?.Warnings("region") ?? []]);

    private static IEnumerable<Warning> WarningsOf(Standing standing, ReceiveBattery command, RecyclingRules rules)
    {
        var nameplateKg = standing.Nameplate.MassKg;
        if (Math.Abs(command.MassKg - nameplateKg) > nameplateKg * rules.IntakeTolerancePercent / 100)
        {
            yield return MassNotThatOfNameplate.At("massKg", command.MassKg, nameplateKg);
        }

        if (standing.Reception is { } before)
        {
            yield return ReceivedBefore.At("battery", before.MassKg);
        }
    }
}

/// <summary>The door to <see cref="ReceiveBattery"/>.</summary>
public static class ReceiveBatteryEndpoint
{
    internal static void MapReceiveBattery(this IEndpointRouteBuilder recycling) => recycling
        .MapPost("/intakes", Handle)
        .WithName("ReceiveBatteries")
        .AnswersPerLine(
            DossierRefusals.NumberOutOfRange, DossierRefusals.RoleMissing, DossierRefusals.NotCustodian, DossierRefusals.NotHolder,
            DossierRefusals.WrongStage, DossierRefusals.TransferOpen);

    /// <summary>Takes retired batteries into a recycler's store.</summary>
    /// <remarks>The recycler owns them and has them in hand, by a transfer that it accepted. A mass far from the nameplate is warned of.</remarks>
    /// <response code="201">All are in.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<ReceiveBattery> batch, Caller caller, IdempotencyKey key, DossierOffice office, DatedRules<RecyclingRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("ReceiveBatteries", batch);
        return BatchRecorder.Record(batch, command =>
        {
            var edition = rules.On(command.OccurredAt);
            return office.Record(
                command.Battery,
                caller.Act(command, RecyclingService.Name, edition.Id, idempotency),
                (standing, now) => ReceiveBattery.Decide(standing, command, caller.Party, edition.Rules, now),
                cancellation);
        });
    }
}
