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

namespace Traceability.Ownership;

/// <summary>Sells a battery, most often with its vehicle, to a person, who is named by an opaque reference only (销售给个人).</summary>
public sealed record SellToPrivateOwner : IBatteryCommand
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>When it was handed over.</summary>
    /// <example>2026-07-12T11:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The reference that the seller drew for the person; who it is stays with the seller.</summary>
    public required OwnerReference Owner { get; init; }

    /// <summary>Where; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>Whether the battery may be sold to a person. A retired one never may.</summary>
    public static Decision Decide(Standing standing, SellToPrivateOwner command, Party caller, OwnershipRules rules, DateTimeOffset now) =>
        (CommonRules.RefuseRole(caller, rules.PrivateSellers)
            ?? CommonRules.RefuseUnlessHolder(standing, caller)
            ?? (standing.Custodian != caller.Id ? CommonRules.NotCustodian(standing, caller.Id) : null)
            ?? CommonRules.RefuseStage(standing, Stage.Available, Stage.Installed)
            ?? CommonRules.RefuseWhileOffered(standing, now)) is { } refusal
                ? refusal
                : ExpireTransfer.Before(
                    standing,
                    new SoldToPrivateOwner { Owner = command.Owner, Region = command.Region ?? caller.Region },
                    command.Region?.Warnings("region") ?? []);
}

/// <summary>The door to <see cref="SellToPrivateOwner"/>.</summary>
public static class SellToPrivateOwnerEndpoint
{
    internal static void MapSellToPrivateOwner(this IEndpointRouteBuilder ownership) => ownership
        .MapPost("/private-sales", Handle)
        .WithName("SellToPrivateOwners")
        .AnswersPerLine(
            DossierRefusals.RoleMissing, DossierRefusals.NotHolder, DossierRefusals.NotCustodian, DossierRefusals.WrongStage, DossierRefusals.TransferOpen);

    /// <summary>Sells batteries to persons.</summary>
    /// <response code="201">All are sold.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<SellToPrivateOwner> batch, Caller caller, IdempotencyKey key, DossierOffice office, DatedRules<OwnershipRules> rules,
        CancellationToken cancellation)
    {
        var idempotency = key.For("SellToPrivateOwners", batch);
        return BatchRecorder.Record(batch, command =>
        {
            var edition = rules.On(command.OccurredAt);
            return office.Record(
                command.Battery,
                caller.Act(command, OwnershipService.Name, edition.Id, idempotency),
                (standing, now) => SellToPrivateOwner.Decide(standing, command, caller.Party, edition.Rules, now),
                cancellation);
        });
    }
}
