using Traceability.Dossiers.Documents;

namespace Traceability.Recycling.Tests;

/// <summary>A store under which the process ends right before a write.</summary>
internal sealed class CrashingStore(IDocumentStore inner) : IDocumentStore
{
    public Func<Document, bool> CrashesOn { get; set; } = _ => false;

    public Task<Document?> Find(string collection, string id, CancellationToken cancellation) => inner.Find(collection, id, cancellation);

    public Task<bool> Put(Document document, CancellationToken cancellation) => CrashesOn(document)
        ? Task.FromException<bool>(new IOException("The process ended here."))
        : inner.Put(document, cancellation);

    public Task Delete(string collection, string id, CancellationToken cancellation) => inner.Delete(collection, id, cancellation);

    public Task<IReadOnlyList<Document>> List(string collection, string? tag, string? after, int limit, CancellationToken cancellation) =>
        inner.List(collection, tag, after, limit, cancellation);
}
