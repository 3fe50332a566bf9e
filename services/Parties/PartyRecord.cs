using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;

namespace Traceability.Parties;

/// <summary>All that is kept of a party, in one document: what others may know, how it logs in, and what was answered to whom.</summary>
public sealed record PartyRecord
{
    private const int AnsweredMax = 32;

    /// <summary>The party as all services know it.</summary>
    public required Party Party { get; init; }

    /// <summary>The version of <see cref="Party"/> that was last published; a lower one than that of the party is still to be sent.</summary>
    public long Sent { get; init; }

    /// <summary>The credentials that are not revoked.</summary>
    public IReadOnlyList<Credential> Credentials { get; init; } = [];

    /// <summary>How many credentials were ever issued, so that a client id never comes back.</summary>
    public int CredentialsIssued { get; init; }

    /// <summary>Requests that came with an Idempotency-Key, the last first.</summary>
    public IReadOnlyList<AnsweredRequest> Answered { get; init; } = [];

    /// <summary>Whether the other services have not been told yet.</summary>
    public bool IsUnsent => Sent < Party.Version;

    /// <summary>The record after a request has changed it.</summary>
    public PartyRecord After(Request request) => request.Key is not { } key ? this : this with
    {
        Answered = [new(key, request.Fingerprint, Party), .. Answered.Take(AnsweredMax - 1)],
    };
}

/// <summary>A client id and what its secret is checked against.</summary>
/// <param name="ClientId" example="91520115MA0TEXT129-1">The party's id and a number.</param>
/// <param name="SecretHash">Salted and slow, so that it does not tell the secret.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="IssuedBy">Who had it issued.</param>
public sealed record Credential(string ClientId, string SecretHash, DateTimeOffset IssuedAt, PartyId IssuedBy);

/// <summary>A request that came with an Idempotency-Key.</summary>
/// <param name="Key">Who sent it and its key.</param>
/// <param name="Fingerprint">SHA-256 of the operation and the command.</param>
/// <param name="Answer">The party as it was answered.</param>
public sealed record AnsweredRequest(string Key, string Fingerprint, Party Answer);

/// <summary>A request that may be a repetition.</summary>
/// <param name="Key">Who sends it and its Idempotency-Key; null where it has none.</param>
/// <param name="Fingerprint">SHA-256 of the operation and the command.</param>
/// <param name="Earlier">What was answered under the key, to this or another request.</param>
public sealed record Request(string? Key, string Fingerprint, AnsweredRequest? Earlier)
{
    /// <summary>The first answer where this is a repetition, a refusal where the key stands for another request, else null.</summary>
    public Outcome? AnswerAgain(PartyRecord? record)
    {
        var earlier = (Key is null ? null : record?.Answered.FirstOrDefault(answered => answered.Key == Key)) ?? Earlier;
        return earlier is null ? null
            : earlier.Fingerprint == Fingerprint ? new Outcome { Repeated = earlier }
            : DossierRefusals.IdempotencyKeyReused.With();
    }
}

/// <summary>What a decision comes to: exactly one of its members is set.</summary>
public sealed record Outcome
{
    /// <summary>The record as it is to be kept (as it was, where nothing is to change).</summary>
    public PartyRecord? Record { get; init; }

    /// <summary>Why nothing happens.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What was answered when the same request came before.</summary>
    public AnsweredRequest? Repeated { get; init; }

    /// <summary>The party to answer with, where nothing is refused.</summary>
    public Party Party => Record?.Party ?? Repeated?.Answer ?? throw new InvalidOperationException("A refusal has no party.");

    public static implicit operator Outcome(PartyRecord record) => new() { Record = record };

    public static implicit operator Outcome(Refusal refusal) => new() { Refusal = refusal };
}
