using System.Text.Json;
using Traceability.Contracts;

namespace Traceability.Dossiers.Documents;

/// <summary>Reads and writes the documents of one collection as records.</summary>
/// <typeparam name="T">What a document holds.</typeparam>
/// <param name="store">Where they lie.</param>
/// <param name="collection">Their collection.</param>
/// <param name="tagsOf">The tags by which a document can be listed.</param>
public sealed class Documents<T>(IDocumentStore store, string collection, Func<T, IReadOnlyList<string>> tagsOf)
    where T : class
{
    /// <summary>The document and its version, or null where there is none.</summary>
    public async Task<Versioned<T>?> Find(string id, CancellationToken cancellation) =>
        await store.Find(collection, id, cancellation) is { } document ? Read(document) : null;

    /// <summary>Writes over the version before <paramref name="version"/>; false where somebody else was first.</summary>
    public Task<bool> Put(string id, long version, T value, CancellationToken cancellation) =>
        store.Put(new(collection, id, version, JsonSerializer.SerializeToUtf8Bytes(value, TraceabilityJson.Options), tagsOf(value)), cancellation);

    /// <summary>Documents with the tag (all where it is null), by id.</summary>
    public async Task<IReadOnlyList<Versioned<T>>> List(string? tag, string? after, int limit, CancellationToken cancellation) =>
        [.. (await store.List(collection, tag, after, limit, cancellation)).Select(Read)];

    /// <summary>Reads, changes and writes until nobody else was first.</summary>
    /// <param name="id">Which document.</param>
    /// <param name="change">The document (null where there is none) to what it becomes; null leaves it as it is.</param>
    /// <param name="cancellation">Stops trying.</param>
    /// <returns>What was written, or what stood there where nothing was to change.</returns>
    public async Task<Versioned<T>?> Change(string id, Func<T?, T?> change, CancellationToken cancellation)
    {
        while (true)
        {
            var found = await Find(id, cancellation);
            if (change(found?.Value) is not { } changed)
            {
                return found;
            }

            var version = (found?.Version ?? 0) + 1;
            if (await Put(id, version, changed, cancellation))
            {
                return new(id, version, changed);
            }
        }
    }

    private static Versioned<T> Read(Document document) => new(
        document.Id,
        document.Version,
        JsonSerializer.Deserialize<T>(document.Body.Span, TraceabilityJson.Options)
            ?? throw new InvalidOperationException($"{document.Collection}/{document.Id} holds no value."));
}

/// <summary>A document as it was read.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version that a change must follow.</param>
/// <param name="Value">What it holds.</param>
/// <typeparam name="T">What it holds.</typeparam>
public sealed record Versioned<T>(string Id, long Version, T Value);
