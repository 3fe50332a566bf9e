using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Fixtures;

namespace Traceability.Containers.Tests;

/// <summary>What the stores ask of MongoDB, so that a server that stands in for it is known to give it.</summary>
public sealed class MongoDbTests : IAsyncLifetime
{
    private readonly string name = $"containers-tests-{Guid.NewGuid():N}";
    private MongoClient client = null!;
    private IMongoCollection<BsonDocument> dossiers = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var settings = MongoClientSettings.FromConnectionString(await MongoDbServer.ConnectionString());
        settings.WriteConcern = WriteConcern.WMajority.With(journal: true);
        settings.ReadConcern = ReadConcern.Majority;
        client = new(settings);
        dossiers = client.GetDatabase(name).GetCollection<BsonDocument>("dossiers");
    }

    public async ValueTask DisposeAsync()
    {
        await client.DropDatabaseAsync(name);
        client.Dispose();
    }

    [Fact]
    public async Task A_conditional_write_changes_what_it_should_and_only_once()
    {
        await dossiers.InsertOneAsync(Parse("{ _id: 'B1', keeper: 'registration', sequence: 1, entries: [1], note: 'x' }"), cancellationToken: Stop);
        var filter = "{ _id: 'B1', keeper: 'registration', sequence: 1 }";
        var update = """
            { $set: { sequence: 3, 'standing.stage': 'retired' }, $push: { entries: { $each: [2, 3] } }, $max: { sent: 1 },
              $unset: { note: 1 }, $setOnInsert: { never: 1 } }
            """;

        var first = await dossiers.FindOneAndUpdateAsync<BsonDocument>(
            filter, update, new() { ReturnDocument = ReturnDocument.After }, Stop);
        var second = await dossiers.FindOneAndUpdateAsync<BsonDocument>(filter, update, cancellationToken: Stop);

        Assert.Equal(
            Parse("{ _id: 'B1', keeper: 'registration', sequence: 3, entries: [1, 2, 3], standing: { stage: 'retired' }, sent: 1 }")
                .Elements.OrderBy(x => x.Name),
            first.Elements.OrderBy(x => x.Name));
        Assert.Null(second);
    }

    [Fact]
    public async Task Of_a_hundred_who_write_at_once_one_wins()
    {
        await dossiers.InsertOneAsync(Parse("{ _id: 'B1', sequence: 1 }"), cancellationToken: Stop);

        var updates = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            dossiers.UpdateOneAsync("{ _id: 'B1', sequence: 1 }", $"{{ $set: {{ sequence: 2, by: {i} }} }}", cancellationToken: Stop)));
        var upserts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => IsNotRepeated(() =>
            dossiers.UpdateOneAsync("{ _id: 'B2', epoch: { $lt: 7 } }", "{ $set: { epoch: 7 } }", new UpdateOptions { IsUpsert = true }, Stop))));

        Assert.Equal(1, updates.Sum(x => x.ModifiedCount));
        Assert.Equal(1, upserts.Count(accepted => accepted));
    }

    [Fact]
    public async Task Many_are_inserted_beside_those_that_are_there_already()
    {
        await dossiers.InsertOneAsync(Parse("{ _id: 'B1' }"), cancellationToken: Stop);

        var failed = await Assert.ThrowsAsync<MongoBulkWriteException<BsonDocument>>(() => dossiers.InsertManyAsync(
            [Parse("{ _id: 'B0' }"), Parse("{ _id: 'B1' }"), Parse("{ _id: 'B2' }")], new() { IsOrdered = false }, Stop));
        var bulk = await dossiers.BulkWriteAsync(
            [
                new UpdateOneModel<BsonDocument>("{ _id: 'B0' }", "{ $set: { sent: 1 } }"),
                new UpdateOneModel<BsonDocument>("{ _id: 'B9' }", "{ $set: { sent: 1 } }") { IsUpsert = true },
                new DeleteOneModel<BsonDocument>("{ _id: 'B2' }"),
            ],
            cancellationToken: Stop);

        Assert.Equal([(1, ServerErrorCategory.DuplicateKey)], failed.WriteErrors.Select(x => (x.Index, x.Category)));
        Assert.Equal((1, 1, 1), (bulk.ModifiedCount, bulk.Upserts.Count, bulk.DeletedCount));
        Assert.Equal(3, await dossiers.CountDocumentsAsync("{}", cancellationToken: Stop));
    }

    [Fact]
    public async Task Long_answers_come_page_by_page_in_the_order_of_an_index()
    {
        await dossiers.Indexes.CreateManyAsync(
            [
                new("{ place: 1, _id: 1 }", new() { Name = "by-place" }),
                new("{ unsent: 1 }", new CreateIndexOptions<BsonDocument> { Name = "unsent", PartialFilterExpression = "{ unsent: { $exists: true } }" }),
            ],
            Stop);
        await dossiers.InsertManyAsync(
            Enumerable.Range(0, 1000).Select(i => new BsonDocument { ["_id"] = i, ["place"] = i % 7, ["more"] = "x" }),
            new() { IsOrdered = false },
            Stop);

        var all = await dossiers.Find("{}", new() { BatchSize = 90, Hint = "by-place" }).Sort("{ place: 1, _id: -1 }").ToListAsync(Stop);
        var some = await dossiers.Find("{ place: 3, _id: { $gt: 100 } }").Sort("{ _id: 1 }").Limit(2).Project("{ place: 1 }").ToListAsync(Stop);
        var sums = await dossiers.Aggregate().Match("{ place: { $lt: 2 } }").Group("{ _id: '$place', n: { $sum: 1 } }").Sort("{ _id: 1 }").ToListAsync(Stop);
        var places = await (await dossiers.DistinctAsync<int>("place", "{}", cancellationToken: Stop)).ToListAsync(Stop);
        var indexes = await (await dossiers.Indexes.ListAsync(Stop)).ToListAsync(Stop);
        await dossiers.Indexes.DropOneAsync("unsent", Stop);

        Assert.Equal(Enumerable.Range(0, 1000).OrderBy(i => i % 7).ThenByDescending(i => i), all.Select(x => x["_id"].AsInt32));
        Assert.Equal([Parse("{ _id: 101, place: 3 }"), Parse("{ _id: 108, place: 3 }")], some);
        Assert.Equal([143, 143], sums.Select(x => x["n"].ToInt32()));
        Assert.Equal(7, places.Count);
        Assert.Equal(["_id_", "by-place", "unsent"], indexes.Select(x => x["name"].AsString).Order());
    }

    [Fact]
    public async Task A_database_is_listed_until_it_is_dropped()
    {
        await dossiers.InsertOneAsync(Parse("{ _id: 1 }"), cancellationToken: Stop);
        var collections = await (await dossiers.Database.ListCollectionNamesAsync(cancellationToken: Stop)).ToListAsync(Stop);
        var before = await (await client.ListDatabaseNamesAsync(Stop)).ToListAsync(Stop);
        await client.DropDatabaseAsync(name, Stop);
        var after = await (await client.ListDatabaseNamesAsync(Stop)).ToListAsync(Stop);

        Assert.Equal(["dossiers"], collections);
        Assert.Contains(name, before);
        Assert.DoesNotContain(name, after);
    }

    [Fact]
    public async Task An_unknown_command_is_answered_as_MongoDB_does()
    {
        var refused = await Assert.ThrowsAsync<MongoCommandException>(() =>
            dossiers.Database.RunCommandAsync<BsonDocument>(Parse("{ noSuchCommand: 1 }"), cancellationToken: Stop));

        Assert.Equal((59, "CommandNotFound"), (refused.Code, refused.CodeName));
    }

    private static async Task<bool> IsNotRepeated(Func<Task<UpdateResult>> upsert)
    {
        try
        {
            return (await upsert()).UpsertedId is not null;
        }
        catch (MongoWriteException e) when (e.WriteError.Category == ServerErrorCategory.DuplicateKey)
        {
            return false;
        }
    }

    private static BsonDocument Parse(string json) => BsonDocument.Parse(json);
}
