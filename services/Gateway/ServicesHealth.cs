namespace Traceability.Gateway;

/// <summary>
/// <c>/health/services</c>: which services behind the gateway are ready. The gateway itself is ready without them: a service that is away
/// must not take the others' address with it.
/// </summary>
internal static class ServicesHealth
{
    public static void MapServicesHealth(this WebApplication app) => app.MapGet("/health/services", Handle);

    private static async Task<IResult> Handle(Everyone everyone, IConfiguration configuration, CancellationToken cancellation)
    {
        var ready = await Task.WhenAll(Services.All.Select(async service => (service.Name, IsReady: await everyone.IsReady(configuration.AddressOf(service), cancellation))));
        return TypedResults.Json(
            ready.ToDictionary(one => one.Name, one => one.IsReady ? "ready" : "not-ready"),
            statusCode: ready.All(one => one.IsReady) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
