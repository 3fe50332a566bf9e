using Traceability.Dossiers.Mongo;

namespace Traceability.Fixtures;

/// <summary>A database of one test on a MongoDB server, which can be closed and opened again.</summary>
internal sealed class AMongoDatabase : IAsyncDisposable
{
    private readonly string connectionString;
    private readonly string name = $"test-{Guid.CreateVersion7():n}";

    private AMongoDatabase(string connectionString)
    {
        this.connectionString = connectionString;
        Database = new(connectionString, name);
    }

    public MongoDatabase Database { get; private set; }

    public static async Task<AMongoDatabase> Create() => new(await MongoDbServer.ConnectionString());

    public Task Reopen()
    {
        Database.Dispose();
        Database = new(connectionString, name);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.Drop(CancellationToken.None);
        Database.Dispose();
    }
}
