using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers.Mongo;

/// <summary>Dossiers in MongoDB: one document each, and one conditional write of it per change.</summary>
public sealed partial class MongoDossierStore(MongoDatabase database) : IDossierStore
{
    // Recall asks for any receipt under a key; sweeps ask, by code, for what is not published and for what is not posted.
    private static readonly CreateIndexModel<BsonDocument>[] Indexes =
    [
        MongoIndex.OfWhatHas(MongoDossier.ReceiptsUnder), MongoIndex.OfWhatHas(MongoDossier.Unsent), MongoIndex.OfWhatHas(MongoDossier.Unposted),
    ];

    private static readonly BsonDocument WithoutHistory = new() { { MongoDossier.Entries, 0 }, { MongoDossier.Receipts, 0 } };

    /// <inheritdoc/>
    public async Task<Dossier?> Find(BatteryCode code, CancellationToken cancellation) =>
        await FindOne(Of(code), WithoutHistory, cancellation) is { } document ? MongoDossier.Read(document) : null;

    /// <inheritdoc/>
    public async Task<bool> Append(DossierAppend append, CancellationToken cancellation)
    {
        var dossiers = await Dossiers();
        if (append is { ExpectedSequence: 0, Claim: null } && await dossiers.Insert(MongoDossier.Opened(append), cancellation))
        {
            return true;
        }

        var result = await dossiers.UpdateOneAsync(MongoDossier.AsExpected(append), MongoDossier.Changed(append), null, cancellation);
        return result.MatchedCount > 0;
    }

    /// <inheritdoc/>
    public async Task<bool> Claim(BatteryCode code, string keeper, int expectedSequence, string workOrder, CancellationToken cancellation)
    {
        var dossiers = await Dossiers();
        var unclaimed = At(code, keeper, expectedSequence).Add(MongoDossier.Claim, new BsonDocument("$in", new BsonArray { BsonNull.Value, workOrder }));
        var claimed = new BsonDocument("$set", new BsonDocument(MongoDossier.Claim, workOrder));
        return (await dossiers.UpdateOneAsync(unclaimed, claimed, null, cancellation)).MatchedCount > 0
            || (expectedSequence == 0 && await dossiers.Insert(MongoDossier.Empty(code, keeper, epoch: 1).Add(MongoDossier.Claim, workOrder), cancellation));
    }

    /// <inheritdoc/>
    public async Task Unclaim(BatteryCode code, string workOrder, CancellationToken cancellation)
    {
        var dossiers = await Dossiers();
        var claimed = Of(code).Add(MongoDossier.Claim, workOrder);
        var onlyReserved = new BsonDocument(claimed) { { MongoDossier.Sequence, 0 }, { MongoDossier.Epoch, 1L } };
        if ((await dossiers.DeleteOneAsync(onlyReserved, cancellation)).DeletedCount == 0)
        {
            await dossiers.UpdateOneAsync(claimed, new BsonDocument("$unset", new BsonDocument(MongoDossier.Claim, "")), null, cancellation);
        }
    }

    /// <inheritdoc/>
    public async Task<RememberedReceipt?> Recall(PartyId party, string key, BatteryCode battery, CancellationToken cancellation)
    {
        var under = new BsonDocument(MongoDossier.ReceiptsUnder, MongoDossier.UnderOf(party, key));
        var receipts = new BsonDocument(MongoDossier.Receipts, 1);
        var found = await FindOne(Of(battery).AddRange(under), receipts, cancellation) ?? await FindOne(under, receipts, cancellation);
        return found is null ? null : MongoDossier.ReadReceipt(found, party, key);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SealedEntry>> Entries(BatteryCode code, int after, CancellationToken cancellation) =>
        await FindOne(Of(code), new BsonDocument(MongoDossier.Entries, 1), cancellation) is { } document ? MongoDossier.ReadEntries(document, after) : [];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(BatteryCode Code, int Sent)>> Unsent(BatteryCode? after, int limit, CancellationToken cancellation)
    {
        var unsent = await Marked(MongoDossier.Unsent, after, limit, new(MongoDossier.Sent, 1), cancellation);
        return [.. unsent.Select(document => (MongoDossier.CodeOf(document), document[MongoDossier.Sent].AsInt32))];
    }

    /// <inheritdoc/>
    public async Task MarkSent(IReadOnlyDictionary<BatteryCode, int> sent, CancellationToken cancellation)
    {
        var raised = sent.SelectMany(one => new[] { AllIsSent(one.Key, one.Value), MoreIsSent(one.Key, one.Value) }).ToList();
        if (raised.Count > 0)
        {
            await (await Dossiers()).BulkWriteAsync(raised, new BulkWriteOptions { IsOrdered = false }, cancellation);
        }
    }

    private static BsonDocument Of(BatteryCode code) => new(MongoDossier.Code, code.Value);

    private static BsonDocument At(BatteryCode code, string keeper, int sequence) =>
        Of(code).Add(MongoDossier.Keeper, keeper).Add(MongoDossier.Sequence, sequence);

    private static UpdateOneModel<BsonDocument> AllIsSent(BatteryCode code, int sent) => new(
        Of(code)
            .Add(MongoDossier.Unsent, code.Value)
            .Add(MongoDossier.EntriesSequence, new BsonDocument("$not", new BsonDocument("$gt", sent))),
        new BsonDocument { { "$max", new BsonDocument(MongoDossier.Sent, sent) }, { "$unset", new BsonDocument(MongoDossier.Unsent, "") } });

    private static UpdateOneModel<BsonDocument> MoreIsSent(BatteryCode code, int sent) => new(
        Of(code).Add(MongoDossier.Sent, new BsonDocument("$lt", sent)), new BsonDocument("$set", new BsonDocument(MongoDossier.Sent, sent)));

    private async Task<BsonDocument?> FindOne(BsonDocument filter, BsonDocument projection, CancellationToken cancellation) =>
        await (await Dossiers()).Find(filter).Project(projection).Limit(1).FirstOrDefaultAsync(cancellation);

    // The mark is the code itself, so that its index alone gives them, in order.
    private async Task<List<BsonDocument>> Marked(string mark, BatteryCode? after, int limit, BsonDocument projection, CancellationToken cancellation) =>
        await (await Dossiers())
            .Find(new BsonDocument(mark, new BsonDocument("$gt", after?.Value ?? "")))
            .Sort(new BsonDocument(mark, 1)).Limit(limit).Project(projection).ToListAsync(cancellation);

    private Task<IMongoCollection<BsonDocument>> Dossiers() => database.Collection("dossiers", Indexes);
}
