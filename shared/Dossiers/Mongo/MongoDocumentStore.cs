using System.Text;
using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Dossiers.Documents;

namespace Traceability.Dossiers.Mongo;

/// <summary>Documents in MongoDB: each collection is one, and each document is one.</summary>
public sealed class MongoDocumentStore(MongoDatabase database) : IDocumentStore
{
    private const string Id = "_id";
    private const string Version = "version";
    private const string Body = "body";
    private const string Tags = "tags";

    // List asks for the documents with a tag, by id.
    private static readonly CreateIndexModel<BsonDocument>[] Indexes = [MongoIndex.Of(Tags, Id)];

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public async Task<Document?> Find(string collection, string id, CancellationToken cancellation) =>
        await (await Documents(collection)).Find(new BsonDocument(Id, id)).FirstOrDefaultAsync(cancellation) is { } found ? Read(collection, found) : null;

    /// <inheritdoc/>
    public async Task<bool> Put(Document document, CancellationToken cancellation)
    {
        var documents = await Documents(document.Collection);
        var written = Write(document);
        if (document.Version == 1)
        {
            return await documents.Insert(written, cancellation);
        }

        var before = new BsonDocument { { Id, document.Id }, { Version, document.Version - 1 } };
        return (await documents.ReplaceOneAsync(before, written, (ReplaceOptions?)null, cancellation)).MatchedCount > 0;
    }

    /// <inheritdoc/>
    public async Task Delete(string collection, string id, CancellationToken cancellation) =>
        await (await Documents(collection)).DeleteOneAsync(new BsonDocument(Id, id), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Document>> List(string collection, string? tag, string? after, int limit, CancellationToken cancellation)
    {
        var filter = new BsonDocument(Id, new BsonDocument("$gt", after ?? ""));
        if (tag is not null)
        {
            filter.Add(Tags, tag);
        }

        var found = await (await Documents(collection)).Find(filter).Sort(new BsonDocument(Id, 1)).Limit(limit).ToListAsync(cancellation);
        return [.. found.Select(document => Read(collection, document))];
    }

    private static BsonDocument Write(Document document)
    {
        var written = new BsonDocument { { Id, document.Id }, { Version, document.Version }, { Body, Utf8.GetString(document.Body.Span) } };
        if (document.Tags.Count > 0)
        {
            written.Add(Tags, new BsonArray(document.Tags));
        }

        return written;
    }

    private static Document Read(string collection, BsonDocument document) => new(
        collection,
        document[Id].AsString,
        document[Version].ToInt64(),
        Utf8.GetBytes(document[Body].AsString),
        document.TryGetValue(Tags, out var tags) ? [.. tags.AsBsonArray.Select(tag => tag.AsString)] : []);

    private Task<IMongoCollection<BsonDocument>> Documents(string collection) => database.Collection(collection, Indexes);
}
