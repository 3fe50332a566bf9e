using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.Hosting;
using HeaderNames = Microsoft.Net.Http.Headers.HeaderNames;

namespace Traceability.Gateway;

/// <summary>Asks several processes the same.</summary>
internal sealed class Everyone : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2), UseCookies = false }) { Timeout = Patience };

    /// <summary>
    /// Sends the request's path and query to the services, in the caller's name and language, and makes one answer of theirs. Where one
    /// refuses, its refusal is the answer: half an answer would look like a whole one.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="services">Whom to ask, by address.</param>
    /// <param name="combine">Makes one of the answers, which are in the order of the services.</param>
    public async Task<IResult> Ask(HttpContext context, IEnumerable<Uri> services, Func<IReadOnlyList<JsonNode>, JsonNode> combine)
    {
        Answer[] answers;
        try
        {
            answers = await Task.WhenAll(services.Select(service => Ask(service, context)));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            return Unreachable.Problem();
        }

        return answers.FirstOrDefault(answer => answer.Status != StatusCodes.Status200OK)
            ?? (IResult)TypedResults.Json(combine([.. answers.Select(answer => JsonNode.Parse(answer.Body)!)]));
    }

    /// <summary>A process's OpenAPI document, or null where it cannot be had now.</summary>
    public async Task<JsonObject?> DocumentOf(Uri service, CancellationToken cancellation)
    {
        try
        {
            return await http.GetFromJsonAsync<JsonObject>(new Uri(service, "/openapi/v1.json"), cancellation);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Whether a process says that it is ready.</summary>
    public async Task<bool> IsReady(Uri service, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(service, Health.ReadyPath), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<Answer> Ask(Uri service, HttpContext context)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(service, context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent()));
        foreach (var name in new[] { HeaderNames.Authorization, HeaderNames.AcceptLanguage })
        {
            request.Headers.TryAddWithoutValidation(name, context.Request.Headers[name].ToArray());
        }

        request.Headers.TryAddWithoutValidation("X-Forwarded-For", context.Connection.RemoteIpAddress?.ToString());
        using var answer = await http.SendAsync(request, context.RequestAborted);
        return new((int)answer.StatusCode, answer.Content.Headers.ContentType, answer.Headers.RetryAfter, await answer.Content.ReadAsByteArrayAsync(context.RequestAborted));
    }

    /// <summary>What a service answered; it can be passed on as it is.</summary>
    private sealed record Answer(int Status, MediaTypeHeaderValue? Type, RetryConditionHeaderValue? RetryAfter, byte[] Body) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = Status;
            httpContext.Response.ContentType = Type?.ToString();
            httpContext.Response.Headers.RetryAfter = RetryAfter?.ToString();
            await httpContext.Response.Body.WriteAsync(Body, httpContext.RequestAborted);
        }
    }
}
