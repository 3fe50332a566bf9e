using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Audit.Search;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Mongo;
using static Traceability.Audit.RefusedAttempts.MongoRefusedAttempt;

namespace Traceability.Audit.RefusedAttempts;

/// <summary>Refused attempts in MongoDB: a document for the same attempts of one day.</summary>
public sealed class MongoRefusedAttempts(MongoDatabase database) : IRefusedAttempts
{
    private const int KeptDays = 800;
    private const int ExaminedMax = 2000;
    private const int ReadAtOnce = 500;

    // A page is read along the number, alone or behind what leads; the day is asked for when those of a party are counted, and old ones removed.
    internal static readonly CreateIndexModel<BsonDocument>[] Indexes =
    [
        MongoIndex.Of(Number), MongoIndex.Of(Battery, Number), MongoIndex.Of(Party, Number), MongoIndex.Of(Problem, Number), MongoIndex.Of(Day, Party),
    ];

    /// <inheritdoc/>
    public async Task Keep(IReadOnlyList<(RecordingRefused Refused, RegionCode? PartyRegion)> attempts, CancellationToken cancellation)
    {
        var refusals = await database.AuditRefusals();
        var same = attempts.GroupBy(attempt => IdOf(attempt.Refused)).ToList();
        var known = (await refusals.Find(MongoWrites.In(Id, same.Select(group => group.Key))).Project(new BsonDocument(Id, 1)).ToListAsync(cancellation))
            .Select(found => found[Id].AsString).ToHashSet();
        var news = await Admitted(refusals, [.. same.Where(group => !known.Contains(group.Key)).Select(group => group.First().Refused)], cancellation);
        var number = await Numbers(news.Count, cancellation);
        var numbers = news.ToDictionary(IdOf, _ => number++);

        await refusals.ChangeAll(
            [.. same.Where(group => known.Contains(group.Key) || numbers.ContainsKey(group.Key)).Select(group => Change([.. group], numbers))], cancellation);
        var lastDay = attempts.Max(attempt => DayOf(attempt.Refused));
        await refusals.DeleteManyAsync(new BsonDocument(Day, new BsonDocument("$lt", lastDay - KeptDays)), cancellation);
    }

    /// <inheritdoc/>
    public async Task<RefusedAttemptPage> Find(RefusedAttemptCriteria criteria, CancellationToken cancellation)
    {
        var refusals = await database.AuditRefusals();
        var lead = LeadOf(criteria);
        var downTo = (await Along(refusals, lead, criteria.After, null).Skip(ExaminedMax - 1).FirstOrDefaultAsync(cancellation))?[Number].ToInt64();
        var filter = All(criteria, lead);

        var found = new List<BsonDocument>();
        var after = criteria.After;
        List<BsonDocument> read;
        do
        {
            read = await Along(refusals, filter, after, downTo).Limit(ReadAtOnce).ToListAsync(cancellation);
            found.AddRange(await Seen(read, criteria.Region, cancellation));
            after = read.Count > 0 ? read[^1][Number].ToInt64() : after;
        }
        while (read.Count == ReadAtOnce && found.Count < criteria.Limit);

        return new()
        {
            Attempts = [.. found.Take(criteria.Limit).Select(Read)],
            Next = found.Count >= criteria.Limit ? found[criteria.Limit - 1][Number].ToInt64() : downTo,
        };
    }

    private static BsonDocument LeadOf(RefusedAttemptCriteria criteria) => criteria switch
    {
        { Battery: { } battery } => new(Battery, battery.Value),
        { Party: { } party } => new(Party, party.Value),
        { OwnOf: { } own } => new(Party, own.Value),
        { Problem: { } problem } => new(Problem, problem),
        _ => [],
    };

    private static IFindFluent<BsonDocument, BsonDocument> Along(IMongoCollection<BsonDocument> refusals, BsonDocument filter, long? after, long? downTo)
    {
        var numbers = new BsonDocument { { "$lt", after ?? long.MaxValue }, { "$gte", downTo ?? 0 } };
        return refusals.Find(new BsonDocument(filter) { { Number, numbers } }).Sort(new BsonDocument(Number, -1));
    }

    private static BsonDocument All(RefusedAttemptCriteria criteria, BsonDocument lead)
    {
        var asked = new BsonArray { lead };
        void Ask(string field, BsonValue? value)
        {
            if (value is not null)
            {
                asked.Add(new BsonDocument(field, value));
            }
        }

        Ask(Party, criteria.Party?.Value);
        Ask(Party, criteria.OwnOf?.Value);
        Ask(Problem, criteria.Problem);
        Ask(LastAt, criteria.From is { } from ? new BsonDocument("$gte", from.ToUnixTimeMilliseconds()) : null);
        Ask(FirstAt, criteria.To is { } to ? new BsonDocument("$lte", to.ToUnixTimeMilliseconds()) : null);
        return new("$and", asked);
    }

    // Of different attempts of one party on one day, only so many are kept.
    private static async Task<List<RecordingRefused>> Admitted(
        IMongoCollection<BsonDocument> refusals, IReadOnlyList<RecordingRefused> news, CancellationToken cancellation)
    {
        var admitted = new List<RecordingRefused>();
        foreach (var day in news.GroupBy(refused => (refused.Party, Day: DayOf(refused))))
        {
            var kept = await refusals.CountDocumentsAsync(
                new BsonDocument { { Day, day.Key.Day }, { Party, day.Key.Party.Value } }, new() { Limit = IRefusedAttempts.PerPartyAndDayMax }, cancellation);
            admitted.AddRange(day.Take(IRefusedAttempts.PerPartyAndDayMax - (int)kept));
        }

        return [.. news.Where(admitted.Contains)];
    }

    private async Task<long> Numbers(int count, CancellationToken cancellation)
    {
        if (count == 0)
        {
            return 0;
        }

        var given = await (await database.AuditNotes()).FindOneAndUpdateAsync<BsonDocument>(
            new BsonDocument(Id, "refusals"),
            new BsonDocument("$inc", new BsonDocument(Number, (long)count)),
            new() { IsUpsert = true, ReturnDocument = ReturnDocument.After },
            cancellation);
        return given[Number].ToInt64() - count + 1;
    }

    private async Task<IReadOnlyList<BsonDocument>> Seen(IReadOnlyList<BsonDocument> refusals, string? region, CancellationToken cancellation)
    {
        if (region is null)
        {
            return refusals;
        }

        var seen = MongoWrites.In(Id, refusals.Select(refusal => refusal[Battery].AsString).Distinct()).Add(MongoBattery.Seers, region);
        var batteries = (await (await database.AuditBatteries()).Find(seen).Project(new BsonDocument(Id, 1)).ToListAsync(cancellation))
            .Select(battery => battery[Id].AsString).ToHashSet();
        return
        [
            .. refusals.Where(refusal => batteries.Contains(refusal[Battery].AsString)
                || (refusal[PartyRegion] is BsonString partys && partys.Value.StartsWith(region, StringComparison.Ordinal))),
        ];
    }
}
