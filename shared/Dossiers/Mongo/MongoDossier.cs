using System.Text;
using System.Text.Json;
using MongoDB.Bson;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Dossiers.Mongo;

/// <summary>
/// How a dossier is written as one document. What was sealed stands in it as the very text that was sealed; as BSON its numbers
/// would not come back as they were written.
/// </summary>
internal static class MongoDossier
{
    public const string Code = "_id";
    public const string Keeper = "keeper";
    public const string Epoch = "epoch";
    public const string Sequence = "sequence";
    public const string Seal = "seal";
    public const string Standing = "standing";
    public const string Claim = "claim";
    public const string Sent = "sent";

    /// <summary>The code once more, but only while there are entries above <see cref="Sent"/>.</summary>
    public const string Unsent = "unsent";

    /// <summary>The code once more, but only while a hand-over is not known to be posted.</summary>
    public const string Unposted = "unposted";

    /// <summary>Who posts it.</summary>
    public const string Sender = "sender";

    public const string Entries = "entries";
    public const string EntriesSequence = "entries.sequence";
    public const string Receipts = "receipts";
    public const string ReceiptsUnder = "receipts.under";

    private const string Json = "json";
    private const string Under = "under";
    private const string RequestHash = "requestHash";
    private const string Receipt = "receipt";

    // Bytes that are not UTF-8 must not be replaced silently.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The document of a new dossier.</summary>
    public static BsonDocument Opened(DossierAppend append)
    {
        var document = Empty(append.Code, append.Keeper, epoch: 1).Merge(WhatChanges(append), overwriteExistingElements: true);
        document[Entries] = EntriesOf(append);
        if (append.Remember is { } remember)
        {
            document.Add(Receipts, new BsonArray { ReceiptOf(remember) });
        }

        return document;
    }

    /// <summary>The dossier, if it stands where the writer has read it.</summary>
    public static BsonDocument AsExpected(DossierAppend append) => new()
    {
        { Code, append.Code.Value }, { Keeper, append.Keeper }, { Sequence, append.ExpectedSequence }, { Claim, (BsonValue?)append.Claim ?? BsonNull.Value },
    };

    /// <summary>What an append does to a dossier that is there.</summary>
    public static BsonDocument Changed(DossierAppend append)
    {
        var pushed = new BsonDocument(Entries, new BsonDocument("$each", EntriesOf(append)));
        if (append.Remember is { } remember)
        {
            pushed.Add(Receipts, ReceiptOf(remember));
        }

        return new() { { "$set", WhatChanges(append) }, { "$push", pushed }, { "$unset", new BsonDocument(Claim, "") } };
    }

    /// <summary>Whose dossier a document is.</summary>
    public static BatteryCode CodeOf(BsonDocument document) => BatteryCode.Of(document[Code].AsString);

    /// <summary>The document of a dossier in which nothing was written here.</summary>
    public static BsonDocument Empty(BatteryCode code, string keeper, long epoch) => new()
    {
        { Code, code.Value }, { Keeper, keeper }, { Epoch, epoch }, { Sequence, 0 }, { Sent, 0 }, { Entries, new BsonArray() },
    };

    /// <summary>What a hand-over makes of the dossier of whoever accepts it.</summary>
    public static BsonDocument Accepted(HandOver handOver) => MongoWrites.Setting(new()
    {
        { Keeper, handOver.To },
        { Epoch, handOver.Epoch },
        { Sequence, handOver.Sequence },
        { Seal, handOver.Seal is { } seal ? seal.Value : BsonNull.Value },
        { Standing, handOver.Standing is { } standing ? Text(standing) : BsonNull.Value },
        { Unposted, BsonNull.Value },
    }).Add("$setOnInsert", new BsonDocument { { Sent, handOver.Sequence }, { Entries, new BsonArray() } });

    /// <summary>Reads a dossier without its entries.</summary>
    public static Dossier Read(BsonDocument document) => new()
    {
        Code = CodeOf(document),
        Keeper = document[Keeper].AsString,
        Epoch = document[Epoch].ToInt64(),
        Sequence = document[Sequence].AsInt32,
        Seal = SealOf(document),
        Standing = StandingOf(document),
        Sent = document[document.Contains(Unsent) ? Sent : Sequence].AsInt32,
        Claim = document.TryGetValue(Claim, out var claim) ? claim.AsString : null,
    };

    /// <summary>Reads the hand-over of a dossier that was let go of.</summary>
    public static HandOver ReadHandOver(BsonDocument document) => new()
    {
        Battery = CodeOf(document),
        Epoch = document[Epoch].ToInt64(),
        Sequence = document[Sequence].AsInt32,
        Seal = SealOf(document),
        Standing = StandingOf(document),
        From = document[Sender].AsString,
        To = document[Keeper].AsString,
    };

    /// <summary>Reads the entries above a number.</summary>
    public static IReadOnlyList<SealedEntry> ReadEntries(BsonDocument document, int after) =>
    [
        .. document[Entries].AsBsonArray.Select(entry => entry.AsBsonDocument)
            .Where(entry => entry[Sequence].AsInt32 > after)
            .Select(entry => SealedEntry.Read(Utf8.GetBytes(entry[Json].AsString))),
    ];

    /// <summary>What receipts of a party's request are found by; a party id has no space in it.</summary>
    public static string UnderOf(PartyId party, string key) => $"{party} {key}";

    /// <summary>Reads the receipt of a party's request.</summary>
    public static RememberedReceipt ReadReceipt(BsonDocument document, PartyId party, string key)
    {
        var under = UnderOf(party, key);
        var receipt = document[Receipts].AsBsonArray.Select(one => one.AsBsonDocument).First(one => one[Under].AsString == under);
        return new() { Party = party, Key = key, RequestHash = receipt[RequestHash].AsString, Receipt = Value<Receipt>(receipt[Receipt].AsString) };
    }

    private static Seal? SealOf(BsonDocument document) => document.TryGetValue(Seal, out var seal) ? Contracts.Seal.Of(seal.AsString) : null;

    private static Standing? StandingOf(BsonDocument document) => document.TryGetValue(Standing, out var standing) ? Value<Standing>(standing.AsString) : null;

    private static BsonDocument WhatChanges(DossierAppend append) => new()
    {
        { Sequence, append.Standing.Sequence },
        { Seal, append.Entries[^1].Seal.Value },
        { Standing, Text(append.Standing) },
        { Unsent, append.Code.Value },
    };

    private static BsonArray EntriesOf(DossierAppend append) => new(append.Entries.Select(entry => new BsonDocument
    {
        { Sequence, entry.Entry.Sequence }, { Json, Utf8.GetString(entry.Utf8Json.Span) },
    }));

    private static BsonDocument ReceiptOf(RememberedReceipt remember) => new()
    {
        { Under, UnderOf(remember.Party, remember.Key) }, { RequestHash, remember.RequestHash }, { Receipt, Text(remember.Receipt) },
    };

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, TraceabilityJson.Options);

    private static T Value<T>(string json) => JsonSerializer.Deserialize<T>(json, TraceabilityJson.Options)
        ?? throw new InvalidDataException($"A stored {typeof(T).Name} is empty.");
}
