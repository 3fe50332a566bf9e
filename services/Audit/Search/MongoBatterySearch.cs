using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Dossiers.Mongo;

namespace Traceability.Audit.Search;

/// <summary>
/// Searches in MongoDB. Of all criteria the one with the fewest candidates leads: its index gives them in the order of codes, and each
/// candidate is held against the other criteria. How many there are is counted first, up to as many as a call may look at.
/// </summary>
public sealed class MongoBatterySearch(MongoDatabase database) : IBatterySearch
{
    private static readonly BsonDocument WithoutStanding = new(MongoBattery.Standing, 0);
    private static readonly BsonDocument ByCode = new(MongoBattery.Code, 1);

    /// <inheritdoc/>
    public async Task<BatteryPage> Find(BatteryCriteria criteria, CancellationToken cancellation)
    {
        var batteries = await database.AuditBatteries();
        var leads = MongoSearchLead.Of(criteria);
        foreach (var range in leads.Where(lead => lead.IsRange))
        {
            // A range that few batteries lie in is looked through as a whole, and sorted.
            if ((await Count(batteries, range, MongoSearchLead.OfCodes(criteria with { CodePrefix = null, After = null }), cancellation)).Count < SearchLead.RangeMax)
            {
                return await Page(batteries, range, criteria, upTo: null, cancellation);
            }
        }

        return await Follow(batteries, leads, criteria, cancellation);
    }

    private static async Task<BatteryPage> Follow(
        IMongoCollection<BsonDocument> batteries, IReadOnlyList<MongoSearchLead> leads, BatteryCriteria criteria, CancellationToken cancellation)
    {
        var codes = MongoSearchLead.OfCodes(criteria);
        var (best, fewest, upTo) = (codes, int.MaxValue, "");
        foreach (var lead in leads.Where(lead => !lead.IsRange).Append(codes))
        {
            var (count, last) = await Count(batteries, lead, codes, cancellation);

            // Of two that have more than can be looked at, the one leads whose candidates lie further apart.
            if (count < fewest || (count == fewest && string.CompareOrdinal(last, upTo) > 0))
            {
                (best, fewest, upTo) = (lead, count, last);
            }
        }

        return await Page(batteries, best, criteria, fewest < SearchLead.ExaminedMax ? null : upTo, cancellation);
    }

    private static async Task<(int Count, string Last)> Count(
        IMongoCollection<BsonDocument> batteries, MongoSearchLead lead, MongoSearchLead codes, CancellationToken cancellation)
    {
        var filter = new BsonDocument(codes.Field, codes.Asked);
        filter[lead.Field] = lead.Asked;
        var counting = batteries.Aggregate(new AggregateOptions { Hint = lead.Index }).Match(filter);
        if (!lead.IsRange)
        {
            counting = counting.Sort(ByCode);
        }

        var counted = await counting
            .Limit(SearchLead.ExaminedMax)
            .Group(new BsonDocument { { "_id", BsonNull.Value }, { "count", new BsonDocument("$sum", 1) }, { "last", new BsonDocument("$max", "$_id") } })
            .FirstOrDefaultAsync(cancellation);
        return counted is null ? (0, "") : (counted["count"].ToInt32(), counted["last"].AsString);
    }

    private static async Task<BatteryPage> Page(
        IMongoCollection<BsonDocument> batteries, MongoSearchLead lead, BatteryCriteria criteria, string? upTo, CancellationToken cancellation)
    {
        var found = await batteries.Find(All(criteria, upTo), new FindOptions { Hint = lead.Index })
            .Sort(ByCode).Limit(criteria.Limit).Project(WithoutStanding).ToListAsync(cancellation);
        return new()
        {
            Batteries = [.. found.Select(battery => MongoBattery.Read(battery).ToMatch(MongoBattery.ReadDiscrepancies(battery)))],
            Next = found.Count == criteria.Limit ? found[^1][MongoBattery.Code].AsString : upTo,
        };
    }

    private static BsonDocument All(BatteryCriteria criteria, string? upTo)
    {
        // Where only early entries lie kept, nothing is known of the battery.
        var filter = new BsonDocument(MongoBattery.Standing, new BsonDocument("$exists", true));
        var recorded = MongoSearchLead.Range(
            MongoBattery.Recorded, criteria.RecordedFrom?.ToUnixTimeMilliseconds(), criteria.RecordedTo?.ToUnixTimeMilliseconds());
        foreach (var lead in MongoSearchLead.Of(criteria).Append(MongoSearchLead.OfCodes(criteria, upTo)).Append(recorded).OfType<MongoSearchLead>())
        {
            filter.Add(lead.Field, lead.Asked);
        }

        return filter;
    }
}
