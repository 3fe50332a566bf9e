using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Parties;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;

namespace Traceability.Ownership;

/// <summary>Tells what a take-back outlet has in stock.</summary>
public static class ReadOutletStockEndpoint
{
    internal static void MapReadOutletStock(this IEndpointRouteBuilder ownership) => ownership
        .MapGet("/outlets/{party}/stock", Handle)
        .WithName("ReadOutletStock")
        .Refuses(OwnershipRefusals.OutletUnknown, DossierRefusals.KeeperSilent);

    /// <summary>Reads what a take-back outlet has in stock, and how much it may have.</summary>
    /// <remarks>The outlet itself reads it, and regulators in whose region it is. What was taken over a moment ago may be lacking.</remarks>
    /// <param name="party">The outlet.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="parties">The parties known here.</param>
    /// <param name="stocks">The stocks.</param>
    /// <param name="rules">The rules in all editions.</param>
    /// <param name="clock">Tells which edition is in force.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <response code="200">The stock.</response>
    public static async Task<Results<Ok<OutletStock>, ProblemHttpResult>> Handle(
        InPath<PartyId> party, Caller caller, PartyDirectory parties, OutletStocks stocks, DatedRules<OwnershipRules> rules, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (parties.Find(party.Value) is not { } outlet
            || !outlet.Is(PartyRole.CollectionOutlet)
            || !Readership.MayRead(caller.Party, outlet.Id, outlet.Region))
        {
            return Problems.Refused(OwnershipRefusals.OutletUnknown.With(party.Value, caller.Party.Id));
        }

        var now = clock.GetUtcNow();
        var edition = rules.On(now);
        var (count, massKg) = await stocks.Of(outlet.Id, cancellation);
        return TypedResults.Ok(new OutletStock
        {
            Outlet = outlet.Id,
            Count = count,
            MassKg = massKg,
            LimitKg = OutletStock.LimitKgOf(outlet, now, edition.Rules),
            Rules = edition.Id,
        });
    }
}
