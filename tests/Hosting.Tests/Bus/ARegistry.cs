using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Parties;
using Traceability.Hosting.Bus;
using Traceability.Ownership;
using Traceability.Registration;

namespace Traceability.Hosting.Tests.Bus;

/// <summary>Registration and Ownership in one process on the broker, and two parties that it knows.</summary>
internal sealed class ARegistry : IAsyncDisposable
{
    public static readonly Party Maker = Life.Party("91520115MA0TEXT129", PartyRole.BatteryMaker, PartyRole.VehicleMaker) with { VendorCodes = ["GZ9"] };
    public static readonly Party Buyer = Life.Party("91520402MA0TEXT47G", PartyRole.VehicleMaker);

    private readonly string folder = Directory.CreateTempSubdirectory("traceability-").FullName;
    private readonly WebApplication app;

    private ARegistry(ABroker broker)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Configuration[BusRegistration.AddressSetting] = broker.Address.ToString();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddTraceabilityDefaults();
        builder.Services.AddSqliteStores(Path.Combine(folder, "registry.db")).AddDossiers("ownership").AddRegistration().AddOwnership();
        builder.AddRabbitMqBus("ownership");
        app = builder.Build();
        app.MapRegistration();
        app.MapOwnership();
    }

    public static async Task<ARegistry> Start(ABroker broker)
    {
        var registry = new ARegistry(broker);
        await registry.app.StartAsync();
        await registry.app.Services.GetRequiredService<PartyDirectory>().Receive(
            [new() { Party = Maker }, new() { Party = Buyer }], TestContext.Current.CancellationToken);
        await Eventually.Holds("commands are taken", () => broker.IsServed("ownership.commands"));
        return registry;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
