using System.Globalization;
using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Audit.Search;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Mongo;

namespace Traceability.Audit.Family;

/// <summary>
/// Families in MongoDB: a document for each link, whose id brings what something became in order, and whose <c>back</c> what it came from.
/// Links may be written any number of times.
/// </summary>
public sealed class MongoFamilyStore(MongoDatabase database) : IFamilyStore
{
    private const string Id = "_id";
    private const string Back = "back";
    private const string From = "from";
    private const string Into = "into";
    private const string Kind = "kind";
    private const string Number = "number";
    private const string Since = "since";
    private const string Until = "until";
    private const string MassKg = "massKg";
    private const string Version = "version";
    private const string Facts = "facts";

    // It sorts before all that a key may hold, and the next character does so too.
    private const char Separator = '\n';
    private const char AfterSeparator = '\v';

    // What something came from is looked up along it.
    internal static readonly CreateIndexModel<BsonDocument>[] Indexes = [MongoIndex.Of(Back)];

    /// <inheritdoc/>
    public async Task Keep(IReadOnlyList<LotFacts> lots, CancellationToken cancellation)
    {
        var known = await Versions(lots.Select(lot => NodeId.Lot(lot.Id)), cancellation);
        var news = lots.Where(lot => lot.Version > known.GetValueOrDefault(NodeId.Lot(lot.Id).Key)).ToList();
        var links = news.SelectMany(FamilyLinks.Of).ToList();

        // First the links: who is broken off here does not know the version yet, and does it again.
        await Put(links, cancellation);
        var others = new BsonDocument
        {
            { "$or", new BsonArray(news.Select(lot => RangeOf(Back, NodeId.Lot(lot.Id), ""))) },
            { Id, new BsonDocument("$nin", new BsonArray(links.Select(link => IdOf(link)))) },
        };
        if (news.Count > 0)
        {
            await (await database.AuditLinks()).DeleteManyAsync(others, cancellation);
        }

        await PutFacts(news.Select(lot => (NodeId.Lot(lot.Id), lot.Version, Write(lot))), cancellation);
    }

