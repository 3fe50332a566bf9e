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

/// <summary>Puts a second-life product to work at a site (投用).</summary>
public sealed record DeployProduct : IBatteryCommand
{
    /// <summary>The product.</summary>
    /// <example>GZ9PB01G6K0000012RP</example>
    public required BatteryCode Battery { get; init; }

    /// <summary>When it went to work.</summary>
    /// <example>2026-10-22T10:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What it is used for.</summary>
    public required SecondLifeApplication Application { get; init; }

    /// <summary>The site; no name of a person.</summary>
    /// <example>Storage station GY-04, Guanshanhu</example>
    public required string Site { get; init; }

    /// <summary>Where the site is; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>Whether the product may be put to work so.</summary>
    public static Decision Decide(Standing standing, DeployProduct command, Party caller, SecondLifeRules rules, DateTimeOffset now) =>
        (ProductSites.Refuse(standing, caller, Stage.Available, now)
            ?? ProductSites.RefuseSite(command.Site)
            ?? RefuseApplication(command, rules)) is { } refusal
                ? refusal
                : new Decision.Record(
                    [new ProductDeployed { Application = command.Application, Site = command.Site, Region = command.Region ?? caller.Region }],
                    command.Region?.Warnings("region") ?? []);

    private static Refusal? RefuseApplication(DeployProduct command, SecondLifeRules rules)
    {
        var kind = rules.Forbids(command.Application) ? SecondLifeRefusals.ApplicationForbidden
            : rules.Admits(command.Application) ? null
            : SecondLifeRefusals.ApplicationNotAdmissible;
        return kind?.With(command.Application, ChinaTime.Day(command.OccurredAt)).At("application");
    }
}

/// <summary>The door to <see cref="DeployProduct"/>.</summary>
public static class DeployProductEndpoint
{
    internal static void MapDeployProduct(this IEndpointRouteBuilder secondLife) => secondLife
        .MapPost("/deployments", Handle)
        .WithName("DeployProducts")
        .AnswersPerLine([.. ProductSites.Refusals, DossierRefusals.TextNotUsable, SecondLifeRefusals.ApplicationForbidden, SecondLifeRefusals.ApplicationNotAdmissible]);

    /// <summary>Puts second-life products to work.</summary>
    /// <response code="201">All are at work.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<DeployProduct> batch, Caller caller, IdempotencyKey key, DossierOffice office, DatedRules<SecondLifeRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("DeployProducts", batch);
        return BatchRecorder.Record(batch, command =>
        {
            var edition = rules.On(command.OccurredAt);
            return office.Record(
                command.Battery,
                caller.Act(command, SecondLifeService.Name, edition.Id, idempotency),
                (standing, now) => DeployProduct.Decide(standing, command, caller.Party, edition.Rules, now),
                cancellation);
        });
    }
}
