using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Dossiers.Mongo;

namespace Traceability.Audit.Search;

/// <summary>
/// Gives parts what they have from their whole, after either has changed. Whoever has changed a battery reads afterwards what it is part
/// of and what is part of it; so of two who change a part and its whole at once, at least one sees both. A stamp that is not higher than
/// the one that stands there changes nothing.
/// </summary>
internal sealed class MongoParts(IMongoCollection<BsonDocument> batteries)
{
    private const int DepthMax = 4;

    private static readonly BsonDocument Projection = new()
    {
        { MongoBattery.Whole, 1 }, { MongoBattery.Gives, 1 }, { MongoBattery.Stamp, 1 }, { MongoBattery.Standing, 1 },
    };

    private readonly Dictionary<string, BsonDocument> known = new(StringComparer.Ordinal);

    /// <summary>Goes through the batteries, where they are parts, and all that is part of them.</summary>
    public async Task Follow(IReadOnlyCollection<string> changed, CancellationToken cancellation)
    {
        var parts = await Read(
            new("$or", new BsonArray
            {
                MongoWrites.In(MongoBattery.Code, changed).Add(MongoBattery.Whole, new BsonDocument("$exists", true)),
                MongoWrites.In(MongoBattery.Whole, changed),
            }),
            cancellation);
        for (var depth = 1; depth < DepthMax && parts.Count > 0; depth++)
        {
            await ReadWholes(parts, cancellation);
            await batteries.ChangeAll([.. parts.Select(Change).OfType<UpdateOneModel<BsonDocument>>()], cancellation);
            parts = await Read(MongoWrites.In(MongoBattery.Whole, parts.Select(CodeOf)), cancellation);
        }
    }

    private static string CodeOf(BsonDocument battery) => battery[MongoBattery.Code].AsString;

    private static string? WholeOf(BsonDocument battery) => MongoBattery.TextOf(battery, MongoBattery.Whole);

    private async Task<IReadOnlyList<BsonDocument>> Read(BsonDocument filter, CancellationToken cancellation)
    {
        var found = await batteries.Find(filter.Add(MongoBattery.Standing, new BsonDocument("$exists", true))).Project(Projection).ToListAsync(cancellation);
        found.ForEach(battery => known[CodeOf(battery)] = battery);
        return found;
    }

    private async Task ReadWholes(IReadOnlyList<BsonDocument> parts, CancellationToken cancellation)
    {
        for (var depth = 1; depth < DepthMax; depth++)
        {
            var missing = parts.Select(WholeOf).OfType<string>().Where(whole => !known.ContainsKey(whole)).Distinct().ToList();
            parts = missing.Count > 0 ? await Read(MongoWrites.In(MongoBattery.Code, missing), cancellation) : [];
            if (parts.Count == 0)
            {
                return;
            }
        }
    }

    private UpdateOneModel<BsonDocument>? Change(BsonDocument part)
    {
        var stamp = StampOf(part, DepthMax);
        return string.CompareOrdinal(stamp, part[MongoBattery.Stamp].AsString) <= 0 ? null : new(
            new BsonDocument { { MongoBattery.Code, CodeOf(part) }, { MongoBattery.Stamp, new BsonDocument("$lt", stamp) } },
            new BsonDocument("$set", MongoBattery.GivenFields(RowOf(part, DepthMax), stamp)));
    }

    private string StampOf(BsonDocument battery, int depth)
    {
        var own = MongoBattery.StampOf(battery[MongoBattery.Gives].AsInt32);
        return KnownWhole(battery, depth) is { } whole ? $"{own}.{StampOf(whole, depth - 1)}" : own;
    }

    private SearchRow RowOf(BsonDocument battery, int depth)
    {
        var own = SearchRow.Of(MongoHistoryStore.StandingOf(battery)!, "");
        return KnownWhole(battery, depth) is { } whole ? own.In(RowOf(whole, depth - 1)) : own;
    }

    private BsonDocument? KnownWhole(BsonDocument battery, int depth) =>
        depth > 1 && WholeOf(battery) is { } whole ? known.GetValueOrDefault(whole) : null;
}
