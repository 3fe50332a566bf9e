using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Traceability.Parties.Tests;

public sealed class TokenTests
{
    private const string Self = "/parties/000000000";

    [Fact]
    public async Task Without_a_token_nobody_gets_in()
    {
        await using var registry = await ARegistry.StartAsync();

        var answer = await registry.Http.Get(Self);

        await answer.IsProblem(HttpStatusCode.Unauthorized, "token-missing");
        Assert.Contains("Bearer", answer.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        await using var registry = await ARegistry.StartAsync(new() { ["Tokens:LifetimeMinutes"] = "5" });
        var http = await registry.LogIn();
        await (await http.Get(Self)).Is(HttpStatusCode.OK);

        registry.Clock.Advance(TimeSpan.FromMinutes(6));

        await (await http.Get(Self)).IsProblem(HttpStatusCode.Unauthorized, "token-not-valid");
    }

    [Fact]
    public async Task A_tampered_token_is_refused()
    {
        await using var registry = await ARegistry.StartAsync();
        var parts = (await registry.Token()).Split('.');
        var claims = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1]));
        parts[1] = Base64UrlEncoder.Encode(claims.Replace("000000000", "111111111", StringComparison.Ordinal));

        await (await registry.WithToken(string.Join('.', parts)).Get(Self)).IsProblem(HttpStatusCode.Unauthorized, "token-not-valid");
        await (await registry.WithToken("not-a-token").Get(Self)).IsProblem(HttpStatusCode.Unauthorized, "token-not-valid");
    }

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("JWT")]
    public async Task A_token_forged_with_another_key_is_refused(string type)
    {
        await using var registry = await ARegistry.StartAsync();
        var genuine = new JsonWebToken(await registry.Token());
        using var rsa = RSA.Create(2048);
        var forged = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = genuine.Issuer,
            Subject = new ClaimsIdentity([new("sub", "000000000-1"), new("party", "000000000")]),
            Expires = DateTime.UtcNow.AddHours(1),
            TokenType = type,
            SigningCredentials = new(new RsaSecurityKey(rsa) { KeyId = genuine.Kid }, SecurityAlgorithms.RsaSha256),
        });

        await (await registry.WithToken(forged).Get(Self)).IsProblem(HttpStatusCode.Unauthorized, "token-not-valid");
    }

    [Fact]
    public async Task An_unsigned_token_is_refused()
    {
        await using var registry = await ARegistry.StartAsync();
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");
        var claims = (await registry.Token()).Split('.')[1];

        await (await registry.WithToken($"{header}.{claims}.").Get(Self)).IsProblem(HttpStatusCode.Unauthorized, "token-not-valid");
    }

    [Fact]
    public async Task Any_library_can_check_a_token_by_the_published_keys()
    {
        await using var registry = await ARegistry.StartAsync();
        var discovery = await (await registry.Http.Get("/.well-known/openid-configuration")).Is(HttpStatusCode.OK);
        var keys = await (await registry.Http.Get(new Uri(discovery.GetProperty("jwks_uri").GetString()!).AbsolutePath)).Is(HttpStatusCode.OK);

        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(await registry.Token(), new()
        {
            ValidIssuer = discovery.GetProperty("issuer").GetString(),
            ValidateAudience = false,
            IssuerSigningKeys = new JsonWebKeySet(keys.GetRawText()).GetSigningKeys(),
        });

        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal("000000000", result.Claims["party"]);
        Assert.Equal(ARegistry.OperatorClientId, result.Claims["sub"]);
        Assert.Equal(["client_secret_basic", "client_secret_post"], Strings(discovery, "token_endpoint_auth_methods_supported"));
        Assert.Equal(["client_credentials"], Strings(discovery, "grant_types_supported"));
    }

    [Fact]
    public async Task A_token_of_the_first_run_is_valid_in_the_second()
    {
        var first = await ARegistry.StartAsync();
        var token = await first.Token();

        await using var second = await first.RestartAsync();

        await (await second.WithToken(token).Get(Self)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_signing_key_can_be_read_by_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file modes.");
        var folder = ARegistry.NewFolder();
        await using var registry = await ARegistry.StartAsync(new() { ["Tokens:KeyFolder"] = folder });
        await registry.Token();

        var file = Assert.Single(Directory.GetFiles(folder));

        var mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Fact]
    public async Task A_process_without_the_service_believes_the_tokens_of_the_authority_that_it_is_told()
    {
        await using var issuer = await ARegistry.StartAsync(new() { ["Tokens:Audience"] = "traceability" });
        var authority = issuer.Http.BaseAddress!.ToString();
        await using var other = await ARegistry.StartAsync(new()
        {
            ["Tokens:Authority"] = authority,
            ["Tokens:Audience"] = "traceability",
            ["Tokens:KeyFolder"] = ARegistry.NewFolder(),
        });
        await using var picky = await ARegistry.StartAsync(new() { ["Tokens:Authority"] = authority, ["Tokens:Audience"] = "something else" });

        await (await other.WithToken(await issuer.Token()).Get(Self)).Is(HttpStatusCode.OK);
        await (await other.WithToken(await other.Token()).Get(Self)).IsProblem(HttpStatusCode.Unauthorized, "token-not-valid");
        await (await picky.WithToken(await issuer.Token()).Get(Self)).IsProblem(HttpStatusCode.Unauthorized, "token-not-valid");
    }

    [Theory]
    [InlineData("JWT", true)]
    [InlineData("at+jwt", true)]
    [InlineData("logout+jwt", false)]
    public async Task The_tokens_of_any_openid_connect_issuer_can_be_used(string type, bool isBelieved)
    {
        await using var issuer = await AForeignIssuer.StartAsync();
        await using var registry = await ARegistry.StartAsync(new()
        {
            ["Tokens:Authority"] = issuer.Authority,
            ["Tokens:PartyClaim"] = "organisation",
        });

        var answer = await registry.WithToken(issuer.Token(type, new("organisation", "000000000"))).Get(Self);

        await answer.Is(isBelieved ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_a_party_that_is_not_registered_here_is_refused()
    {
        await using var issuer = await ARegistry.StartAsync(new() { ["Operator:Party"] = "123456789" });
        await using var other = await ARegistry.StartAsync(new() { ["Tokens:Authority"] = issuer.Http.BaseAddress!.ToString() });

        var problem = await (await other.WithToken(await issuer.Token("123456789-1")).Get(Self)).IsProblem(HttpStatusCode.Forbidden, "party-unknown");

        Assert.Contains("123456789", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_works_whatever_name_the_process_is_called_by()
    {
        await using var registry = await ARegistry.StartAsync();
        using var http = registry.WithToken(await registry.Token());
        http.DefaultRequestHeaders.Host = "registry.example";

        await (await http.Get(Self)).Is(HttpStatusCode.OK);
    }

    private static IEnumerable<string?> Strings(JsonElement json, string member) =>
        json.GetProperty(member).EnumerateArray().Select(item => item.GetString()).Order(StringComparer.Ordinal);
}
