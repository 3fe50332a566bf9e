using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Traceability.Dossiers.Mongo;

/// <summary>
/// One database on a MongoDB server. That a write is on the disk of most members before it is acknowledged, and that nothing is read
/// which could still be lost, is set here and not left to a connection string.
/// </summary>
public sealed class MongoDatabase : IDisposable
{
    private const string ApplicationName = "traceability";
    private static readonly TimeSpan ServerSelectionTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Lazy<Task<IMongoCollection<BsonDocument>>>> collections = new(StringComparer.Ordinal);
    private readonly MongoClient client;
    private readonly IMongoDatabase database;

    /// <summary>Connects when it is first used, and again whenever it has to.</summary>
    /// <param name="connectionString">Where the server is.</param>
    /// <param name="name">The name of the database.</param>
    public MongoDatabase(string connectionString, string name)
    {
        var settings = MongoClientSettings.FromConnectionString(connectionString);
        settings.ApplicationName = ApplicationName;
        settings.ServerSelectionTimeout = ServerSelectionTimeout;
        settings.ReadPreference = ReadPreference.Primary;
        settings.ReadConcern = ReadConcern.Majority;
        settings.WriteConcern = WriteConcern.WMajority.With(journal: true);
        client = new(settings);
        database = client.GetDatabase(name);
    }

    /// <summary>A collection, with its indexes, which are made where they are missing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="indexes">What is looked up in it otherwise than by id.</param>
    public async Task<IMongoCollection<BsonDocument>> Collection(string name, IReadOnlyList<CreateIndexModel<BsonDocument>> indexes)
    {
        var collection = collections.GetOrAdd(name, _ => new(() => WithIndexes(name, indexes)));
        try
        {
            return await collection.Value;
        }
        catch
        {
            // The server may be there the next time.
            collections.TryRemove(new(name, collection));
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<IMongoCollection<BsonDocument>> WithIndexes(string name, IReadOnlyList<CreateIndexModel<BsonDocument>> indexes)
    {
        var collection = database.GetCollection<BsonDocument>(name);
        if (indexes.Count > 0)
        {
            await collection.Indexes.CreateManyAsync(indexes);
        }

        return collection;
    }
}
