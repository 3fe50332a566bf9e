using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>A party that talks to the registry over HTTP, in plain JSON as any outsider would.</summary>
public sealed class PartyClient
{
    private readonly HttpClient http;

    private PartyClient(HttpClient http, string id, string clientId, string secret)
    {
        this.http = http;
        Id = id;
        ClientId = clientId;
        Secret = secret;
    }

    /// <summary>The party.</summary>
    public string Id { get; }

    /// <summary>Its credential.</summary>
    public string ClientId { get; }

    /// <summary>Its secret.</summary>
    public string Secret { get; }

    /// <summary>Its access token.</summary>
    public string Token => http.DefaultRequestHeaders.Authorization!.Parameter!;

    /// <summary>Logs in.</summary>
    public static async Task<PartyClient> LogIn(Uri address, string partyId, string clientId, string secret)
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = address };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret,
        });
        using var answer = await http.PostAsync("/connect/token", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var token = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new PartyClient(http, partyId, clientId, secret);
    }

    /// <summary>Registers a party, as the administrator that this client is, and logs in as it.</summary>
    public async Task<PartyClient> Register(string id, string name, string region, string[] roles, string[]? vendorCodes = null, object[]? permits = null)
    {
        await Post(HttpStatusCode.Created, "/parties", new { id, name, region, roles, vendorCodes = vendorCodes ?? [], permits = permits ?? [] });
        var credential = await Post(HttpStatusCode.Created, $"/parties/{id}/credentials", null);
        return await LogIn(http.BaseAddress!, id, credential["clientId"]!.GetValue<string>(), credential["clientSecret"]!.GetValue<string>());
    }

    /// <summary>Sends a command and expects this status.</summary>
    public async Task<JsonObject> Post(HttpStatusCode expected, string path, object? body, string? key = null)
    {
        using var answer = await Send(path, body, key);
        return await Read(expected, answer, $"POST {path}");
    }

    /// <summary>Sends a command about one battery and gives its receipt.</summary>
    public async Task<JsonObject> Record(string path, object line, string? key = null)
    {
        var answer = await Post(HttpStatusCode.Created, path, new { batteries = new[] { line } }, key);
        return answer["results"]![0]!["receipt"]!.AsObject();
    }

    /// <summary>Sends a command about one battery that is refused, and gives the problem.</summary>
    public Task<JsonObject> Refused(HttpStatusCode expected, string path, object line) =>
        Post(expected, path, new { batteries = new[] { line } });

    /// <summary>Sends a command.</summary>
    public async Task<HttpResponseMessage> Send(string path, object? body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await http.SendAsync(request);
    }

    /// <summary>Reads something and expects this status.</summary>
    public async Task<JsonObject> Get(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await Read(path);
        return await Read(expected, answer, $"GET {path}");
    }

    /// <summary>Reads something, whatever the answer.</summary>
    public Task<HttpResponseMessage> Read(string path) => http.GetAsync(path);

    private static async Task<JsonObject> Read(HttpStatusCode expected, HttpResponseMessage answer, string what)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{what} answered {(int)answer.StatusCode}, not {(int)expected}: {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }
}