    /// <inheritdoc/>
    public async Task Keep(IReadOnlyList<TreatmentFacts> treatments, CancellationToken cancellation)
    {
        await Put([.. treatments.SelectMany(FamilyLinks.Of)], cancellation);
        await PutFacts(treatments.Select(treatment => (NodeId.Treatment(treatment.Id), 1L, Write(treatment))), cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<FamilyLink> Links(NodeId node, Direction direction, string after, int limit)
    {
        var along = direction == Direction.Into ? Id : Back;
        return
        [
            .. Now(database.AuditLinks()).Find(RangeOf(along, node, after)).Sort(new BsonDocument(along, 1)).Limit(limit).ToList().Select(Read),
        ];
    }

    /// <inheritdoc/>
    public LotFacts? Lot(string id) => FactsOf<LotFacts>(NodeId.Lot(id));

    /// <inheritdoc/>
    public TreatmentFacts? Treatment(string id) => FactsOf<TreatmentFacts>(NodeId.Treatment(id));

    /// <inheritdoc/>
    public BatteryFacts? Battery(string code)
    {
        var known = new BsonDocument { { MongoBattery.Code, code }, { MongoBattery.Standing, new BsonDocument("$exists", true) } };
        var projection = new BsonDocument { { MongoBattery.Level, 1 }, { MongoBattery.Stage, 1 } };
        return Now(database.AuditBatteries()).Find(known).Project(projection).FirstOrDefault() is { } found
            ? new(Words<BatteryLevel>.Parse(found[MongoBattery.Level].AsString), Words<Stage>.Parse(found[MongoBattery.Stage].AsString))
            : null;
    }

    /// <summary>Keeps what entries tell, those of one battery in order.</summary>
    internal async Task Keep(IReadOnlyList<Entry> entries, CancellationToken cancellation)
    {
        await Put([.. entries.SelectMany(FamilyLinks.Of)], cancellation);
        foreach (var entry in entries)
        {
            if (FamilyLinks.LeftBy(entry) is { } whole)
            {
                await Close(entry, whole, cancellation);
            }
        }
    }

    // The lookups of a family are not asynchronous; only the first of all waits, for indexes.
    private static IMongoCollection<BsonDocument> Now(Task<IMongoCollection<BsonDocument>> collection) => collection.GetAwaiter().GetResult();

    private static string IdOf(FamilyLink link, bool back = false)
    {
        var (first, second) = back ? (link.Into, link.From) : (link.From, link.Into);
        return string.Create(
            CultureInfo.InvariantCulture, $"{first.Key}{Separator}{second.Key}{Separator}{Words<LinkKind>.Of(link.Kind)}{Separator}{link.Number:D9}");
    }

    private static BsonDocument RangeOf(string along, NodeId node, string after) => new(along, new BsonDocument
    {
        { "$gte", $"{node.Key}{Separator}{after}{AfterSeparator}" }, { "$lt", $"{node.Key}{AfterSeparator}" },
    });

    private static FamilyLink Read(BsonDocument link) => new()
    {
        From = NodeId.OfKey(link[From].AsString),
        Into = NodeId.OfKey(link[Into].AsString),
        Kind = Words<LinkKind>.Parse(link[Kind].AsString),
        Number = link[Number].AsInt32,
        Since = DateTimeOffset.FromUnixTimeMilliseconds(link[Since].ToInt64()),
        Until = link.TryGetValue(Until, out var until) ? DateTimeOffset.FromUnixTimeMilliseconds(until.ToInt64()) : null,
        MassKg = link.TryGetValue(MassKg, out var massKg) ? massKg.ToDecimal() : null,
    };

    private static string Write<T>(T facts) => JsonSerializer.Serialize(facts, TraceabilityJson.Options);

    private static UpdateOneModel<BsonDocument> Change(FamilyLink link)
    {
        var told = new BsonDocument(Since, link.Since.ToUnixTimeMilliseconds());

        // What is known of the mass of a link is never forgotten for not being told again.
        if (link.MassKg is { } massKg)
        {
            told.Add(MassKg, new BsonDecimal128(massKg));
        }

        var added = new BsonDocument
        {
            { Back, IdOf(link, back: true) }, { From, link.From.Key }, { Into, link.Into.Key }, { Kind, Words<LinkKind>.Of(link.Kind) }, { Number, link.Number },
        };
        return new(new BsonDocument(Id, IdOf(link)), new BsonDocument { { "$set", told }, { "$setOnInsert", added } }) { IsUpsert = true };
    }

    private async Task Put(IReadOnlyList<FamilyLink> links, CancellationToken cancellation) =>
        await (await database.AuditLinks()).ChangeAll([.. links.Select(Change)], cancellation);

    // An entry that is told again must not close a link that was made after it.
    private async Task Close(Entry entry, NodeId whole, CancellationToken cancellation)
    {
        var link = new FamilyLink { From = NodeId.Of(entry.Battery), Into = whole, Kind = LinkKind.PartOf, Since = entry.OccurredAt };
        var open = new BsonDocument
        {
            { Id, new BsonDocument { { "$gte", IdOf(link) }, { "$lt", IdOf(link with { Number = entry.Sequence }) } } },
            { Until, new BsonDocument("$exists", false) },
        };
        await (await database.AuditLinks()).UpdateManyAsync(
            open, new BsonDocument("$set", new BsonDocument(Until, entry.OccurredAt.ToUnixTimeMilliseconds())), null, cancellation);
    }

    private T? FactsOf<T>(NodeId node)
        where T : class => Now(database.AuditMaterial()).Find(new BsonDocument(Id, node.Key)).FirstOrDefault() is { } found
        ? JsonSerializer.Deserialize<T>(found[Facts].AsString, TraceabilityJson.Options)
        : null;

    private async Task<Dictionary<string, long>> Versions(IEnumerable<NodeId> nodes, CancellationToken cancellation) =>
        (await (await database.AuditMaterial())
            .Find(MongoWrites.In(Id, nodes.Select(node => node.Key)))
            .Project(new BsonDocument(Version, 1))
            .ToListAsync(cancellation)).ToDictionary(found => found[Id].AsString, found => found[Version].ToInt64());

    private async Task PutFacts(IEnumerable<(NodeId Node, long Version, string Facts)> told, CancellationToken cancellation) =>
        await (await database.AuditMaterial()).ChangeAll(
            [
                .. told.GroupBy(one => one.Node).Select(node => node.MaxBy(one => one.Version)).Select(one => new UpdateOneModel<BsonDocument>(
                    new BsonDocument { { Id, one.Node.Key }, { Version, new BsonDocument("$lt", one.Version) } },
                    new BsonDocument("$set", new BsonDocument { { Version, one.Version }, { Facts, one.Facts } })) { IsUpsert = true }),
            ],
            cancellation);
}
