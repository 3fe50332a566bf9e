using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Traceability.Gateway;

namespace Traceability.SystemTests;

/// <summary>The gateway, before services that answer nothing but their name.</summary>
internal sealed class FakeServices : IAsyncDisposable
{
    /// <summary>One service has a process of its own for files.</summary>
    public const string Files = "registration-files";

    private readonly Dictionary<string, WebApplication> services = [];
    private WebApplication gateway = null!;

    /// <summary>What reached which service.</summary>
    public ConcurrentQueue<(string Service, string Method, string Path)> Received { get; } = new();

    /// <summary>What a service answers in place of its name, by path.</summary>
    public Func<string, string, JsonNode?> Answer { get; set; } = (_, _) => null;

    /// <summary>A client of the gateway.</summary>
    public HttpClient Client { get; private set; } = null!;

    public static async Task<FakeServices> Start()
    {
        var fake = new FakeServices();
        foreach (var name in Services.All.Select(service => service.Name).Append(Files))
        {
            fake.services[name] = await fake.StartService(name);
        }

        var builder = WebApplication.CreateBuilder(
            ["--urls", "http://127.0.0.1:0", .. fake.services.SelectMany(service => new[] { $"--Services:{service.Key}", service.Value.Urls.First() })]);
        builder.Logging.ClearProviders();
        builder.AddGateway();
        fake.gateway = builder.Build();
        fake.gateway.MapGateway();
        await fake.gateway.StartAsync();
        fake.Client = new() { BaseAddress = new(fake.gateway.Urls.First()) };
        return fake;
    }

    /// <summary>Ends a service.</summary>
    public ValueTask Stop(string service) => services[service].DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var app in services.Values.Prepend(gateway))
        {
            await app.DisposeAsync();
        }
    }

    private async Task<WebApplication> StartService(string name)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async context =>
        {
            var path = context.Request.Path.Value!;
            Received.Enqueue((name, context.Request.Method, path));
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Answer(name, path)?.ToJsonString() ?? $"\"{name}\"");
        });
        await app.StartAsync();
        return app;
    }
}
