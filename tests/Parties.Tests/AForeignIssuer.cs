using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Traceability.Parties.Tests;

/// <summary>The least that makes an OpenID Connect issuer: a discovery document, a key set and tokens.</summary>
public sealed class AForeignIssuer : IAsyncDisposable
{
    private readonly RSA rsa = RSA.Create(2048);
    private readonly WebApplication app;

    private AForeignIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
    }

    public string Authority => app.Urls.First() + "/realms/test";

    public static async Task<AForeignIssuer> StartAsync()
    {
        var issuer = new AForeignIssuer();
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(issuer.rsa.ExportParameters(false)) { KeyId = "key" });
        issuer.app.MapGet("/realms/test/.well-known/openid-configuration", () => new { issuer = issuer.Authority, jwks_uri = issuer.Authority + "/keys" });
        issuer.app.MapGet("/realms/test/keys", () => new { keys = new[] { new { kty = "RSA", use = "sig", kid = "key", n = key.N, e = key.E } } });
        await issuer.app.StartAsync();
        return issuer;
    }

    public string Token(string type, Claim claim) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Authority,
        Subject = new ClaimsIdentity([new("sub", "someone"), claim]),
        Expires = DateTime.UtcNow.AddHours(1),
        TokenType = type,
        SigningCredentials = new(new RsaSecurityKey(rsa) { KeyId = "key" }, SecurityAlgorithms.RsaSha256),
    });

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }
}
