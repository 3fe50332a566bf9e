using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Audit.Search;
using static Traceability.Audit.Tests.Histories;

namespace Traceability.Audit.Tests;

/// <summary>All by which batteries are searched can be made anew from the kept entries.</summary>
public sealed class MongoProjectionTests
{
    [Fact]
    public async Task Made_anew_it_is_the_same()
    {
        await using var histories = await MongoHistories.Open();
        await histories.Receive(new RandomRegistry(seed: 7, packs: 10, steps: 150).Entries);
        var before = await Dump(histories);

        var batteries = await histories.Database.AuditBatteries();
        await batteries.UpdateManyAsync(
            FilterDefinition<BsonDocument>.Empty,
            new BsonDocument("$unset", new BsonDocument { { "holder", "" }, { "seers", "" }, { "stage", "" }, { "odd", "" }, { "discrepancies", "" }, { "whole", "" } }),
            cancellationToken: Cancellation);
        await (await histories.Database.AuditLinks()).DeleteManyAsync(FilterDefinition<BsonDocument>.Empty, Cancellation);
        var projection = new MongoProjection(histories.Database, histories.Stored, DiscrepancyTolerance.Usual);
        await projection.StartAsync(Cancellation);
        Assert.Equal(before, await Dump(histories));

        await projection.StartAsync(Cancellation);
        await projection.Demand();
        await projection.StartAsync(Cancellation);
        Assert.Equal(before, await Dump(histories));
    }

    private static async Task<string[]> Dump(MongoHistories histories)
    {
        var shown = new List<string>();
        foreach (var collection in new[] { await histories.Database.AuditBatteries(), await histories.Database.AuditLinks() })
        {
            var documents = await collection.Find(FilterDefinition<BsonDocument>.Empty).Sort(new BsonDocument("_id", 1)).ToListAsync(Cancellation);
            Assert.NotEmpty(documents);
            shown.AddRange(documents.Select(Shown));
        }

        return [.. shown];
    }

    // Fields come in the order in which they were first written; what only counts or orders writings is not shown.
    private static string Shown(BsonDocument document) => string.Join(' ', document
        .Where(field => field.Name is not ("revision" or "gives" or "stamp"))
        .OrderBy(field => field.Name, StringComparer.Ordinal)
        .Select(field => field.Value is BsonArray list ? $"{field.Name}: {string.Join(' ', list.Select(one => one.AsString).Order(StringComparer.Ordinal))}" : field.ToString()));
}
