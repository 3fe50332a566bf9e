using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Dossiers.Mongo;

namespace Traceability.Audit.Search;

/// <summary>
/// How a battery is written as one document: its standing, and with it, in the same write, all that it is searched by. What a part has
/// from its whole - holder, custodian, region, seers - is written after it; <see cref="Stamp"/> tells which writing is the latest.
/// </summary>
internal static class MongoBattery
{
    public const string Code = "_id";
    public const string Standing = "standing";
    public const string Sequence = "sequence";

    /// <summary>True while entries lie kept that follow a gap.</summary>
    public const string Early = "early";

    /// <summary>One more with every write that a fold may depend on.</summary>
    public const string Revision = "revision";

    public const string Whole = "whole";
    public const string Level = "level";
    public const string Stage = "stage";
    public const string Chemistry = "chemistry";
    public const string Maker = "maker";
    public const string Model = "model";
    public const string Vin = "vin";
    public const string Produced = "produced";
    public const string Recorded = "recorded";
    public const string RecordedDay = "recordedDay";
    public const string Soh = "soh";
    public const string LastKind = "lastKind";
    public const string Holder = "holder";
    public const string Custodian = "custodian";
    public const string Region = "region";
    public const string Seers = "seers";

    /// <summary>The number of the last entry that changed what its parts have from it.</summary>
    public const string Gives = "gives";

    /// <summary>That number of the battery, of its whole, of the whole of that, and so on: it grows, in ordinal order, as time goes on.</summary>
    public const string Stamp = "stamp";

    /// <summary>The kinds of discrepancies that its entries show.</summary>
    public const string Odd = "odd";

    /// <summary>The last discrepancy of each kind.</summary>
    public const string Discrepancies = "discrepancies";

    // Parts are found by their whole. Each of the others leads a search, and has the code behind it, so that what is found comes by code.
    // The day of the last entry has an index, its millisecond none: it would move with every entry.
    public static readonly CreateIndexModel<BsonDocument>[] Indexes =
    [
        MongoIndex.OfWhatHas(Whole),
        .. new[]
        {
            Vin, Odd, Holder, Custodian, Model, Maker, LastKind, Stage, Chemistry, Level, Seers, Region, Produced, RecordedDay, Soh,
        }.Select(field => MongoIndex.Of(field, Code)),
    ];

    /// <summary>What a battery is searched by, but for what a part has from its whole.</summary>
    public static BsonDocument OwnFields(SearchRow row) => new()
    {
        { Whole, OrNull(row.Whole) }, { Level, row.Level }, { Stage, row.Stage }, { Chemistry, row.Chemistry }, { Maker, row.Maker },
        { Model, row.Model }, { Vin, OrNull(row.Vin) }, { Produced, row.Produced }, { Recorded, row.Recorded },
        { RecordedDay, SearchDays.Of(row.Recorded) }, { Soh, row.Soh is { } soh ? soh : BsonNull.Value }, { LastKind, row.LastKind },
    };

    /// <summary>What a part has from its whole.</summary>
    public static BsonDocument GivenFields(SearchRow row, string stamp) => new()
    {
        { Holder, row.Holder }, { Custodian, row.Custodian }, { Region, row.Region }, { Seers, new BsonArray(SearchRow.SeersOf(row)) }, { Stamp, stamp },
    };

    /// <summary>A part of <see cref="Stamp"/>, as long as the next one.</summary>
    public static string StampOf(int gives) => gives.ToString("D9", CultureInfo.InvariantCulture);

    /// <summary>Reads what a battery is searched by.</summary>
    public static SearchRow Read(BsonDocument document) => new()
    {
        Battery = document[Code].AsString,
        Whole = TextOf(document, Whole),
        Level = document[Level].AsString,
        Stage = document[Stage].AsString,
        Chemistry = document[Chemistry].AsString,
        Maker = document[Maker].AsString,
        Model = document[Model].AsString,
        Holder = document[Holder].AsString,
        Custodian = document[Custodian].AsString,
        Region = document[Region].AsString,
        Vin = TextOf(document, Vin),
        Produced = document[Produced].ToInt64(),
        Recorded = document[Recorded].ToInt64(),
        Soh = document.TryGetValue(Soh, out var soh) ? soh.ToInt64() : null,
        LastKind = document[LastKind].AsString,
        Seers = string.Join(' ', document[Seers].AsBsonArray.Select(seer => seer.AsString)),
    };

    /// <summary>Reads what its entries show that should not be.</summary>
    public static IReadOnlyList<Discrepancy> ReadDiscrepancies(BsonDocument document) => document.TryGetValue(Discrepancies, out var discrepancies)
        ? [.. discrepancies.AsBsonDocument.Select(Read).OrderBy(discrepancy => discrepancy.Sequence)]
        : [];

    /// <summary>A discrepancy as it is written.</summary>
    public static BsonDocument Write(Discrepancy discrepancy) => new()
    {
        { Sequence, discrepancy.Sequence }, { Recorded, discrepancy.RecordedAt.ToUnixTimeMilliseconds() },
    };

    /// <summary>The text of a field that may be absent.</summary>
    public static string? TextOf(BsonDocument document, string field) => document.TryGetValue(field, out var value) ? value.AsString : null;

    private static Discrepancy Read(BsonElement kind) => new(
        Words<DiscrepancyKind>.Parse(kind.Name),
        kind.Value[Sequence].AsInt32,
        DateTimeOffset.FromUnixTimeMilliseconds(kind.Value[Recorded].ToInt64()));

    private static BsonValue OrNull(string? text) => (BsonValue?)text ?? BsonNull.Value;
}
