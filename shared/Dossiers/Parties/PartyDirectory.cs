using System.Collections.Concurrent;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Documents;

namespace Traceability.Dossiers.Parties;

/// <summary>
/// This process's own copy of all parties. It answers at once and from memory, so that a decision never waits for another
/// service, and survives a restart in the collection <c>party-directory</c>.
/// </summary>
public sealed class PartyDirectory(IDocumentStore store) : ISubscriber<PartyChanged>
{
    private const int PageSize = 500;

    private readonly ConcurrentDictionary<PartyId, Party> parties = new();
    private readonly Documents<Party> documents = new(store, "party-directory", _ => []);

    /// <summary>Whether the durable copy has been read, so that an unknown party is really unknown.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>The party as this process last heard of it, or null where it has not heard of it.</summary>
    public Party? Find(PartyId id) => parties.GetValueOrDefault(id);

    /// <summary>Reads the durable copy; a process calls it before it answers anybody.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        string? last = null;
        IReadOnlyList<Versioned<Party>> page;
        do
        {
            page = await documents.List(null, last, PageSize, cancellation);
            foreach (var document in page)
            {
                Remember(document.Value);
                last = document.Id;
            }
        }
        while (page.Count == PageSize);

        IsLoaded = true;
    }

    /// <inheritdoc/>
    public async Task Receive(IReadOnlyList<PartyChanged> messages, CancellationToken cancellation)
    {
        foreach (var (party, id) in messages.Select(message => (message.Party, message.Party.Id)))
        {
            await documents.Change(id.Value, known => IsNews(party, known) ? party : null, cancellation);

            // Only now: what memory says must still be known after a crash.
            Remember(party);
        }
    }

    private void Remember(Party party) =>
        parties.AddOrUpdate(party.Id, party, (_, known) => IsNews(party, known) ? party : known);

    private static bool IsNews(Party party, Party? known) => known is null || known.Version < party.Version;
}
