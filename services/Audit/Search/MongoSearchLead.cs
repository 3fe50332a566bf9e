using MongoDB.Bson;
using Traceability.Contracts;

namespace Traceability.Audit.Search;

/// <summary>A criterion that may lead a search: the field whose index is gone along, and what is asked of it.</summary>
/// <param name="Field">The field; the code itself where no criterion leads.</param>
/// <param name="Asked">What is asked of it.</param>
/// <param name="IsRange">Whether the candidates come in another order than that of codes.</param>
internal sealed record MongoSearchLead(string Field, BsonValue Asked, bool IsRange = false)
{
    // Above whatever a code may consist of.
    private const char Last = '\uffff';

    /// <summary>The keys of its index.</summary>
    public BsonDocument Index => Field == MongoBattery.Code ? new(Field, 1) : new() { { Field, 1 }, { MongoBattery.Code, 1 } };

    /// <summary>What a search asks for, but for the codes.</summary>
    public static IReadOnlyList<MongoSearchLead> Of(BatteryCriteria criteria) =>
    [
        .. new (string Field, string? Asked)[]
        {
            (MongoBattery.Vin, criteria.Vin?.Value),
            (MongoBattery.Odd, criteria.Discrepancy is { } discrepancy ? Words<DiscrepancyKind>.Of(discrepancy) : null),
            (MongoBattery.Holder, criteria.Holder?.Value),
            (MongoBattery.Custodian, criteria.Custodian?.Value),
            (MongoBattery.Model, criteria.Model),
            (MongoBattery.Maker, criteria.Maker?.Value),
            (MongoBattery.LastKind, criteria.LastKind),
            (MongoBattery.Stage, criteria.Stage is { } stage ? Words<Stage>.Of(stage) : null),
            (MongoBattery.Chemistry, criteria.Chemistry is { } chemistry ? Words<Chemistry>.Of(chemistry) : null),
            (MongoBattery.Level, criteria.Level is { } level ? Words<BatteryLevel>.Of(level) : null),
            (MongoBattery.Seers, criteria.Seer),
        }.Where(field => field.Asked is not null).Select(field => new MongoSearchLead(field.Field, field.Asked)),
        .. Ranges(criteria),
    ];

    /// <summary>What is asked of the codes: what they begin with, and where a page begins.</summary>
    public static MongoSearchLead OfCodes(BatteryCriteria criteria, string? upTo = null)
    {
        var prefix = criteria.CodePrefix ?? "";
        return new(MongoBattery.Code, new BsonDocument { { "$gte", prefix }, { "$gt", criteria.After ?? "" }, { "$lte", upTo ?? prefix + Last } });
    }

    private static IEnumerable<MongoSearchLead> Ranges(BatteryCriteria criteria)
    {
        if (criteria.Region is { } region)
        {
            var digits = Seers.Digits(region);
            yield return Range(MongoBattery.Region, digits, digits + Last)!;
        }

        var (from, to) = (criteria.RecordedFrom?.ToUnixTimeMilliseconds(), criteria.RecordedTo?.ToUnixTimeMilliseconds());
        MongoSearchLead?[] ranges =
        [
            Range(MongoBattery.Produced, criteria.ProducedFrom?.DayNumber, criteria.ProducedTo?.DayNumber),
            Range(MongoBattery.RecordedDay, from is { } first ? SearchDays.Of(first) : null, to is { } last ? SearchDays.Of(last) : null),
            Range(
                MongoBattery.Soh,
                criteria.SohFrom is { } low ? (long)decimal.Ceiling(low * 10) : null,
                criteria.SohTo is { } high ? (long)decimal.Floor(high * 10) : null),
        ];
        foreach (var range in ranges.OfType<MongoSearchLead>())
        {
            yield return range;
        }
    }

    /// <summary>A field between two values, either of which may be absent (a number that is null comes as BSON's own null); null where both are.</summary>
    public static MongoSearchLead? Range(string field, BsonValue? from, BsonValue? to)
    {
        var range = new BsonDocument();
        if (from is { IsBsonNull: false })
        {
            range.Add("$gte", from);
        }

        if (to is { IsBsonNull: false })
        {
            range.Add("$lte", to);
        }

        return range.ElementCount > 0 ? new(field, range, IsRange: true) : null;
    }
}
