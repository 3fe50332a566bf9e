namespace Traceability.Hosting;

/// <summary>
/// Lets a container ask its own process whether it is ready: <c>--health</c> in place of all other arguments. An image has no other
/// program that could.
/// </summary>
public static class HealthProbe
{
    private const string Argument = "--health";
    private const string Ports = "ASPNETCORE_HTTP_PORTS";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether the process was started to ask, not to serve.</summary>
    public static bool IsAsked(IReadOnlyList<string> args) => args is [Argument];

    /// <summary>Asks the process at the first port of <c>ASPNETCORE_HTTP_PORTS</c> (8080).</summary>
    /// <returns>The exit code: 0 where it is ready.</returns>
    public static async Task<int> Run()
    {
        var port = Environment.GetEnvironmentVariable(Ports)?.Split(';')[0] is { Length: > 0 } first ? first : "8080";
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://localhost:{port}{Health.ReadyPath}"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return 1;
        }
    }
}
