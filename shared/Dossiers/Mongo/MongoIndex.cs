using MongoDB.Bson;
using MongoDB.Driver;

namespace Traceability.Dossiers.Mongo;

/// <summary>Indexes. None is unique: only ids are.</summary>
public static class MongoIndex
{
    /// <summary>An index on fields, in that order.</summary>
    public static CreateIndexModel<BsonDocument> Of(params IReadOnlyList<string> fields) => new(KeysOf(fields));

    /// <summary>An index that holds only documents which have the fields.</summary>
    public static CreateIndexModel<BsonDocument> OfWhatHas(params IReadOnlyList<string> fields) => new(KeysOf(fields), new() { Sparse = true });

    /// <summary>The keys of an index on fields, as it is created and as a query names it.</summary>
    public static BsonDocument KeysOf(IReadOnlyList<string> fields) => new(fields.Select(field => new BsonElement(field, 1)));
}
