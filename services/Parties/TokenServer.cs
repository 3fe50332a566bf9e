using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Traceability.Parties;

/// <summary>
/// The OAuth 2.0 server: client credentials only, access tokens as plain signed JWTs, discovery document and key set. Configured under
/// <c>Tokens</c>: <c>LifetimeMinutes</c> (60), <c>Issuer</c> (else the address under which it is called), <c>Audience</c>, <c>KeyFolder</c>.
/// </summary>
internal static class TokenServer
{
    private const int LifetimeMinutes = 60;
    private const int EncryptionKeyBytes = 32;

    public static void AddTokenServer(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SigningKey>();
        services.AddOptions<OpenIddictServerOptions>().Configure<SigningKey>((options, key) =>
        {
            options.SigningCredentials.Add(new(key.Load(), SecurityAlgorithms.RsaSha256));
            options.ClientAuthenticationMethods.IntersectWith([ClientAuthenticationMethods.ClientSecretBasic, ClientAuthenticationMethods.ClientSecretPost]);
        });
        services.AddOpenIddict().AddServer(server =>
        {
            server.SetTokenEndpointUris("connect/token").AllowClientCredentialsFlow().DisableScopeValidation();
            server.SetAccessTokenLifetime(TimeSpan.FromMinutes(configuration.GetValue("Tokens:LifetimeMinutes", LifetimeMinutes)));
            if (configuration["Tokens:Issuer"] is { Length: > 0 } issuer)
            {
                server.SetIssuer(issuer);
            }

            // Nothing is ever encrypted, but the server does not start without a key for it.
            server.DisableAccessTokenEncryption().AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(EncryptionKeyBytes)));

            // Clients are the credentials of parties, so OpenIddict's own stores are not used. The secret is checked in the endpoint
            // and not here, as the endpoint lies behind the rate limit.
            server.EnableDegradedMode().AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(
                handler => handler.UseInlineHandler(static _ => ValueTask.CompletedTask));

            // TLS ends in front of the process.
            server.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
        });
    }
}
