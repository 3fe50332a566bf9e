using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Dossiers.Parties;

namespace Traceability.Hosting;

/// <summary>Only registered parties that are not suspended get in. What a party may do is decided further inside.</summary>
public static class PartyRequirement
{
    /// <summary>
    /// Demands a valid access token of a registered party. The directory is asked on every request, so that a suspension acts at
    /// once and not when the token expires.
    /// </summary>
    /// <remarks>Refuses with <c>token-missing</c>, <c>token-not-valid</c> (401), <c>party-unknown</c> and <c>party-suspended</c> (403).</remarks>
    public static TBuilder RequireParty<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization().WithMetadata(new PartyRequired());

    internal static void UseCallers(this WebApplication app)
    {
        var directory = app.Services.GetRequiredService<PartyDirectory>();
        var partyClaim = TokenValidation.PartyClaim(app.Configuration);

        app.Use(async (context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<PartyRequired>() is not null)
            {
                if (Caller.Identify(context.User, partyClaim, directory, out var caller) is { } refusal)
                {
                    await Problems.Refused(refusal).ExecuteAsync(context);
                    return;
                }

                context.Features.Set(caller);
            }

            await next(context);
        });
    }
}

/// <summary>Marks an endpoint that only registered parties may call.</summary>
internal sealed record PartyRequired;
