using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using OpenIddict.Validation;
using OpenIddict.Validation.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Traceability.Hosting;

/// <summary>
/// Who issues the access tokens that are believed here. Configured under <c>Tokens</c>: <c>Authority</c> (any OpenID Connect issuer,
/// found by discovery; unset: the issuer built into this process), <c>Audience</c> (must be in the token, where set) and
/// <c>PartyClaim</c> (the claim that names the party, <c>party</c>).
/// </summary>
public static class TokenValidation
{
    // Between the clock of an issuer and this one.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>The claim that holds the party's id.</summary>
    public static string PartyClaim(IConfiguration configuration) => configuration["Tokens:PartyClaim"] ?? "party";

    internal static void AddTokenValidation(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme);
        builder.Services.AddAuthorization();
        builder.Services.AddOpenIddict().AddValidation(validation =>
        {
            if (Authority(builder.Configuration) is { } authority)
            {
                validation.SetIssuer(authority);
                validation.UseSystemNetHttp();
                validation.Configure(options => options.TokenValidationParameters.TypeValidator = AcceptAccessTokens);
            }
            else
            {
                validation.UseLocalServer();
                if (builder.Configuration["Tokens:Issuer"] is not { Length: > 0 })
                {
                    // The issuer is then the address that the client called, and one process can have several; the key says enough.
                    validation.Configure(options => options.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer);
                }
            }

            builder.Services.AddOptions<OpenIddictValidationOptions>().Configure<TimeProvider>((options, clock) =>
            {
                // The library itself asks only whether a token has expired.
                options.TokenValidationParameters.ValidateLifetime = true;
                options.TokenValidationParameters.LifetimeValidator = (notBefore, _, _, _) =>
                    notBefore is not { } from || from <= clock.GetUtcNow().UtcDateTime + ClockTolerance;
            });
            if (builder.Configuration["Tokens:Audience"] is { Length: > 0 } audience)
            {
                validation.AddAudiences(audience);
            }

            validation.UseAspNetCore();
        });
    }

    internal static void DemandAnIssuer(this WebApplication app)
    {
        if (Authority(app.Configuration) is null && !app.Services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IOpenIddictServerFactory)))
        {
            throw new InvalidOperationException("Nobody issues tokens in this process; set Tokens:Authority to the address of the issuer.");
        }
    }

    // Many issuers still write the general type instead of the one that RFC 9068 gave access tokens.
    private static string AcceptAccessTokens(string? type, SecurityToken token, TokenValidationParameters parameters) =>
        type?.ToUpperInvariant() is null or "JWT" or "AT+JWT" or "APPLICATION/AT+JWT"
            ? JsonWebTokenTypes.AccessToken
            : throw new SecurityTokenInvalidTypeException("The token is not an access token.");

    private static string? Authority(IConfiguration configuration) =>
        configuration["Tokens:Authority"] is { Length: > 0 } authority ? authority : null;
}
