using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;

namespace Traceability.SecondLife;

/// <summary>Makes products of retired batteries and says where they work.</summary>
public static class SecondLifeService
{
    /// <summary>The name that stands in entries.</summary>
    public const string Name = "second-life";

    /// <summary>Adds what the service needs beyond the defaults of every process.</summary>
    public static IServiceCollection AddSecondLife(this IServiceCollection services) =>
        services.AddRules<SecondLifeRules>(Name);

    /// <summary>Maps its endpoints.</summary>
    public static void MapSecondLife(this IEndpointRouteBuilder app)
    {
        var secondLife = app.MapGroup("").WithTags("SecondLife").RequireParty();
        secondLife.MapMakeProduct();
        secondLife.MapDeployProduct();
        secondLife.MapMoveProduct();
        secondLife.MapTakeBackProduct();
    }
}
