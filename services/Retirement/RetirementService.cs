using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;

namespace Traceability.Retirement;

/// <summary>Takes batteries out of use, says how healthy they are, and what they are fit for.</summary>
public static class RetirementService
{
    /// <summary>The name that stands in entries.</summary>
    public const string Name = "retirement";

    /// <summary>Adds what the service needs beyond the defaults of every process.</summary>
    public static IServiceCollection AddRetirement(this IServiceCollection services) =>
        services.AddRules<RetirementRules>(Name);

    /// <summary>Maps its endpoints.</summary>
    public static void MapRetirement(this IEndpointRouteBuilder app)
    {
        var retirement = app.MapGroup("").WithTags("Retirement").RequireParty();
        retirement.MapRetireBattery();
        retirement.MapAssessHealth();
        retirement.MapDecideDisposition();
        retirement.MapGetSuggestion();
    }
}
