using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Traceability.Dossiers.Rules;

namespace Traceability.Standalone;

/// <summary>Starts the registry and says what to do next.</summary>
internal static class Welcome
{
    public static async Task Start(WebApplication app)
    {
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine($"""

            Traceability registry
              address    {address}
              data       {app.Configuration["Data"]}
              rules      {app.Configuration[RuleFolder.Setting]}
              try it     {address}/swagger
              problems   {address}/problems

            """);
    }
}
