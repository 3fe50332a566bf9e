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

namespace Traceability.SecondLife;

/// <summary>Takes a product back from its site (收回); it may be deployed again or retired.</summary>
public sealed record TakeBackProduct : IBatteryCommand
{
    private const int ReasonLengthMax = 500;

    /// <summary>The product.</summary>
    /// <example>GZ9PB01G6K0000012RP</example>
    public required BatteryCode Battery { get; init; }

    /// <summary>When it was taken back.</summary>
    /// <example>2026-10-29T10:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Why; no name of a person.</summary>
    /// <example>Storage station closed.</example>
    public required string Reason { get; init; }

    /// <summary>Where it was taken to; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>Whether the product may be taken back.</summary>
    public static Decision Decide(Standing standing, TakeBackProduct command, Party caller, DateTimeOffset now) =>
        (ProductSites.Refuse(standing, caller, Stage.Deployed, now)
            ?? CommonRules.RefuseText(command.Reason, ReasonLengthMax, "reason")) is { } refusal
                ? refusal
                : new Decision.Record(
                    [new ProductTakenBack { Reason = command.Reason, Region = command.Region ?? caller.Region }],
                    command.Region?.Warnings("region") ?? []);
}

/// <summary>The door to <see cref="TakeBackProduct"/>.</summary>
public static class TakeBackProductEndpoint
{
    internal static void MapTakeBackProduct(this IEndpointRouteBuilder secondLife) => secondLife
        .MapPost("/take-backs", Handle)
        .WithName("TakeBackProducts")
        .AnswersPerLine([.. ProductSites.Refusals, DossierRefusals.TextNotUsable]);

    /// <summary>Takes products back from their sites.</summary>
    /// <response code="201">All are back.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<TakeBackProduct> batch, Caller caller, IdempotencyKey key, DossierOffice office, DatedRules<SecondLifeRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("TakeBackProducts", batch);
        return BatchRecorder.Record(batch, command => office.Record(
            command.Battery,
            caller.Act(command, SecondLifeService.Name, rules.On(command.OccurredAt).Id, idempotency),
            (standing, now) => TakeBackProduct.Decide(standing, command, caller.Party, now),
            cancellation));
    }
}
