using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;

namespace Traceability.Ownership;

/// <summary>Decides who holds a battery and who has it in hand.</summary>
public static class OwnershipService
{
    /// <summary>The name that stands in entries.</summary>
    public const string Name = "ownership";

    /// <summary>Adds what the service needs beyond the defaults of every process.</summary>
    public static IServiceCollection AddOwnership(this IServiceCollection services) => services
        .AddRules<OwnershipRules>(Name)
        .AddSingleton<TransferBook>()
        .AddSingleton<TransferDesk>()
        .AddSingleton<OutletStocks>()
        .AddSingleton<ISubscriber<EntryRecorded>>(provider => provider.GetRequiredService<OutletStocks>())
        .AddHostedService<ExpireTransfers>();

    /// <summary>Maps its endpoints.</summary>
    public static void MapOwnership(this IEndpointRouteBuilder app)
    {
        var ownership = app.MapGroup("").WithTags("Ownership").RequireParty();
        ownership.MapOfferTransfer();
        ownership.MapAcceptTransfer();
        ownership.MapRejectTransfer();
        ownership.MapWithdrawTransfer();
        ownership.MapReadTransfers();
        ownership.MapSellToPrivateOwner();
        ownership.MapCollectFromPrivateOwner();
        ownership.MapReadOutletStock();
    }
}
