using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;

namespace Traceability.Registration;

/// <summary>Opens every dossier; binds batteries to vehicles; corrects facts.</summary>
public static class RegistrationService
{
    /// <summary>The name that stands in entries.</summary>
    public const string Name = "registration";

    /// <summary>Adds what the service needs beyond the defaults of every process.</summary>
    public static IServiceCollection AddRegistration(this IServiceCollection services) =>
        services.AddRules<RegistrationRules>(Name);

    /// <summary>Maps its endpoints.</summary>
    public static void MapRegistration(this IEndpointRouteBuilder app)
    {
        var registration = app.MapGroup("").WithTags("Registration").RequireParty();
        registration.MapRegisterBattery();
        registration.MapInstallBattery();
        registration.MapRemoveBattery();
        registration.MapReplaceBattery();
        registration.MapCorrectBattery();
        registration.MapTakeOutParts();
    }
}
