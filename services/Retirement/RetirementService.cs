using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;

namespace Traceability.Retirement;

/// <summary>Takes batteries and vehicles out of use, says how healthy the batteries are, and what they are fit for.</summary>
public static class RetirementService
{
    /// <summary>The name that stands in entries.</summary>
    public const string Name = "retirement";

    /// <summary>Adds what the service needs beyond the defaults of every process.</summary>
    public static IServiceCollection AddRetirement(this IServiceCollection services) => services
        .AddRules<RetirementRules>(Name)
        .AddSingleton<ScrappingBook>()
        .AddSingleton<BoundBatteries>()
        .AddSingleton<ISubscriber<EntryRecorded>>(provider => provider.GetRequiredService<BoundBatteries>());

    /// <summary>Maps its endpoints.</summary>
    public static void MapRetirement(this IEndpointRouteBuilder app)
    {
        var retirement = app.MapGroup("").WithTags("Retirement").RequireParty();
        retirement.MapRetireBattery();
        retirement.MapAssessHealth();
        retirement.MapDecideDisposition();
        retirement.MapGetSuggestion();
        retirement.MapReadVehicle();
        retirement.MapScrapVehicle();
        retirement.MapReadScrappings();
    }
}
