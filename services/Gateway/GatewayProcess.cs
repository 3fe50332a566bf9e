using Traceability.Hosting;

namespace Traceability.Gateway;

/// <summary>One address in front of all services: the paths, the OpenAPI document and the page that the registry has in one process.</summary>
internal static class GatewayProcess
{
    /// <summary>Adds it. <c>Services:&lt;name&gt;</c> says where a service is (<c>http://&lt;name&gt;:8080</c>).</summary>
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Yarp", LogLevel.Warning);
        builder.AddTelemetry("gateway");
        builder.AddGatewayDefaults();
        builder.AddForwarding();
        builder.Services.AddSingleton<Everyone>().AddSingleton<CombinedDocument>();
    }

    /// <summary>Maps it.</summary>
    public static void MapGateway(this WebApplication app)
    {
        app.UseGatewayDefaults();
        app.MapServicesHealth();
        app.MapCombinedAnswers();
        CombinedDocument.Map(app);
        app.MapForwarding();
    }
}
