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

/// <summary>Takes a battery, most often with its vehicle, over from a person (从个人回收).</summary>
public sealed record CollectFromPrivateOwner : IBatteryCommand
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>When it was taken over.</summary>
    /// <example>2026-10-08T14:30:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Where; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>What the collector found when it checked the battery; needed for a retired lithium-ion one (GB/T 38698.1).</summary>
    public SafetyJudgement? CollectorJudgement { get; init; }

    /// <summary>Whether the party may take the battery over.</summary>
    /// <param name="standing">The battery.</param>
    /// <param name="command">What is taken over.</param>
    /// <param name="caller">Who takes it over.</param>
    /// <param name="rules">The rules in force on the day.</param>
    /// <param name="now">When it is recorded.</param>
    /// <param name="stockAfterKg">What an outlet will have in stock, in kilograms; null where nothing limits the caller's.</param>
    public static Decision Decide(
        Standing standing, CollectFromPrivateOwner command, Party caller, OwnershipRules rules, DateTimeOffset now, decimal? stockAfterKg = null) =>
        (CommonRules.RefuseRole(caller, rules.PrivateCollectors), standing.Holder.PrivateOwner) switch
        {
            ({ } refusal, _) => refusal,
            (_, null) => OwnershipRefusals.NotPrivatelyOwned.With(standing.Battery),
            (_, { } owner) => (Refuse(standing, command, caller, rules, now) ?? OutletStock.Refuse(caller, stockAfterKg, command.OccurredAt, rules)) is { } refusal
                ? refusal
                : ExpireTransfer.Before(
                    standing,
                    new CollectedFromPrivateOwner
                    {
                        Owner = owner,
                        Collector = caller.Id,
                        Region = command.Region ?? caller.Region,
                        CollectorJudgement = command.CollectorJudgement,
                    },
                    [
                        .. command.Region?.Warnings("region") ?? [],
                        .. OutletStock.Warn(caller, stockAfterKg, command.OccurredAt, rules),
                        .. OutletStock.WarnOfVehicle(standing, caller, rules),
                    ]),
        };

    private static Refusal? Refuse(Standing standing, CollectFromPrivateOwner command, Party caller, OwnershipRules rules, DateTimeOffset now) =>
        (standing.Custodian.Party is { } custodian && custodian != caller.Id
            ? CommonRules.NotCustodian(standing, caller.Id)
            : null)
        ?? CommonRules.RefuseWhileOffered(standing, now)
        ?? (standing.IsRetired() ? Admission.RefuseRetired(standing, caller, ChinaTime.Day(command.OccurredAt), rules) : null)
        ?? SafetyJudgements.RefuseMoving(standing, command.CollectorJudgement, SafetyJudgements.Collector, rules, now);
}

/// <summary>The door to <see cref="CollectFromPrivateOwner"/>.</summary>
public static class CollectFromPrivateOwnerEndpoint
{
    internal static void MapCollectFromPrivateOwner(this IEndpointRouteBuilder ownership) => ownership
        .MapPost("/private-collections", Handle)
        .WithName("CollectFromPrivateOwners")
        .AnswersPerLine(
            DossierRefusals.RoleMissing, OwnershipRefusals.NotPrivatelyOwned, DossierRefusals.NotCustodian, DossierRefusals.TransferOpen,
            OwnershipRefusals.ReceiverNotAdmissible, OwnershipRefusals.ReceiverPermitNotValid, OwnershipRefusals.SafetyJudgementMissing,
            OwnershipRefusals.NotSafeToMove, OwnershipRefusals.JudgedInFuture, OwnershipRefusals.OutletFull, DossierRefusals.TextNotUsable,
            DossierRefusals.NumberOutOfRange);

    /// <summary>Takes batteries over from persons.</summary>
    /// <remarks>A retired battery may be taken over only by a party that may lawfully have it.</remarks>
    /// <response code="201">All are taken over.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static async Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<CollectFromPrivateOwner> batch, Caller caller, IdempotencyKey key, DossierOffice office, OutletStocks stocks,
        DatedRules<OwnershipRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("CollectFromPrivateOwners", batch);
        var commands = batch.Batteries.Select(line => line.Value).OfType<CollectFromPrivateOwner>().ToList();
        var stockAfterKg = commands.Exists(command => OutletStock.LimitKgOf(caller.Party, command.OccurredAt, rules.On(command.OccurredAt).Rules) is not null)
            ? await stocks.AfterKg(caller.Party.Id, commands.Select(command => command.Battery), cancellation)
            : default(decimal?);
        return await BatchRecorder.Record(batch, command =>
        {
            var edition = rules.On(command.OccurredAt);
            return office.Record(
                command.Battery,
                caller.Act(command, OwnershipService.Name, edition.Id, idempotency),
                (standing, now) => CollectFromPrivateOwner.Decide(standing, command, caller.Party, edition.Rules, now, stockAfterKg),
                cancellation);
        });
    }
}
