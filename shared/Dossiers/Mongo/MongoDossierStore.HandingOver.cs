using MongoDB.Bson;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Dossiers.Mongo;

/// <content>Handing over.</content>
public sealed partial class MongoDossierStore
{
    /// <inheritdoc/>
    public async Task<bool> Release(BatteryCode code, string keeper, int expectedSequence, string successor, CancellationToken cancellation)
    {
        var dossiers = await Dossiers();
        var unclaimed = At(code, keeper, expectedSequence).Add(MongoDossier.Claim, BsonNull.Value);
        var outgoing = new BsonDocument { { MongoDossier.Unposted, code.Value }, { MongoDossier.Sender, keeper } };
        var released = new BsonDocument
        {
            { "$set", new BsonDocument(outgoing) { { MongoDossier.Keeper, successor } } },
            { "$inc", new BsonDocument(MongoDossier.Epoch, 1L) },
        };
        return (await dossiers.UpdateOneAsync(unclaimed, released, null, cancellation)).MatchedCount > 0
            || (expectedSequence == 0 && await dossiers.Insert(MongoDossier.Empty(code, successor, epoch: 2).AddRange(outgoing), cancellation));
    }

    /// <inheritdoc/>
    public async Task<bool> Accept(HandOver handOver, CancellationToken cancellation) => await (await Dossiers()).Upsert(
        Of(handOver.Battery).Add(MongoDossier.Epoch, new BsonDocument("$lt", handOver.Epoch)), MongoDossier.Accepted(handOver), mayAdd: true, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HandOver>> Unposted(BatteryCode? after, int limit, CancellationToken cancellation) =>
        [.. (await Marked(MongoDossier.Unposted, after, limit, WithoutHistory, cancellation)).Select(MongoDossier.ReadHandOver)];

    /// <inheritdoc/>
    public async Task MarkPosted(BatteryCode code, long epoch, CancellationToken cancellation) => await (await Dossiers()).UpdateOneAsync(
        Of(code).Add(MongoDossier.Epoch, epoch), new BsonDocument("$unset", new BsonDocument(MongoDossier.Unposted, "")), null, cancellation);
}
