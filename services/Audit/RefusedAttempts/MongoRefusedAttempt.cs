using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;

namespace Traceability.Audit.RefusedAttempts;

/// <summary>How the same attempts of one day are written as one document.</summary>
internal static class MongoRefusedAttempt
{
    public const string Id = "_id";
    public const string Number = "number";
    public const string Battery = "battery";
    public const string Party = "party";
    public const string PartyRegion = "partyRegion";
    public const string Day = "day";
    public const string Problem = "problem";
    public const string Service = "service";
    public const string Detail = "detail";
    public const string Count = "count";
    public const string FirstAt = "firstAt";
    public const string LastAt = "lastAt";

    /// <summary>The day, in China, on which it was refused.</summary>
    public static int DayOf(RecordingRefused refused) => ChinaTime.Day(refused.RefusedAt).DayNumber;

    /// <summary>The same for the same attempts of one day. None of its parts has a space in it.</summary>
    public static string IdOf(RecordingRefused refused) =>
        string.Create(CultureInfo.InvariantCulture, $"{refused.Party} {DayOf(refused)} {refused.Battery} {refused.Problem}");

    /// <summary>Counts the same attempts; those that are new have a number.</summary>
    public static UpdateOneModel<BsonDocument> Change(IReadOnlyList<(RecordingRefused Refused, RegionCode? Region)> same, Dictionary<string, long> numbers)
    {
        var (first, region) = same[0];
        var change = new BsonDocument
        {
            { "$inc", new BsonDocument(Count, same.Count) },
            { "$min", new BsonDocument(FirstAt, same.Min(attempt => attempt.Refused.RefusedAt).ToUnixTimeMilliseconds()) },
            { "$max", new BsonDocument(LastAt, same.Max(attempt => attempt.Refused.RefusedAt).ToUnixTimeMilliseconds()) },
        };
        if (!numbers.TryGetValue(IdOf(first), out var number))
        {
            return new(new BsonDocument(Id, IdOf(first)), change);
        }

        change.Add("$setOnInsert", new BsonDocument
        {
            { Number, number }, { Battery, first.Battery.Value }, { Party, first.Party.Value }, { PartyRegion, (BsonValue?)region?.Value ?? BsonNull.Value },
            { Day, DayOf(first) }, { Problem, first.Problem }, { Service, first.Service }, { Detail, first.Detail },
        });
        return new(new BsonDocument(Id, IdOf(first)), change) { IsUpsert = true };
    }

    /// <summary>Reads an attempt.</summary>
    public static RefusedAttempt Read(BsonDocument document) => new()
    {
        Battery = BatteryCode.Of(document[Battery].AsString),
        Party = PartyId.Of(document[Party].AsString),
        Service = document[Service].AsString,
        Problem = document[Problem].AsString,
        Detail = document[Detail].AsString,
        Count = document[Count].ToInt32(),
        FirstAt = DateTimeOffset.FromUnixTimeMilliseconds(document[FirstAt].ToInt64()),
        LastAt = DateTimeOffset.FromUnixTimeMilliseconds(document[LastAt].ToInt64()),
    };
}
