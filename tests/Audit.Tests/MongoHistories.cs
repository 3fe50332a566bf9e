using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Audit.Family;
using Traceability.Audit.RefusedAttempts;
using Traceability.Audit.Search;
using Traceability.Dossiers.Mongo;
using Traceability.Fixtures;

namespace Traceability.Audit.Tests;

/// <summary>Audit's copies in a MongoDB database of their own.</summary>
internal sealed class MongoHistories : Histories
{
    private readonly AMongoDatabase mongo;

    private MongoHistories(AMongoDatabase mongo, MongoHistoryStore store)
        : base(store, new MongoFamilyStore(mongo.Database), new MongoBatterySearch(mongo.Database), new MongoRefusedAttempts(mongo.Database)) =>
        (this.mongo, Stored) = (mongo, store);

    public MongoDatabase Database => mongo.Database;

    public MongoHistoryStore Stored { get; }

    public static async Task<MongoHistories> Open()
    {
        var mongo = await AMongoDatabase.Create();
        return new(mongo, new(mongo.Database));
    }

    public override ValueTask DisposeAsync() => mongo.DisposeAsync();

    public override async Task ChangeEntry(int sequence, Func<string, string?> change)
    {
        var entries = await Database.AuditEntries();
        var entry = (await entries.Find(FilterDefinition<BsonDocument>.Empty).Sort(new BsonDocument("_id", 1)).ToListAsync(Cancellation))[sequence - 1];
        var id = new BsonDocument("_id", entry["_id"]);
        if (change(entry["json"].AsString) is { } json)
        {
            await entries.UpdateOneAsync(id, new BsonDocument("$set", new BsonDocument("json", json)), cancellationToken: Cancellation);
        }
        else
        {
            await entries.DeleteOneAsync(id, Cancellation);
        }
    }

    public override async Task ChangeStanding(Func<string, string> change)
    {
        var batteries = await Database.AuditBatteries();
        var battery = await batteries.Find(FilterDefinition<BsonDocument>.Empty).SingleAsync(Cancellation);
        battery["standing"] = change(battery["standing"].AsString);
        await batteries.ReplaceOneAsync(new BsonDocument("_id", battery["_id"]), battery, cancellationToken: Cancellation);
    }
}
