using MongoDB.Bson;
using MongoDB.Driver;

namespace Traceability.Dossiers.Mongo;

/// <summary>Writes that somebody else may have been faster with: an id that is taken is an answer, not a failure.</summary>
public static class MongoWrites
{
    private static readonly InsertManyOptions InsertInAnyOrder = new() { IsOrdered = false };
    private static readonly BulkWriteOptions InAnyOrder = new() { IsOrdered = false };

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

    /// <summary>Adds those documents whose ids are not taken.</summary>
    public static async Task InsertMissing(this IMongoCollection<BsonDocument> collection, IReadOnlyList<BsonDocument> documents, CancellationToken cancellation)
    {
        try
        {
            if (documents.Count > 0)
            {
                await collection.InsertManyAsync(documents, InsertInAnyOrder, cancellation);
            }
        }
        catch (MongoBulkWriteException<BsonDocument> failure) when (FailedForIdsOnly(failure))
        {
            // Those are there already, which is what is wanted.
        }
    }

    /// <summary>Changes the document that meets the filter, or adds one where none has its id and that is wanted.</summary>
    /// <returns>False where a document has the id, but does not meet the filter.</returns>
    public static async Task<bool> Upsert(
        this IMongoCollection<BsonDocument> collection, BsonDocument filter, BsonDocument change, bool mayAdd, CancellationToken cancellation) =>
        await collection.ChangeAll([new(filter, change) { IsUpsert = mayAdd }], cancellation) > 0;

    /// <summary>Makes changes, each of one document, in whatever order.</summary>
    /// <returns>How many documents were changed or added; fewer than changes where some did not meet their filters.</returns>
    public static async Task<long> ChangeAll(
        this IMongoCollection<BsonDocument> collection, IReadOnlyList<UpdateOneModel<BsonDocument>> changes, CancellationToken cancellation)
    {
        try
        {
            return changes.Count == 0 ? 0 : CountOf(await collection.BulkWriteAsync(changes, InAnyOrder, cancellation));
        }
        catch (MongoBulkWriteException<BsonDocument> failure) when (FailedForIdsOnly(failure))
        {
            return CountOf(failure.Result);
        }
    }

    /// <summary>A change that sets fields, and takes those away that are null.</summary>
    public static BsonDocument Setting(BsonDocument fields)
    {
        var change = new BsonDocument("$set", new BsonDocument(fields.Where(field => !field.Value.IsBsonNull)));
        var without = new BsonDocument(fields.Where(field => field.Value.IsBsonNull));
        return without.ElementCount > 0 ? change.Add("$unset", without) : change;
    }

    /// <summary>A filter for documents of whose values of a field is one of these.</summary>
    public static BsonDocument In(string field, IEnumerable<string> values) => new(field, new BsonDocument("$in", new BsonArray(values)));

    private static long CountOf(BulkWriteResult result) => result.MatchedCount + result.Upserts.Count;

    private static bool FailedForIdsOnly(MongoBulkWriteException<BsonDocument> failure) =>
        failure.WriteConcernError is null && failure.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey);
}
