using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.Contracts.Messages;
using Traceability.Dossiers;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Parties;
using Traceability.Hosting.Bus;

namespace Traceability.Hosting.Tests.Bus;

/// <summary>A process of the registry with nothing but the bus, a store, and the subscribers of a test.</summary>
internal sealed class AProcess : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("traceability-").FullName;
    private readonly IHost host;

    private AProcess(ABroker broker, string service, Action<IServiceCollection> add)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Configuration[BusRegistration.AddressSetting] = broker.Address.ToString();
        builder.Services.AddSqliteStores(Path.Combine(folder, "registry.db")).AddSingleton(TimeProvider.System).AddSingleton<PartyDirectory>();
        builder.AddRabbitMqBus(service);
        add(builder.Services);
        host = builder.Build();
    }

    public IServiceProvider Services => host.Services;

    public IDocumentStore Documents => host.Services.GetRequiredService<IDocumentStore>();

    public static async Task<AProcess> Start(ABroker broker, string service, Action<IServiceCollection>? add = null)
    {
        var process = new AProcess(broker, service, add ?? (_ => { }));
        await process.host.StartAsync();
        await Eventually.Holds("the process is ready", async () => await process.Health() == HealthStatus.Healthy);
        return process;
    }

    public static Task<AProcess> Start<TMessage>(ABroker broker, string service, ISubscriber<TMessage> subscriber)
        where TMessage : class, IMessage => Start(broker, service, services => services.AddSingleton(subscriber));

    /// <summary>What the ready check says of the broker.</summary>
    public async Task<HealthStatus> Health() =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["broker"].Status;

    public Task Publish<TMessage>(TMessage message)
        where TMessage : class, IMessage =>
        host.Services.GetRequiredService<IBus>().Publish(message, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
