using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Dossiers.Mongo;

namespace Traceability.Fixtures;

/// <summary>
/// An empty database of one test on a MongoDB server, which can be closed and opened again. The next test gets it, emptied: to make
/// indexes takes longer than most tests.
/// </summary>
internal sealed class AMongoDatabase : IAsyncDisposable
{
    private static readonly ConcurrentBag<AMongoDatabase> Free = [];

    private readonly string connectionString;
    private readonly string name = $"test-{Guid.CreateVersion7():n}";
    private readonly MongoClient client;

    static AMongoDatabase()
    {
        // A container goes with all that is in it.
        if (MongoDbServer.IsGiven)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Drop();
        }
    }

    private AMongoDatabase(string connectionString)
    {
        this.connectionString = connectionString;
        client = new(connectionString);
        Database = new(connectionString, name);
    }

    public MongoDatabase Database { get; private set; }

    public static async Task<AMongoDatabase> Create()
    {
        var connectionString = await MongoDbServer.ConnectionString();
        return Free.TryTake(out var free) ? free : new(connectionString);
    }

    public Task Reopen()
    {
        Database.Dispose();
        Database = new(connectionString, name);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        var database = client.GetDatabase(name);
        foreach (var collection in await (await database.ListCollectionNamesAsync()).ToListAsync())
        {
            await database.GetCollection<BsonDocument>(collection).DeleteManyAsync(FilterDefinition<BsonDocument>.Empty);
        }

        Free.Add(this);
    }

    private static void Drop()
    {
        while (Free.TryTake(out var free))
        {
            free.client.DropDatabase(free.name);
            free.client.Dispose();
            free.Database.Dispose();
        }
    }
}
