using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace Traceability.Parties.Tests;

public sealed class RequestLimitTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_refused(bool isLengthKnown)
    {
        await using var registry = await ARegistry.StartAsync(new() { ["Limits:RequestBodyMaxBytes"] = "20000" });
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { name = new string('A', 30_000) }))));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/parties") { Content = content };
        request.Headers.TransferEncodingChunked = !isLengthKnown;

        var answer = await (await registry.LogIn()).SendAsync(request, TestContext.Current.CancellationToken);

        var problem = await answer.IsProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        Assert.Contains("20000", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_requests_than_are_allowed_are_refused_until_later()
    {
        await using var registry = await ARegistry.StartAsync(new() { ["Limits:RequestsPerSecond"] = "1", ["Limits:RequestsBurst"] = "3" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => registry.Http.Get("/problems")));

        var refused = answers.Where(answer => answer.StatusCode != HttpStatusCode.OK).ToList();
        Assert.InRange(refused.Count, 4, 5);
        foreach (var answer in refused)
        {
            await answer.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
            Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        }

        await (await registry.Http.Get("/health/live")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Each_party_has_its_own_allowance()
    {
        await using var registry = await ARegistry.StartAsync(new() { ["Limits:RequestsPerSecond"] = "1", ["Limits:RequestsBurst"] = "3" });
        var http = await registry.LogIn();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => registry.Http.Get("/problems")));

        await (await http.Get("/parties")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Logins_are_limited_more_strictly()
    {
        await using var registry = await ARegistry.StartAsync(new() { ["Limits:TokensPerSecond"] = "1", ["Limits:TokensBurst"] = "2" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => registry.AskForToken("nobody", "nothing")));

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task What_is_not_available_says_when_to_come_back()
    {
        await using var registry = await ARegistry.StartAsync(map: routes => routes.MapGet("/busy", () => Hosting.Problems.Refused(Hosting.HostingRefusals.NotAvailable.With())));

        var answer = await registry.Http.Get("/busy");

        await answer.IsProblem(HttpStatusCode.ServiceUnavailable, "not-available");
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
    }
}
