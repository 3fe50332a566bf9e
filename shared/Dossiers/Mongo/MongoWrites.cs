using MongoDB.Bson;
using MongoDB.Driver;

namespace Traceability.Dossiers.Mongo;

/// <summary>Writes that somebody else may have been faster with: an id that is taken is an answer, not a failure.</summary>
public static class MongoWrites
{
    /// <summary>Adds a document.</summary>
    /// <returns>False where its id is taken.</returns>
    public static async Task<bool> Insert(this IMongoCollection<BsonDocument> collection, BsonDocument document, CancellationToken cancellation)
    {
        try
        {
            await collection.InsertOneAsync(document, null, cancellation);
            return true;
        }
        catch (MongoWriteException failure) when (failure.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            return false;
        }
    }

    /// <summary>Changes the document that meets the filter, or adds one where none has its id and that is wanted.</summary>
    /// <returns>False where a document has the id, but does not meet the filter.</returns>
    public static async Task<bool> Upsert(
        this IMongoCollection<BsonDocument> collection, BsonDocument filter, BsonDocument change, bool mayAdd, CancellationToken cancellation)
    {
        try
        {
            var result = await collection.UpdateOneAsync(filter, change, new UpdateOptions<BsonDocument> { IsUpsert = mayAdd }, cancellation);
            return result.MatchedCount > 0 || result.UpsertedId is not null;
        }
        catch (MongoWriteException failure) when (failure.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            return false;
        }
    }
}
