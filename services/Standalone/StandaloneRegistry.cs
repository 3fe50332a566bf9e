using Traceability.Audit;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;
using Traceability.Hosting.Bulk;
using Traceability.Hosting.Rules;
using Traceability.Ownership;
using Traceability.Parties;
using Traceability.Recycling;
using Traceability.Registration;
using Traceability.Retirement;
using Traceability.SecondLife;

namespace Traceability.Standalone;

/// <summary>The whole registry in one process: every service, one SQLite file, no broker.</summary>
public static class StandaloneRegistry
{
    private const string DefaultUrl = "http://localhost:8080";

    /// <summary>Adds all services. <c>--data</c> names the folder for everything durable, <c>--urls</c> the address.</summary>
    public static WebApplicationBuilder AddStandalone(this WebApplicationBuilder builder)
    {
        var data = Directory.CreateDirectory(builder.Configuration["Data"] ?? "data").FullName;
        builder.Configuration["Data"] = data;
        builder.Services.AddSingleton(Hold(data));
        builder.Configuration["Tokens:KeyFolder"] ??= Path.Combine(data, "keys");
        builder.Configuration[RuleFolder.Setting] ??= Directory.CreateDirectory(Path.Combine(data, "rules")).FullName;
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("OpenIddict", LogLevel.Warning);
        builder.AddTraceabilityDefaults();
        builder.AddBulk();
        builder.AddParties();
        builder.Services
            .AddSqliteStores(Path.Combine(data, "traceability.db"))
            .AddInProcessBus()
            .AddDossiers("standalone")
            .AddRegistration()
            .AddOwnership()
            .AddRetirement()
            .AddSecondLife()
            .AddRecycling()
            .AddSqliteAudit()
            .AddAudit()
            .AddFirstStart();
        return builder;
    }

    // What a process has in memory (parties, work orders at work) is true only while nobody else writes into the file. The system
    // takes the lock back when the process ends, however it ends.
    private static FileStream Hold(string data)
    {
        try
        {
            return new FileStream(Path.Combine(data, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException($"{data} is in use by another process. Stop that one first, or name another folder with --data.", taken);
        }
    }

    /// <summary>Maps all services.</summary>
    public static WebApplication MapStandalone(this WebApplication app)
    {
        app.UseTraceabilityDefaults();
        app.MapParties();
        app.MapRegistration();
        app.MapOwnership();
        app.MapRetirement();
        app.MapSecondLife();
        app.MapRecycling();
        app.MapAudit();
        app.MapRules();
        app.MapBulk();
        return app;
    }
}
