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

/// <summary>Moves a working product to another site (移址).</summary>
public sealed record MoveProduct : IBatteryCommand
{
    /// <summary>The product.</summary>
    /// <example>GZ9PB01G6K0000012RP</example>
    public required BatteryCode Battery { get; init; }

    /// <summary>When it went to work there.</summary>
    /// <example>2026-10-26T10:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The new site; no name of a person.</summary>
    /// <example>Storage station GY-07, Baiyun</example>
    public required string Site { get; init; }

    /// <summary>Where the new site is; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>Whether the product may be moved.</summary>
    public static Decision Decide(Standing standing, MoveProduct command, Party caller, DateTimeOffset now) =>
        (ProductSites.Refuse(standing, caller, Stage.Deployed, now) ?? ProductSites.RefuseSite(command.Site)) is { } refusal
            ? refusal
            : new Decision.Record(
                [new ProductMoved { Site = command.Site, Region = command.Region ?? caller.Region }], command.Region?.Warnings("region") ?? []);
}

/// <summary>The door to <see cref="MoveProduct"/>.</summary>
public static class MoveProductEndpoint
{
    internal static void MapMoveProduct(this IEndpointRouteBuilder secondLife) => secondLife
        .MapPost("/deployment-moves", Handle)
        .WithName("MoveProducts")
        .AnswersPerLine([.. ProductSites.Refusals, DossierRefusals.TextNotUsable]);

    /// <summary>Moves working products to other sites.</summary>
    /// <response code="201">All are moved.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<MoveProduct> batch, Caller caller, IdempotencyKey key, DossierOffice office, DatedRules<SecondLifeRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("MoveProducts", batch);
        return BatchRecorder.Record(batch, command => office.Record(
            command.Battery,
            caller.Act(command, SecondLifeService.Name, rules.On(command.OccurredAt).Id, idempotency),
            (standing, now) => MoveProduct.Decide(standing, command, caller.Party, now),
            cancellation));
    }
}
