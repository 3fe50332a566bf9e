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
        .LoadFromMemory([.. Services.All.SelectMany(Routes)], [.. Services.All.SelectMany(service => Clusters(service, builder.Configuration))]);

    /// <summary>Maps the routes.</summary>
    public static void MapForwarding(this WebApplication app) => app.MapReverseProxy(proxy => proxy.Use(Unreachable.AsProblem));

    // A job is named after its operation, which says whose it is.
    private static IEnumerable<RouteConfig> Routes(Service service) =>
    [
        .. service.Paths.Select(path => Route(service.Name, $"/{path}/{{**rest}}")),
        .. service.Files.Select(file => Route(FilesOf(service), $"/bulk/{file}/{{**rest}}")),
        .. service.Files.Select(file => Route(FilesOf(service), $"/bulk/jobs/job-{file}-{{id:regex(^[0-9a-f]+$)}}/{{**rest}}")),
        .. service.HasRules ? [Route(service.Name, $"/rules/editions/{service.Name}/{{edition}}")] : Array.Empty<RouteConfig>(),
    ];

    private static RouteConfig Route(string cluster, string path) => new() { RouteId = path, ClusterId = cluster, Match = new() { Path = path } };

    private static IEnumerable<ClusterConfig> Clusters(Service service, IConfiguration configuration)
    {
        var silenceMax = TimeSpan.FromSeconds(configuration.GetValue("Gateway:SilenceMaxSeconds", SilenceMaxSeconds));
        return from cluster in new[] { (Name: service.Name, Address: configuration.AddressOf(service)), (Name: FilesOf(service), Address: configuration.FilesAddressOf(service)) }
               select new ClusterConfig
               {
                   ClusterId = cluster.Name,
                   Destinations = new Dictionary<string, DestinationConfig> { [cluster.Name] = new() { Address = cluster.Address.ToString() } },
                   HttpRequest = new ForwarderRequestConfig { ActivityTimeout = silenceMax },
               };
    }

    private static string FilesOf(Service service) => $"{service.Name}-files";
}
