using System.Net.Mime;
using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Hosting;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Traceability.Parties;

/// <summary>Asks for an access token (RFC 6749, client credentials), as a form. A scope is ignored.</summary>
/// <param name="GrantType" example="client_credentials">Always <c>client_credentials</c>.</param>
/// <param name="ClientId" example="91520115MA0TEXT129-1">The client id, unless it comes in the header Authorization: Basic.</param>
/// <param name="ClientSecret">The client secret, unless it comes in the header Authorization: Basic.</param>
public sealed record TokenRequest(
    [property: JsonPropertyName("grant_type")] string GrantType,
    [property: JsonPropertyName("client_id")] string? ClientId = null,
    [property: JsonPropertyName("client_secret")] string? ClientSecret = null);

/// <summary>An access token.</summary>
/// <param name="AccessToken">Send it in the header Authorization: Bearer.</param>
/// <param name="TokenType" example="Bearer">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn" example="3599">For how many seconds it is valid.</param>
public sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] long ExpiresIn);

/// <summary>Why there is no token, in the form that OAuth prescribes.</summary>
/// <param name="Error" example="invalid_client">Stable code of RFC 6749.</param>
/// <param name="ErrorDescription" example="The client id or the client secret is wrong.">A sentence for a person.</param>
public sealed record TokenError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string? ErrorDescription = null);

/// <summary>Gives an access token for a client id and its secret.</summary>
internal static class IssueToken
{
    public static void MapIssueToken(this IEndpointRouteBuilder routes) => routes
        .MapPost("/connect/token", Handle)
        .WithName("IssueToken")
        .Accepts<TokenRequest>("application/x-www-form-urlencoded")
        .Produces<TokenAnswer>(StatusCodes.Status200OK, MediaTypeNames.Application.Json)
        .Produces<TokenError>(StatusCodes.Status400BadRequest, MediaTypeNames.Application.Json)
        .Produces<TokenError>(StatusCodes.Status401Unauthorized, MediaTypeNames.Application.Json)
        .RequireRateLimiting(RequestLimits.Tokens);

    /// <summary>Issues an access token.</summary>
    /// <remarks>OAuth 2.0 client credentials. Answers its errors as OAuth prescribes: not as problem documents, and in English.</remarks>
    /// <response code="200">The token.</response>
    /// <response code="400">The request is not one for a token, or the party is suspended (<c>unauthorized_client</c>).</response>
    /// <response code="401">The client id or the client secret is wrong (<c>invalid_client</c>).</response>
    private static async Task<Results<SignInHttpResult, ForbidHttpResult>> Handle(
        HttpContext context, PartyStore parties, ClientSecrets secrets, IConfiguration configuration, CancellationToken cancellation)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The token server did not see the request.");
        var clientId = request.ClientId ?? "";
        var record = PartyOf(clientId) is { } id ? await parties.Find(id, cancellation) : null;
        var credential = record?.Credentials.FirstOrDefault(one => one.ClientId == clientId);

        if (!secrets.Matches(credential, request.ClientSecret ?? "") || record is null)
        {
            LeaveTheAnswerToThePage(context);
            return No(Errors.InvalidClient, "The client id or the client secret is wrong.");
        }

        return record.Party.Suspension is { } suspension
            ? No(Errors.UnauthorizedClient, $"{record.Party.Id} is suspended: {suspension.Reason}")
            : Yes(clientId, record.Party, configuration);
    }

    /// <summary>A client id begins with the id of its party.</summary>
    private static PartyId? PartyOf(string clientId) =>
        clientId.LastIndexOf('-') is > 0 and var end && PartyId.Parse(clientId[..end], out var id) is null ? id : null;

    private static SignInHttpResult Yes(string clientId, Party party, IConfiguration configuration)
    {
        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        identity.SetClaim(Claims.Subject, clientId);
        identity.SetClaim(TokenValidation.PartyClaim(configuration), party.Id.Value);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        if (configuration["Tokens:Audience"] is { Length: > 0 } audience)
        {
            identity.SetResources(audience);
        }

        return TypedResults.SignIn(new(identity), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    /// <summary>
    /// A browser answers the challenge <c>Basic</c> with a dialogue of its own, and the page that asked for the token never hears of the
    /// refusal. OAuth prescribes the challenge only for clients that log in by the header Authorization.
    /// </summary>
    private static void LeaveTheAnswerToThePage(HttpContext context)
    {
        if (context.Request.Headers.XRequestedWith == "XMLHttpRequest" || context.Request.Headers.Authorization.Count == 0)
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.WWWAuthenticate = default;
                return Task.CompletedTask;
            });
        }
    }

    private static ForbidHttpResult No(string error, string description) => TypedResults.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
