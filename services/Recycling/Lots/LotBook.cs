using Traceability.Contracts;
using Traceability.Dossiers.Documents;

namespace Traceability.Recycling;

/// <summary>
/// The lots of this process. Whatever is taken from a lot is one conditional write on it, so that nobody can take more than remains;
/// what comes of it follows from what stands there (<see cref="LotSettlement"/>).
/// </summary>
public sealed class LotBook(IDocumentStore store, Doorbell bell)
{
    internal const string Collection = "lots";
    private const string OpenTag = "open";
    private const string UnpublishedTag = "unpublished";

    private readonly Documents<Lot> documents = new(store, Collection, TagsOf);
    private readonly Turns turns = new();

    /// <summary>The lot, or null where there is none.</summary>
    public async Task<Lot?> Find(string id, CancellationToken cancellation) => (await documents.Find(id, cancellation))?.Value;

    /// <summary>Lots that carry the tag, by id.</summary>
    public async Task<IReadOnlyList<Lot>> List(string tag, string? after, int limit, CancellationToken cancellation) =>
        [.. (await documents.List(tag, after, limit, cancellation)).Select(lot => lot.Value)];

    /// <summary>Takes from a lot, once.</summary>
    /// <param name="id">The lot.</param>
    /// <param name="decide">From the lot (null where there is none) to what is taken, or was before, or a refusal; pure, since it may run again.</param>
    /// <param name="cancellation">Stops trying; what is written by then stays written.</param>
    public async Task<LotTaking> Take(string id, Func<Lot?, LotTaking> decide, CancellationToken cancellation)
    {
        // One after the other they do not race each other to the store, where all but one would lose.
        using var turn = await turns.Enter(id, cancellation);
        while (true)
        {
            var found = await documents.Find(id, cancellation);
            var taking = decide(found?.Value);
            if (taking.Refusal is not null || found is null)
            {
                return taking;
            }

            List<LotUse> fresh = [.. taking.Uses.Where(use => found.Value.Uses.All(before => before.Id != use.Id))];
            if (fresh.Count == 0 || await documents.Put(id, found.Version + 1, found.Value.After(fresh), cancellation))
            {
                bell.Ring();
                return taking;
            }
        }
    }

    /// <summary>Adds a lot that comes of others; nothing happens where it is there already.</summary>
    /// <returns>Whether it is new.</returns>
    public async Task<bool> Add(Lot lot, CancellationToken cancellation)
    {
        // Where it is there from before a crash, its owner may have taken from it since: it is never written over.
        var isNew = await documents.Put(lot.Id, 1, lot, cancellation);
        bell.Ring();
        return isNew;
    }

    /// <summary>Notes that a use has come to its end.</summary>
    public Task Settle(string id, string use, CancellationToken cancellation) => documents.Change(id, lot => lot?.WithSettled(use), cancellation);

    /// <summary>Gives a use back that came to nothing.</summary>
    public async Task Release(string id, string use, CancellationToken cancellation)
    {
        await documents.Change(id, lot => lot?.Without(use), cancellation);
        bell.Ring();
    }

    /// <summary>Lots with uses that have not come to their end.</summary>
    public Task<IReadOnlyList<Lot>> ListOpen(string? after, int limit, CancellationToken cancellation) => List(OpenTag, after, limit, cancellation);

    /// <summary>Lots with changes that the other services have not been told of.</summary>
    public Task<IReadOnlyList<Lot>> ListUnpublished(string? after, int limit, CancellationToken cancellation) => List(UnpublishedTag, after, limit, cancellation);

    /// <summary>Notes that the other services know this version.</summary>
    public Task MarkPublished(string id, long version, CancellationToken cancellation) => documents.Change(
        id, lot => lot is not null && (lot.Published ?? 0) < version ? lot with { Published = version } : null, cancellation);

    internal static IReadOnlyList<string> TagsOf(Lot lot) =>
    [
        .. Readership.Tags(lot.Owner, lot.Region),
        .. lot.Uses.Any(use => !use.Settled) ? [OpenTag] : Array.Empty<string>(),
        .. (lot.Published ?? 0) < lot.Version ? [UnpublishedTag] : Array.Empty<string>(),
    ];
}

/// <summary>What comes of wanting to take from a lot: its uses, or a refusal.</summary>
/// <param name="Uses">What is taken; where the same request came before, what was taken then.</param>
/// <param name="Refusal">Why nothing is taken.</param>
public sealed record LotTaking(IReadOnlyList<LotUse> Uses, Refusal? Refusal)
{
    /// <summary>Takes.</summary>
    public static implicit operator LotTaking(LotUse use) => new([use], null);

    /// <summary>Refuses.</summary>
    public static implicit operator LotTaking(Refusal refusal) => new([], refusal);
}
