using System.Net.Http.Headers;
using System.Text;
using MongoDB.Driver;

namespace Traceability.SystemTests;

/// <summary>The registry as processes of their own, with databases and a virtual host of this test.</summary>
internal sealed class SeparateProcesses : IAsyncDisposable
{
    private static readonly string[] Keepers = ["Registration", "Ownership", "Retirement", "SecondLife", "Recycling"];

    private readonly string name = $"system-{Guid.NewGuid():N}";
    private readonly TemporaryFolder data = new();
    private readonly Dictionary<string, StandaloneProcess> processes = [];
    private readonly Dictionary<string, int> ports = ((string[])["Parties", "Audit", "Gateway", .. Keepers]).ToDictionary(service => service, _ => StandaloneProcess.FreePort());
    private string mongoDb = "";
    private Uri rabbitMq = null!;

    /// <summary>Where the gateway answers.</summary>
    public Uri Address => processes["Gateway"].Address;

    /// <summary>What the processes printed.</summary>
    public string Output => string.Join('\n', processes.Select(process => $"--- {process.Key}\n{process.Value.Output}"));

    public static async Task<SeparateProcesses> Start(string administratorSecret)
    {
        var registry = new SeparateProcesses { mongoDb = await MongoDbServer.ConnectionString() };
        registry.rabbitMq = new UriBuilder(await RabbitMqServer.Address()) { Path = registry.name }.Uri;
        try
        {
            await registry.Manage(HttpMethod.Put);
            foreach (var service in registry.ports.Keys)
            {
                await registry.Start(service, administratorSecret);
            }

            return registry;
        }
        catch
        {
            await registry.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes.Values)
        {
            await process.DisposeAsync();
        }

        using var client = new MongoClient(mongoDb);
        foreach (var service in ports.Keys)
        {
            await client.DropDatabaseAsync(DatabaseOf(service));
        }

        await Manage(HttpMethod.Delete);
        data.Dispose();
    }

    private async Task Start(string service, string administratorSecret)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data.Path, service)).FullName;
        processes[service] = await StandaloneProcess.StartService(service, folder, ports[service], [.. SettingsOf(service, administratorSecret)]);
    }

    private IEnumerable<string> SettingsOf(string service, string administratorSecret) => service switch
    {
        "Gateway" => ports.SelectMany(other => new[] { $"--Services:{NameOf(other.Key)}", AddressOf(other.Key) }),
        "Parties" =>
        [
            .. Servers(service), "--Tokens:Issuer", AddressOf("Parties"), "--Tokens:KeyFolder", Path.Combine(data.Path, "keys"), "--Operator:ClientSecret", administratorSecret,
        ],
        _ => [.. Servers(service), "--Tokens:Authority", AddressOf("Parties")],
    };

    private string[] Servers(string service) =>
        ["--MongoDb:ConnectionString", mongoDb, "--MongoDb:Database", DatabaseOf(service), "--RabbitMq:Address", rabbitMq.ToString()];

    private string AddressOf(string service) => $"http://127.0.0.1:{ports[service]}/";

    private string DatabaseOf(string service) => $"{name}-{NameOf(service)}";

    private static string NameOf(string service) => service == "SecondLife" ? "second-life" : service.ToLowerInvariant();

    private async Task Manage(HttpMethod method)
    {
        var management = await RabbitMqServer.Management();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(management, $"/api/vhosts/{name}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo))));
        (await http.SendAsync(request)).EnsureSuccessStatusCode();
    }
}
