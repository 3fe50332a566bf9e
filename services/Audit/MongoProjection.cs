using Microsoft.Extensions.Hosting;
using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Audit.Search;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Mongo;

namespace Traceability.Audit;

/// <summary>
/// Makes standings, and all by which batteries are searched and families followed, anew from the kept entries, before anybody is
/// answered, where what is stored has an earlier form. Where it is broken off, the next start goes on.
/// </summary>
public sealed class MongoProjection(MongoDatabase database, MongoHistoryStore histories, DiscrepancyTolerance tolerance) : IHostedService
{
    /// <summary>One more with each release that writes batteries or links in another form.</summary>
    private const int Form = 1;

    private const int BatteriesAtOnce = 200;
    private const string Id = "_id";
    private const string MadeForm = "form";
    private const string UpTo = "upTo";
    private static readonly BsonDocument Note = new(Id, "projection");

    /// <summary>Asks for everything to be made anew; <see cref="StartAsync"/> does it.</summary>
    public async Task Demand() => await (await database.AuditNotes()).DeleteOneAsync(Note);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var notes = await database.AuditNotes();
        var note = await notes.Find(Note).FirstOrDefaultAsync(cancellationToken) ?? [];
        if (note.GetValue(MadeForm, 0) == Form)
        {
            return;
        }

        var last = note.GetValue(UpTo, "").AsString;
        while (await Next(last, cancellationToken) is { Count: > 0 } batteries)
        {
            await Rebuild(batteries, cancellationToken);
            last = batteries[^1].Value;
            await notes.Upsert(Note, new("$set", new BsonDocument(UpTo, last)), mayAdd: true, cancellationToken);
        }

        await notes.Upsert(Note, MongoWrites.Setting(new() { { MadeForm, Form }, { UpTo, BsonNull.Value } }), mayAdd: true, cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<List<BatteryCode>> Next(string last, CancellationToken cancellation)
    {
        var found = await (await database.AuditBatteries())
            .Find(new BsonDocument(Id, new BsonDocument("$gt", last)))
            .Sort(new BsonDocument(Id, 1)).Limit(BatteriesAtOnce).Project(new BsonDocument(Id, 1)).ToListAsync(cancellation);
        return [.. found.Select(battery => BatteryCode.Of(battery[Id].AsString))];
    }

    private async Task Rebuild(List<BatteryCode> batteries, CancellationToken cancellation)
    {
        var moves = new List<StandingMove>();
        foreach (var (battery, kept) in await histories.Kept(batteries, cancellation))
        {
            var fold = new HistoryFold(null, tolerance);
            fold.FollowReadable(await histories.Entries(battery, 0, int.MaxValue, cancellation));
            moves.Add(new()
            {
                Battery = battery,
                From = kept with { Standing = null },
                To = new(fold.Standing, kept.HasEarly),
                Followed = fold.Followed,
                Discrepancies = fold.Discrepancies,
            });
        }

        // Who is told something of one of them meanwhile folds it from where it stood, and writes the same.
        await histories.Keep([], moves, cancellation);
    }
}
