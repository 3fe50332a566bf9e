using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Hosting;

namespace Traceability.Parties;

/// <summary>A credential without its secret.</summary>
/// <param name="ClientId" example="91520115MA0TEXT129-1">What a system logs in as.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="IssuedBy">Who had it issued.</param>
public sealed record ListedCredential(string ClientId, DateTimeOffset IssuedAt, PartyId IssuedBy);

/// <summary>Takes a credential away, and shows which there are.</summary>
public static class RevokeCredential
{
    /// <summary>
    /// Refuses, in this order: another party's credentials, an unknown party, an unknown credential, the last one of an
    /// administrator that revokes its own.
    /// </summary>
    public static Outcome Decide(PartyRecord? record, PartyId id, string clientId, Party caller)
    {
        if (IssueCredential.RefuseOthers(id, caller) is { } others)
        {
            return others;
        }

        if (record is null)
        {
            return PartyRefusals.PartyNotFound.With(id);
        }

        var left = record.Credentials.Where(credential => credential.ClientId != clientId).ToList();
        if (left.Count == record.Credentials.Count)
        {
            return PartyRefusals.CredentialUnknown.With(id, clientId);
        }

        return left.Count == 0 && caller.Id == id && caller.Is(PartyRole.Administrator)
            ? PartyRefusals.AdministratorLockedOut.With(id)
            : record with { Credentials = left };
    }

    internal static void MapRevokeCredential(this IEndpointRouteBuilder parties)
    {
        parties.MapDelete("/{id}/credentials/{clientId}", Handle)
            .WithName("RevokeCredential")
            .Refuses(
                PartyRefusals.CredentialsOfAnother, PartyRefusals.PartyNotFound, PartyRefusals.CredentialUnknown, PartyRefusals.AdministratorLockedOut);
        parties.MapGet("/{id}/credentials", List)
            .WithName("ListCredentials")
            .Refuses(PartyRefusals.CredentialsOfAnother, PartyRefusals.PartyNotFound);
    }

    /// <summary>Revokes a credential.</summary>
    /// <remarks>
    /// For administrators and the party itself. No more tokens are given for it; those given are valid until they expire. To stop
    /// a party at once, suspend it.
    /// </remarks>
    /// <param name="id">The party.</param>
    /// <param name="clientId" example="91520115MA0TEXT129-1">The credential.</param>
    /// <response code="204">Revoked.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        InPath<PartyId> id, string clientId, Caller caller, PartyStore parties, CancellationToken cancellation)
    {
        var outcome = await parties.Apply(id.Value, record => Decide(record, id.Value, clientId, caller.Party), cancellation);
        return outcome.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.NoContent();
    }

    /// <summary>Lists the credentials of a party.</summary>
    /// <remarks>For administrators and the party itself. Secrets are not kept and cannot be listed.</remarks>
    /// <param name="id">The party.</param>
    /// <response code="200">The credentials that are not revoked, the oldest first.</response>
    private static async Task<Results<Ok<IReadOnlyList<ListedCredential>>, ProblemHttpResult>> List(
        InPath<PartyId> id, Caller caller, PartyStore parties, CancellationToken cancellation)
    {
        if (IssueCredential.RefuseOthers(id.Value, caller.Party) is { } others)
        {
            return Problems.Refused(others);
        }

        return await parties.Find(id.Value, cancellation) is { } record
            ? TypedResults.Ok<IReadOnlyList<ListedCredential>>(
                [.. record.Credentials.Select(credential => new ListedCredential(credential.ClientId, credential.IssuedAt, credential.IssuedBy))])
            : Problems.Refused(PartyRefusals.PartyNotFound.With(id.Value));
    }
}
