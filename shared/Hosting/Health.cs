using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Parties;

namespace Traceability.Hosting;

/// <summary>
/// <c>/health/live</c>: the process answers, and a restart would not help. <c>/health/ready</c>: it can do its work - its checks
/// carry the tag <c>ready</c>.
/// </summary>
public static class Health
{
    /// <summary>Where a process says that it lives.</summary>
    public const string LivePath = "/health/live";

    /// <summary>Where a process says that it can do its work.</summary>
    public const string ReadyPath = "/health/ready";

    /// <summary>The tag of checks that decide whether a process gets requests.</summary>
    public const string Ready = "ready";

    internal static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<StoreAnswers>("store", tags: [Ready])
        .AddCheck<PartiesAreKnown>("parties", tags: [Ready]);

    internal static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks(LivePath, new HealthCheckOptions { Predicate = _ => false }).DisableRateLimiting();
        app.MapHealthChecks(ReadyPath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).DisableRateLimiting();
    }

    private sealed class StoreAnswers(IDocumentStore store) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await store.Find("health", "none", cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }

    private sealed class PartiesAreKnown(PartyDirectory directory) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(directory.IsLoaded ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The parties are being read."));
    }
}

/// <summary>Reads the parties before the first request is taken.</summary>
internal sealed class LoadPartyDirectory(PartyDirectory directory) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => directory.LoadAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
