using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Sqlite;
using Traceability.Hosting;

namespace Traceability.Parties.Tests;

/// <summary>A running process with the Parties service in it and an operator that can log in.</summary>
public sealed class ARegistry : IAsyncDisposable
{
    public const string OperatorClientId = "000000000-1";
    public const string OperatorSecret = "a secret of the tests, not of anybody else";

    // Making a key takes longer than most tests, so that they share one.
    private static readonly Lazy<string> KeyFolder = new(NewFolder);

    private readonly WebApplication app;
    private readonly IDocumentStore store;

    private ARegistry(WebApplication app, IDocumentStore store)
    {
        this.app = app;
        this.store = store;
        Http = new() { BaseAddress = new(app.Urls.First()) };
    }

    /// <summary>A caller without a token.</summary>
    public HttpClient Http { get; }

    /// <summary>The credential that the first start gave, where it gave one.</summary>
    public IssuedCredential? FirstCredential { get; private init; }

    internal BusThatFails Bus => (BusThatFails)app.Services.GetRequiredService<IBus>();

    internal T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>The clock of the process, where it was started with one that can be set.</summary>
    public FakeTimeProvider Clock { get; private init; } = null!;

    /// <summary>Starts a process.</summary>
    /// <param name="settings">Configuration on top of that of all tests; an empty value takes a setting away.</param>
    /// <param name="map">Endpoints besides those of the service.</param>
    public static Task<ARegistry> StartAsync(Dictionary<string, string?>? settings = null, Action<IEndpointRouteBuilder>? map = null) =>
        StartAsync(NewStore(), settings, map);

    /// <summary>Ends the process and starts another one with its data.</summary>
    public async Task<ARegistry> RestartAsync()
    {
        await app.DisposeAsync();
        return await StartAsync(store, null, null);
    }

    public async Task<HttpClient> LogIn(string clientId = OperatorClientId, string secret = OperatorSecret) =>
        WithToken(await Token(clientId, secret));

    public HttpClient WithToken(string token)
    {
        var http = new HttpClient { BaseAddress = Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public async Task<string> Token(string clientId = OperatorClientId, string secret = OperatorSecret)
    {
        using var answer = await AskForToken(clientId, secret);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, json.ToString());
        return json.GetProperty("access_token").GetString()!;
    }

    public async Task<HttpResponseMessage> AskForToken(string clientId, string secret, string grantType = "client_credentials")
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = grantType,
            ["client_id"] = clientId,
            ["client_secret"] = secret,
        });
        return await Http.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }

    private static async Task<ARegistry> StartAsync(IDocumentStore store, Dictionary<string, string?>? settings, Action<IEndpointRouteBuilder>? map)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);

        // Development checks the wiring more strictly, and must not tell more than production does.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            EnvironmentName = settings?.GetValueOrDefault("Environment") ?? Environments.Development,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Operator:ClientSecret"] = OperatorSecret,
            ["Tokens:KeyFolder"] = KeyFolder.Value,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton<TimeProvider>(clock);

        // The bus of these tests; the store comes from NewStore. Nothing else chooses them.
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton<IBus, BusThatFails>();

        builder.AddTraceabilityDefaults().AddParties();
        var app = builder.Build();
        app.UseTraceabilityDefaults().MapParties();
        app.MapGet("/mistake", string () => throw new InvalidOperationException("The password of the database is 1234.")).ExcludeFromDescription();
        map?.Invoke(app);
        await app.StartAsync();
        return new(app, store) { Clock = clock, FirstCredential = await app.Services.GetRequiredService<FirstAdministrator>().EnsureAsync() };
    }

    /// <summary>A store without documents. It outlives the process that uses it.</summary>
    internal static IDocumentStore NewStore() => new SqliteDocumentStore(new SqliteDatabase(Path.Combine(NewFolder(), "traceability.db")));

    /// <summary>An empty folder that goes away with the tests.</summary>
    internal static string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("traceability-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder.FullName;
    }

    /// <summary>All documents that the service keeps.</summary>
    internal async Task<IReadOnlyList<Document>> Documents()
    {
        string[] collections = ["parties", "vendor-codes", "owners", "owner-keys", "party-directory"];
        var found = await Task.WhenAll(collections.Select(collection => store.List(collection, null, null, 1000, CancellationToken.None)));
        return [.. found.SelectMany(documents => documents)];
    }

    /// <summary>All text that the service keeps.</summary>
    internal async Task<string> StoredText() => string.Concat((await Documents()).Select(document => Encoding.UTF8.GetString(document.Body.Span)));
}
