using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Traceability.Contracts.Parties;

namespace Traceability.Parties.Tests;

public sealed class LoginTests
{
    private const string Self = "/parties/000000000";

    [Theory]
    [InlineData(ARegistry.OperatorClientId, "a wrong secret")]
    [InlineData("000000000-2", ARegistry.OperatorSecret)]
    [InlineData("nobody", ARegistry.OperatorSecret)]
    public async Task A_wrong_secret_and_an_unknown_client_get_the_same_answer(string clientId, string secret)
    {
        await using var registry = await ARegistry.StartAsync();

        var error = await (await registry.AskForToken(clientId, secret)).Is(HttpStatusCode.Unauthorized);

        Assert.Equal("invalid_client", error.GetProperty("error").GetString());
        Assert.Equal("The client id or the client secret is wrong.", error.GetProperty("error_description").GetString());
    }

    [Fact]
    public async Task Only_client_credentials_are_taken()
    {
        await using var registry = await ARegistry.StartAsync();

        var error = await (await registry.AskForToken(ARegistry.OperatorClientId, ARegistry.OperatorSecret, "password")).Is(HttpStatusCode.BadRequest);

        Assert.Equal("unsupported_grant_type", error.GetProperty("error").GetString());
    }

    [Fact]
    public async Task The_secret_may_come_in_the_authorization_header()
    {
        await using var registry = await ARegistry.StartAsync();
        using var request = InHeader(ARegistry.OperatorSecret);

        var answer = await (await registry.Http.SendAsync(request, TestContext.Current.CancellationToken)).Is(HttpStatusCode.OK);

        Assert.Equal("Bearer", answer.GetProperty("token_type").GetString());
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("XMLHttpRequest", false)]
    public async Task A_page_is_not_challenged_for_its_browser_would_answer(string? requestedWith, bool isChallenged)
    {
        await using var registry = await ARegistry.StartAsync();
        using var request = InHeader("a wrong secret");
        request.Headers.Add("X-Requested-With", requestedWith);

        var answer = await registry.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(isChallenged, answer.Headers.WwwAuthenticate.Any(challenge => challenge.Scheme == "Basic"));
        Assert.Empty((await registry.AskForToken(ARegistry.OperatorClientId, "a wrong secret")).Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task A_suspended_party_gets_no_token()
    {
        await using var registry = await ARegistry.StartAsync();
        var administrator = await registry.LogIn();
        await (await administrator.Register(Http.Recycler, PartyRole.Recycler)).Is(HttpStatusCode.Created);
        var credential = await (await administrator.Post($"/parties/{Http.Recycler}/credentials")).Is<IssuedCredential>(HttpStatusCode.Created);
        await (await administrator.Post($"/parties/{Http.Recycler}/suspension", new { reason = "Permit withdrawn." })).Is(HttpStatusCode.OK);

        var error = await (await registry.AskForToken(credential.ClientId, credential.ClientSecret)).Is(HttpStatusCode.BadRequest);

        Assert.Equal("unauthorized_client", error.GetProperty("error").GetString());
        Assert.Contains("Permit withdrawn.", error.GetProperty("error_description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_credential_gets_no_token()
    {
        await using var registry = await ARegistry.StartAsync();
        var administrator = await registry.LogIn();
        var credential = await (await administrator.Post($"{Self}/credentials")).Is<IssuedCredential>(HttpStatusCode.Created);
        await registry.Token(credential.ClientId, credential.ClientSecret);

        await (await administrator.Delete($"{Self}/credentials/{credential.ClientId}")).Is(HttpStatusCode.NoContent);

        await (await registry.AskForToken(credential.ClientId, credential.ClientSecret)).Is(HttpStatusCode.Unauthorized);
    }

    private static HttpRequestMessage InHeader(string secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "anything" }),
        };
        var pair = $"{ARegistry.OperatorClientId}:{Uri.EscapeDataString(secret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        return request;
    }
}
