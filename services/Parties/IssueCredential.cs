using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Hosting;

namespace Traceability.Parties;

/// <summary>A credential with its secret, which is shown this once.</summary>
/// <param name="ClientId" example="91520115MA0TEXT129-1">What a system logs in as.</param>
/// <param name="ClientSecret" example="5q4P9yVfGqkM1c3hYJtq8l2Zr0nXwS7uB6dEoTAiKvA">Keep it safe; it is not kept here and cannot be shown again.</param>
public sealed record IssuedCredential(string ClientId, string ClientSecret);

/// <summary>Gives a party a client id and a secret with which its systems get access tokens.</summary>
public static class IssueCredential
{
    private const int CredentialsMax = 20;

    /// <summary>
    /// Refuses, in this order: another party's credentials, the key of another request, a repeated request, an unknown party, too
    /// many credentials.
    /// </summary>
    /// <param name="record">What is kept of the party.</param>
    /// <param name="id">The party.</param>
    /// <param name="request">The request, which may be a repetition.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="hash">The hash of the new secret; a function, as it is costly and needed only where nothing is refused.</param>
    /// <param name="now">When.</param>
    public static Outcome Decide(PartyRecord? record, PartyId id, Request request, Party caller, Func<string> hash, DateTimeOffset now)
    {
        if (RefuseOthers(id, caller) is { } others)
        {
            return others;
        }

        if (request.AnswerAgain(record) is { } again)
        {
            return again.Refusal ?? PartyRefusals.CredentialAlreadyIssued.With();
        }

        if (record is null)
        {
            return PartyRefusals.PartyNotFound.With(id);
        }

        return record.Credentials.Count < CredentialsMax
            ? Issue(record, hash(), caller.Id, now).After(request)
            : PartyRefusals.CredentialsTooMany.With(id, record.Credentials.Count);
    }

    /// <summary>The record with one more credential.</summary>
    internal static PartyRecord Issue(PartyRecord record, string secretHash, PartyId issuedBy, DateTimeOffset now)
    {
        var number = record.CredentialsIssued + 1;
        var clientId = string.Create(CultureInfo.InvariantCulture, $"{record.Party.Id}-{number}");
        return record with
        {
            Credentials = [.. record.Credentials, new(clientId, secretHash, now, issuedBy)],
            CredentialsIssued = number,
        };
    }

    /// <summary>The refusal for who is neither the party nor an administrator.</summary>
    internal static Refusal? RefuseOthers(PartyId id, Party caller) =>
        caller.Id == id || caller.Is(PartyRole.Administrator) ? null : PartyRefusals.CredentialsOfAnother.With(id);

    internal static void MapIssueCredential(this IEndpointRouteBuilder parties) => parties
        .MapPost("/{id}/credentials", Handle)
        .WithName("IssueCredential")
        .Refuses(
            PartyRefusals.CredentialsOfAnother, DossierRefusals.IdempotencyKeyReused, PartyRefusals.CredentialAlreadyIssued,
            PartyRefusals.PartyNotFound, PartyRefusals.CredentialsTooMany);

    /// <summary>Issues a credential.</summary>
    /// <remarks>
    /// For administrators and the party itself. The secret is shown in this answer only: as it is not kept, a repeated
    /// Idempotency-Key does not get it again but answers 409 <c>credential-already-issued</c>.
    /// </remarks>
    /// <param name="id">The party.</param>
    /// <response code="201">Issued; keep the secret now.</response>
    private static async Task<Results<Created<IssuedCredential>, ProblemHttpResult>> Handle(
        InPath<PartyId> id, IdempotencyKey key, Caller caller, PartyStore parties, ClientSecrets secrets, TimeProvider clock,
        CancellationToken cancellation)
    {
        var request = await parties.Recall(key, caller, "issue-credential", id.Value, cancellation);
        var secret = ClientSecrets.Make();
        var now = clock.GetUtcNow();
        var outcome = await parties.Apply(
            id.Value, record => Decide(record, id.Value, request, caller.Party, () => secrets.Hash(secret), now), cancellation);
        if (outcome.Refusal is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        var clientId = outcome.Record!.Credentials[^1].ClientId;
        return TypedResults.Created($"/parties/{id.Value}/credentials/{clientId}", new IssuedCredential(clientId, secret));
    }
}
