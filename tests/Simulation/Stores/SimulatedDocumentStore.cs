using Traceability.Dossiers.Documents;

namespace Traceability.Simulation.Stores;

/// <summary>The documents of one keeper, as they lie in its database.</summary>
internal sealed class DocumentShelf
{
    private readonly SortedDictionary<(string Collection, string Id), Document> documents = new(ByOrdinal.Instance);

    public Document? Find(string collection, string id) => documents.GetValueOrDefault((collection, id));

    public bool Put(Document document)
    {
        if ((Find(document.Collection, document.Id)?.Version ?? 0) + 1 != document.Version)
        {
            return false;
        }

        documents[(document.Collection, document.Id)] = document with { Tags = [.. document.Tags.Distinct()] };
        return true;
    }

    public void Delete(string collection, string id) => documents.Remove((collection, id));

    public IReadOnlyList<Document> List(string collection, string? tag, string? after, int limit) =>
    [
        .. documents.Values
            .Where(document => document.Collection == collection && string.CompareOrdinal(document.Id, after ?? "") > 0 && (tag is null || document.Tags.Contains(tag)))
            .Take(limit),
    ];

    private sealed class ByOrdinal : IComparer<(string Collection, string Id)>
    {
        public static readonly ByOrdinal Instance = new();

        public int Compare((string Collection, string Id) x, (string Collection, string Id) y) =>
            string.CompareOrdinal(x.Collection, y.Collection) is not 0 and var order ? order : string.CompareOrdinal(x.Id, y.Id);
    }
}

/// <summary>The store of documents as one process sees it.</summary>
internal sealed class SimulatedDocumentStore(DocumentShelf shelf, ICarrier carrier) : IDocumentStore
{
    public Task<Document?> Find(string collection, string id, CancellationToken cancellation) =>
        carrier.Call($"find {collection}/{id}", () => shelf.Find(collection, id));

    public Task<bool> Put(Document document, CancellationToken cancellation) =>
        carrier.Call($"put {document.Collection}/{document.Id} version {document.Version} {string.Join(' ', document.Tags)}", () => shelf.Put(document));

    public Task Delete(string collection, string id, CancellationToken cancellation) => carrier.Call($"delete {collection}/{id}", () =>
    {
        shelf.Delete(collection, id);
        return true;
    });

    public Task<IReadOnlyList<Document>> List(string collection, string? tag, string? after, int limit, CancellationToken cancellation) =>
        carrier.Call($"list {collection} {tag}", () => shelf.List(collection, tag, after, limit));
}
