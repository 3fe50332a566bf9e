using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Traceability.Gateway;

/// <summary>Sends each request on to the one service that answers it.</summary>
internal static class Forwarding
{
    private const int SilenceMaxSeconds = 100;

    /// <summary>
    /// Adds a route for each path of each service. <c>Gateway:SilenceMaxSeconds</c> (100) is how long neither side may say anything.
    /// </summary>
    public static void AddForwarding(this WebApplicationBuilder builder) => builder.Services
        .AddReverseProxy()
        .LoadFromMemory([.. Services.All.SelectMany(Routes)], [.. Services.All.Select(service => Cluster(service, builder.Configuration))]);

    /// <summary>Maps the routes.</summary>
    public static void MapForwarding(this WebApplication app) => app.MapReverseProxy(proxy => proxy.Use(Unreachable.AsProblem));

    // A job is named after its operation, which says whose it is.
    private static IEnumerable<RouteConfig> Routes(Service service) =>
    [
        .. service.Paths.Select(path => Route(service, $"/{path}/{{**rest}}")),
        .. service.Files.Select(file => Route(service, $"/bulk/{file}/{{**rest}}")),
        .. service.Files.Select(file => Route(service, $"/bulk/jobs/job-{file}-{{id:regex(^[0-9a-f]+$)}}/{{**rest}}")),
        .. service.HasRules ? [Route(service, $"/rules/editions/{service.Name}/{{edition}}")] : Array.Empty<RouteConfig>(),
    ];

    private static RouteConfig Route(Service service, string path) =>
        new() { RouteId = path, ClusterId = service.Name, Match = new() { Path = path } };

    private static ClusterConfig Cluster(Service service, IConfiguration configuration) => new()
    {
        ClusterId = service.Name,
        Destinations = new Dictionary<string, DestinationConfig> { [service.Name] = new() { Address = configuration.AddressOf(service).ToString() } },
        HttpRequest = new ForwarderRequestConfig
        {
            ActivityTimeout = TimeSpan.FromSeconds(configuration.GetValue("Gateway:SilenceMaxSeconds", SilenceMaxSeconds)),
        },
    };
}
