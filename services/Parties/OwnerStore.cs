using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Documents;
using Traceability.Hosting;

namespace Traceability.Parties;

/// <summary>A natural person who owns batteries. The personal data are nowhere else; all other records hold the reference only.</summary>
public sealed record Owner
{
    /// <summary>Stands for the person in dossiers; valid also when the personal data are erased.</summary>
    public required OwnerReference Reference { get; init; }

    /// <summary>The person's name; null when erased.</summary>
    public string? Name { get; init; }

    /// <summary>How to reach the person, as the registering party wrote it; null when not given or erased.</summary>
    public string? Contact { get; init; }

    /// <summary>The party that registered the person.</summary>
    public required PartyId RegisteredBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When the personal data were erased; null where they are not.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Tells a repeated registration from another; gone with the personal data, from which it is made.</summary>
    public string? Fingerprint { get; init; }
}

/// <summary>Keeps natural persons: a document each in the collection <c>owners</c>.</summary>
public sealed class OwnerStore(IDocumentStore store)
{
    private readonly Documents<Owner> owners = new(store, "owners", _ => []);
    private readonly Documents<Remembered> keys = new(store, "owner-keys", _ => []);

    /// <summary>What is kept of the person, or null where the reference was not given out.</summary>
    public async Task<Owner?> Find(OwnerReference reference, CancellationToken cancellation) =>
        (await owners.Find(reference.Value, cancellation))?.Value;

    /// <summary>
    /// The reference to register a person under: a new one, or the one that a request with this key began with. The key is written
    /// first, so that a request repeated after a crash goes on with the same reference.
    /// </summary>
    public async Task<OwnerReference> ReferenceFor(IdempotencyKey key, Caller caller, CancellationToken cancellation)
    {
        var reference = OwnerReference.New();
        if (key.Value is null)
        {
            return reference;
        }

        var remembered = await keys.Change(
            $"{caller.Party.Id}/{key.Value}", known => known is null ? new Remembered(reference) : null, cancellation);
        return remembered!.Value.Reference;
    }

    /// <summary>Registers the person unless the reference has one.</summary>
    /// <returns>Who is registered under the reference.</returns>
    public async Task<Owner> Register(Owner owner, CancellationToken cancellation) =>
        (await owners.Change(owner.Reference.Value, known => known is null ? owner : null, cancellation))!.Value;

    /// <summary>Erases the personal data.</summary>
    public Task Erase(OwnerReference reference, DateTimeOffset now, CancellationToken cancellation) => owners.Change(
        reference.Value,
        owner => owner is { ErasedAt: null } ? owner with { Name = null, Contact = null, Fingerprint = null, ErasedAt = now } : null,
        cancellation);

    private sealed record Remembered(OwnerReference Reference);
}
