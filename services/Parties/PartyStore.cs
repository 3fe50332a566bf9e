using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Documents;
using Traceability.Hosting;

namespace Traceability.Parties;

/// <summary>Keeps the parties: a document each in the collection <c>parties</c>.</summary>
public sealed class PartyStore(IDocumentStore store, TimeProvider clock)
{
    private const string Unsent = "unsent";

    private readonly Documents<PartyRecord> documents = new(store, "parties", Tags);
    private readonly VendorCodes vendorCodes = new(store, clock);

    /// <summary>What is kept of the party, or null where it is not registered.</summary>
    public async Task<PartyRecord?> Find(PartyId id, CancellationToken cancellation) =>
        (await documents.Find(id.Value, cancellation))?.Value;

    /// <summary>Parties by id, from the one after <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<PartyRecord>> List(PartyId? after, int limit, CancellationToken cancellation) =>
        [.. (await documents.List(null, after?.Value, limit, cancellation)).Select(document => document.Value)];

    /// <summary>Parties that the other services have not been told of.</summary>
    public async Task<IReadOnlyList<PartyRecord>> ListUnsent(int limit, CancellationToken cancellation) =>
        [.. (await documents.List(Unsent, null, limit, cancellation)).Select(document => document.Value)];

    /// <summary>Recalls what was answered under the key of a request.</summary>
    public async Task<Request> Recall<TCommand>(
        IdempotencyKey key, Caller caller, string operation, TCommand command, CancellationToken cancellation)
    {
        var fingerprint = IdempotencyKey.Fingerprint(operation, command);
        if (key.Value is null)
        {
            return new(null, fingerprint, null);
        }

        var scoped = $"{caller.Party.Id}/{key.Value}";
        var found = await documents.List(KeyTag(scoped), null, 1, cancellation);
        return new(scoped, fingerprint, found.SelectMany(document => document.Value.Answered).FirstOrDefault(answered => answered.Key == scoped));
    }

    /// <summary>Decides on what is kept of the party and keeps what comes of it; decides again where somebody else was first.</summary>
    public async Task<Outcome> Apply(PartyId id, Func<PartyRecord?, Outcome> decide, CancellationToken cancellation)
    {
        while (true)
        {
            var found = await documents.Find(id.Value, cancellation);
            var outcome = decide(found?.Value);
            if (outcome.Record is not { } record || ReferenceEquals(record, found?.Value))
            {
                return outcome;
            }

            var added = record.Party.VendorCodes.Except(found?.Value.Party.VendorCodes ?? []);
            if (await vendorCodes.Claim(added, id, HasFiled, cancellation) is { } taken)
            {
                return taken;
            }

            if (await documents.Put(id.Value, (found?.Version ?? 0) + 1, record, cancellation))
            {
                return outcome;
            }
        }
    }

    /// <summary>Notes that the other services know this version.</summary>
    public Task MarkSent(Party party, CancellationToken cancellation) => documents.Change(
        party.Id.Value, record => record is not null && record.Sent < party.Version ? record with { Sent = party.Version } : null, cancellation);

    private async Task<bool> HasFiled(PartyId party, string vendorCode, CancellationToken cancellation) =>
        await Find(party, cancellation) is { } record && record.Party.VendorCodes.Contains(vendorCode);

    private static IReadOnlyList<string> Tags(PartyRecord record)
    {
        var keys = record.Answered.Select(answered => KeyTag(answered.Key));
        return record.IsUnsent ? [Unsent, .. keys] : [.. keys];
    }

    private static string KeyTag(string key) => $"key:{key}";
}
