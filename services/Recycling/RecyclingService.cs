using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Dossiers.Materials;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;

namespace Traceability.Recycling;

/// <summary>Takes retired batteries in, ends them in treatments, and follows what was recovered from them.</summary>
public static class RecyclingService
{
    /// <summary>The name that stands in entries.</summary>
    public const string Name = "recycling";

    /// <summary>Adds what the service needs beyond the defaults of every process.</summary>
    public static IServiceCollection AddRecycling(this IServiceCollection services) => services
        .AddRules<RecyclingRules>(Name)
        .AddSingleton<Doorbell>()
        .AddSingleton<TreatmentBook>()
        .AddSingleton<LotBook>()
        .AddSingleton<MonthBook>()
        .AddSingleton<LotSettlement>()
        .AddSingleton<LotTakings>()
        .AddSingleton<TreatmentDesk>()
        .AddSingleton<ILotCitations, LotCitations>()
        .AddHostedService<RecyclingRelay>();

    /// <summary>Maps its endpoints.</summary>
    public static void MapRecycling(this IEndpointRouteBuilder app)
    {
        var recycling = app.MapGroup("").WithTags("Recycling").RequireParty();
        recycling.MapReceiveBattery();
        recycling.MapTreatBatteries();
        recycling.MapReadTreatments();
        recycling.MapReadLots();
        recycling.MapSplitLot();
        recycling.MapMergeLots();
        recycling.MapShipLot();
        recycling.MapReadBalance();
    }
}
