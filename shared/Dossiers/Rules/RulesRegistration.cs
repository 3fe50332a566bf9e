using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Traceability.Dossiers.Rules;

/// <summary>Adds the rules of a service.</summary>
public static class RulesRegistration
{
    /// <summary>Adds the service's rules: those built in, and those in the folder that <c>Rules:Folder</c> names.</summary>
    /// <param name="services">The process's services.</param>
    /// <param name="service">The name of the service.</param>
    /// <typeparam name="T">What the rules say.</typeparam>
    public static IServiceCollection AddRules<T>(this IServiceCollection services, string service)
    {
        services.TryAddSingleton(provider => new RuleFolder(provider.GetRequiredService<IConfiguration>()[RuleFolder.Setting]));
        services.TryAddSingleton<RuleArchive>();
        return services
            .AddSingleton(provider => DatedRules.Load<T>(service, provider.GetRequiredService<RuleFolder>()))
            .AddSingleton<IDatedRules>(provider => provider.GetRequiredService<DatedRules<T>>());
    }
}
