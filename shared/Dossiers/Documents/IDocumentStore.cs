namespace Traceability.Dossiers.Documents;

/// <summary>
/// What a service keeps beside dossiers: parties, transfers, work orders, lots. One JSON document each, written whole
/// and only over the version that was read, so that no store needs more than single-document atomicity.
/// </summary>
public interface IDocumentStore
{
    /// <summary>The document, or null where there is none.</summary>
    Task<Document?> Find(string collection, string id, CancellationToken cancellation);

    /// <summary>
    /// Writes the document durably if the stored version is the one before <see cref="Document.Version"/> (none for version 1).
    /// </summary>
    /// <returns>False, with nothing written, where somebody else was first: read again and decide again.</returns>
    Task<bool> Put(Document document, CancellationToken cancellation);

    /// <summary>Removes the document; nothing happens where there is none.</summary>
    Task Delete(string collection, string id, CancellationToken cancellation);

    /// <summary>Documents that carry the tag (all of the collection where it is null), by id.</summary>
    /// <param name="collection">Which kind of document.</param>
    /// <param name="tag">A tag that the document must carry, or null.</param>
    /// <param name="after">Only ids above this one (ordinal order), or null to begin with the first.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellation">Stops the reading.</param>
    Task<IReadOnlyList<Document>> List(string collection, string? tag, string? after, int limit, CancellationToken cancellation);
}

/// <summary>One JSON document of a collection.</summary>
/// <param name="Collection">Which kind of document, in the plural (<c>parties</c>).</param>
/// <param name="Id">Unique in its collection.</param>
/// <param name="Version">1 when new, one more with each change.</param>
/// <param name="Body">UTF-8 JSON.</param>
/// <param name="Tags">Words by which it can be listed (<c>open</c>, <c>to:91520115MA0TEXT129</c>).</param>
public sealed record Document(string Collection, string Id, long Version, ReadOnlyMemory<byte> Body, IReadOnlyList<string> Tags);
