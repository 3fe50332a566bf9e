using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Hosting.Bulk;
using Traceability.Hosting.Bus;
using Traceability.Hosting.Rules;

namespace Traceability.Hosting;

/// <summary>
/// A service as a process of its own: what it keeps lies in MongoDB, what it tells others goes over RabbitMQ. Configured by
/// <c>MongoDb:ConnectionString</c>, <c>MongoDb:Database</c> (<c>traceability-&lt;service&gt;</c>), <c>RabbitMq:Address</c> and
/// <c>Tokens:Authority</c> (where Parties is).
/// </summary>
public static class ServiceProcess
{
    // It opens every dossier.
    private const string Home = "registration";

    /// <summary>Starts the service and runs it until it is told to stop.</summary>
    /// <param name="args">The arguments of the process.</param>
    /// <param name="name">The service.</param>
    /// <param name="add">Adds what the service needs.</param>
    /// <param name="map">Maps its endpoints.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args, string name, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        if (HealthProbe.IsAsked(args))
        {
            return await HealthProbe.Run();
        }

        var builder = WebApplication.CreateBuilder(args);
        if (args.Contains(DeadLetters.Flag))
        {
            await DeadLetters.Replay(builder.Configuration, name, Console.Out, CancellationToken.None);
            return 0;
        }

        builder.AddServiceProcess(name);
        add(builder);

        await using var app = builder.Build();
        app.UseTraceabilityDefaults();
        map(app);
        try
        {
            await (app.Services.GetService<RuleArchive>()?.Keep(CancellationToken.None) ?? Task.CompletedTask);
        }
        catch (RulesNotUsableException unusable)
        {
            await Console.Error.WriteLineAsync(unusable.Message);
            return 1;
        }

        await app.RunAsync();
        return 0;
    }

    /// <summary>Adds the defaults, the store and the bus.</summary>
    public static WebApplicationBuilder AddServiceProcess(this WebApplicationBuilder builder, string name)
    {
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("OpenIddict", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        builder.AddTelemetry(name);
        builder.AddTraceabilityDefaults();
        builder.Services.AddMongoStores(
            builder.Configuration["MongoDb:ConnectionString"] ?? throw new InvalidOperationException("Set MongoDb:ConnectionString to where the database server is."),
            builder.Configuration["MongoDb:Database"] ?? $"traceability-{name}");
        builder.AddRabbitMqBus(name);
        return builder;
    }

    /// <summary>
    /// Adds what a service needs that keeps dossiers. It takes files of rows for what it records in them, unless <c>Bulk:Enabled</c> is
    /// false: files lie on the disk of one process, so that of several replicas one has the door for them.
    /// </summary>
    public static WebApplicationBuilder AddKeeper(this WebApplicationBuilder builder, string name)
    {
        if (TakesFiles(builder.Configuration))
        {
            builder.AddBulk();
        }

        builder.Services.AddDossiers(name).AddHandOvers(Home);
        return builder;
    }

    /// <summary>Maps what every such service has: its rules, and the doors for files.</summary>
    public static WebApplication MapKeeper(this WebApplication app)
    {
        app.MapRules();
        if (TakesFiles(app.Configuration))
        {
            app.MapBulk();
        }

        return app;
    }

    private static bool TakesFiles(IConfiguration configuration) => configuration.GetValue("Bulk:Enabled", true);
}
