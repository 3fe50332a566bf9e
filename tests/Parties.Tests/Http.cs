using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Traceability.Contracts;
using Traceability.Contracts.Parties;

namespace Traceability.Parties.Tests;

/// <summary>What the tests do over HTTP, in the words of the service.</summary>
internal static class Http
{
    public const string Recycler = "91520115MA0TEXT129";
    public const string Maker = "91520115MA0TEXT137";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> Send(
        this HttpClient http, HttpMethod method, string path, object? body = null, string? key = null, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body, body.GetType(), null, TraceabilityJson.Options);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (ifMatch is not null)
        {
            request.Headers.Add("If-Match", ifMatch);
        }

        return http.SendAsync(request, Cancellation);
    }

    public static Task<HttpResponseMessage> Post(this HttpClient http, string path, object? body = null, string? key = null) =>
        http.Send(HttpMethod.Post, path, body, key);

    public static Task<HttpResponseMessage> Get(this HttpClient http, string path) => http.Send(HttpMethod.Get, path);

    public static Task<HttpResponseMessage> Delete(this HttpClient http, string path) => http.Send(HttpMethod.Delete, path);

    public static Task<HttpResponseMessage> Register(this HttpClient http, string id, PartyRole role, string? key = null, params string[] vendorCodes) =>
        http.Post("/parties", new { id, name = "Test Co., Ltd.", roles = new[] { role }, region = "520115", vendorCodes }, key);

    /// <summary>Registers a party, gives it a credential and logs in with it.</summary>
    public static async Task<HttpClient> LogInAsNew(this ARegistry registry, string id, PartyRole role)
    {
        var administrator = await registry.LogIn();
        await (await administrator.Register(id, role)).Is(HttpStatusCode.Created);
        var credential = await (await administrator.Post($"/parties/{id}/credentials")).Is<IssuedCredential>(HttpStatusCode.Created);
        return await registry.LogIn(credential.ClientId, credential.ClientSecret);
    }

    public static async Task<JsonElement> Is(this HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public static async Task<T> Is<T>(this HttpResponseMessage response, HttpStatusCode status) =>
        (await response.Is(status)).Deserialize<T>(TraceabilityJson.Options)!;

    /// <summary>Checks that an answer is a complete problem document with that code.</summary>
    /// <returns>The document.</returns>
    public static async Task<JsonElement> IsProblem(this HttpResponseMessage response, HttpStatusCode status, string code, string? field = null)
    {
        var problem = await response.Is(status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal($"urn:traceability:problem:{code}", problem.GetProperty("type").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.Equal(field, problem.TryGetProperty("field", out var found) ? found.GetString() : null);

        var text = problem.GetRawText();
        Assert.DoesNotContain("Traceability.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        return problem;
    }
}
