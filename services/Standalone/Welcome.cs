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

    /// <summary>Shows the administrator's credential, where it was made now.</summary>
    public static void ShowCredential(WebApplication app)
    {
        if (app.Services.GetRequiredService<FirstStart>().Credential is { } credential)
        {
            Console.WriteLine($"""
                This is the first start. The administrator's credential, shown only this once:
                  client id      {credential.ClientId}
                  client secret  {credential.ClientSecret}
                Next: get a token with it, register the parties, give each a credential.
                The walk-through in README.md does it all with curl.

                """);
        }
    }
}
