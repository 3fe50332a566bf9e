using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Traceability.Hosting;

/// <summary>
/// Remembers access tokens that were found valid, by their hash, so that a signature is not checked on each request. Who the token
/// names is still asked on each: a suspension acts at once (<see cref="PartyRequirement"/>).
/// </summary>
internal sealed class KnownTokens(TimeProvider clock)
{
    private const int CountMax = 10_000;

    // A key that an issuer withdraws must not be believed until the last token under it expires.
    private static readonly TimeSpan BelievedFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<UInt128, (ClaimsPrincipal Claims, DateTimeOffset Until)> known = new();

    /// <summary>What the token in the header says, where it was found valid not long ago.</summary>
    public ClaimsPrincipal? Recall(string header) =>
        known.TryGetValue(HashOf(header), out var token) && clock.GetUtcNow() < token.Until ? token.Claims : null;

    /// <summary>Remembers a token that was found valid now.</summary>
    public void Remember(string header, ClaimsPrincipal claims, DateTimeOffset expires)
    {
        if (known.Count >= CountMax)
        {
            known.Clear();
        }

        var soon = clock.GetUtcNow() + BelievedFor;
        known[HashOf(header)] = (claims, expires < soon ? expires : soon);
    }

    private static UInt128 HashOf(string header)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(header.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}

/// <summary>Finds out who sent a request.</summary>
internal static class Tokens
{
    /// <summary>
    /// Does what the authentication of the framework does, but looks at a token only where there is one and at its signature only where
    /// the token is new, and asks the token server only about its own paths.
    /// </summary>
    public static void UseTokens(this WebApplication app)
    {
        // Else the framework puts its own in front.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;

        var tokens = app.Services.GetRequiredService<KnownTokens>();
        app.UseWhen(context => !IsDone(context, tokens), branch => branch.UseAuthentication().Use((context, next) =>
        {
            if (context.Request.Headers.Authorization is [{ } header]
                && context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult is { Succeeded: true, Principal: { } claims, Properties.ExpiresUtc: { } expires })
            {
                tokens.Remember(header, claims, expires);
            }

            return next(context);
        }));
    }

    private static bool IsDone(HttpContext context, KnownTokens tokens)
    {
        if (context.Request.Path.StartsWithSegments("/connect") || context.Request.Path.StartsWithSegments("/.well-known"))
        {
            return false;
        }

        if (context.Request.Headers.Authorization is not [{ } header])
        {
            return context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null;
        }

        if (tokens.Recall(header) is not { } claims)
        {
            return false;
        }

        context.User = claims;
        return true;
    }
}
