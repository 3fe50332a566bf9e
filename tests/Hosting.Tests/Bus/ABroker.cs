using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Traceability.Hosting.Bus;

namespace Traceability.Hosting.Tests.Bus;

/// <summary>A virtual host of its own on the broker, as empty as that of a registry that has never run.</summary>
internal sealed class ABroker : IAsyncDisposable
{
    private const string Password = "maker";

    private readonly HttpClient management;
    private readonly string name = $"bus-{Guid.NewGuid():N}";

    private ABroker(Uri broker, Uri management)
    {
        Address = new UriBuilder(broker) { Path = name }.Uri;
        this.management = new() { BaseAddress = management };
        this.management.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo))));
    }

    /// <summary>Where a process finds it.</summary>
    public Uri Address { get; }

    /// <summary>What a process must be told of it.</summary>
    public IConfiguration Configuration =>
        new ConfigurationBuilder().AddInMemoryCollection([new(BusRegistration.AddressSetting, Address.ToString())]).Build();

    public static async Task<ABroker> Start()
    {
        var broker = new ABroker(await RabbitMqServer.Address(), await RabbitMqServer.Management());
        (await broker.management.PutAsync($"/api/vhosts/{broker.name}", null)).EnsureSuccessStatusCode();
        return broker;
    }

    /// <summary>How many messages lie in a queue and wait to be taken; 0 where it does not exist.</summary>
    public async Task<uint> Count(string queue) => (await Look(queue))?.MessageCount ?? 0;

    /// <summary>Whether somebody takes from a queue: who does has declared and bound it before, so that nothing sent is lost.</summary>
    public async Task<bool> IsServed(string queue) => await Look(queue) is { ConsumerCount: > 0 };

    /// <summary>Gives an EV maker a user at the broker, with the rights that the manual names.</summary>
    /// <param name="user">Its name.</param>
    /// <param name="declaresAll">For a client that declares whatever it touches, as MassTransit does.</param>
    /// <returns>Where it connects.</returns>
    public async Task<Uri> AddUser(string user, bool declaresAll = false)
    {
        var rights = declaresAll ? new { configure = ".*", write = ".*", read = ".*" } : new
        {
            configure = $"^(amq\\.gen|{user}\\.).*",
            write = $"^(amq\\.gen.*|{user}\\..*|traceability\\.commands)$",
            read = $"^(amq\\.gen.*|{user}\\..*|traceability\\.entries)$",
        };
        (await management.PutAsJsonAsync($"/api/users/{user}", new { password = Password, tags = "" })).EnsureSuccessStatusCode();
        (await management.PutAsJsonAsync($"/api/permissions/{name}/{user}", rights)).EnsureSuccessStatusCode();
        return new UriBuilder(Address) { UserName = user, Password = Password }.Uri;
    }

    /// <summary>A client that knows nothing but AMQP.</summary>
    public Task<AnOutsider> Outsider() => AnOutsider.Connect(Address);

    /// <summary>Breaks all connections, as a restart of the broker does.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> BreakConnections()
    {
        var connections = (await management.GetFromJsonAsync<JsonElement>($"/api/vhosts/{name}/connections")).EnumerateArray()
            .Select(connection => connection.GetProperty("name").GetString()!).ToList();
        foreach (var connection in connections)
        {
            await management.DeleteAsync($"/api/connections/{Uri.EscapeDataString(connection)}");
        }

        return connections.Count;
    }

    public async Task DeleteQueue(string queue) => (await management.DeleteAsync($"/api/queues/{name}/{queue}")).EnsureSuccessStatusCode();

    private async Task<QueueDeclareOk?> Look(string queue)
    {
        await using var outsider = await AnOutsider.Connect(Address);
        try
        {
            return await outsider.Channel.QueueDeclarePassiveAsync(queue);
        }
        catch (OperationInterruptedException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await management.DeleteAsync($"/api/vhosts/{name}");
        management.Dispose();
    }
}
