using System.Globalization;
using System.Text;
using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Audit.Family;
using Traceability.Audit.Search;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Mongo;

namespace Traceability.Audit;

/// <summary>
/// Histories in MongoDB: a document for each entry, one for each battery. Entries are kept first, then the links of families, which
/// may be written any number of times, then the standing with all that the battery is searched by, then what parts have from their whole.
/// Whoever repeats it after a crash does the rest.
/// </summary>
public sealed class MongoHistoryStore(MongoDatabase database) : IHistoryStore
{
    private const string Id = "_id";
    private const string Json = "json";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly MongoFamilyStore families = new(database);

    /// <inheritdoc/>
    public async Task<bool> Keep(IReadOnlyList<SealedEntry> entries, IReadOnlyList<StandingMove> moves, CancellationToken cancellation)
    {
        await (await database.AuditEntries()).InsertMissing([.. entries.Select(Write)], cancellation);
        await families.Keep([.. moves.SelectMany(move => move.Followed)], cancellation);

        var batteries = await database.AuditBatteries();
        var changes = moves.Where(Matters).Select(Change).ToList();
        if (await batteries.ChangeAll(changes, cancellation) < changes.Count)
        {
            return false;
        }

        await new MongoParts(batteries).Follow([.. moves.Select(move => move.Battery.Value)], cancellation);
        return true;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<BatteryCode, KeptHistory>> Kept(IReadOnlyCollection<BatteryCode> batteries, CancellationToken cancellation)
    {
        var found = await (await database.AuditBatteries())
            .Find(MongoWrites.In(Id, batteries.Select(battery => battery.Value)))
            .Project(new BsonDocument { { MongoBattery.Standing, 1 }, { MongoBattery.Early, 1 }, { MongoBattery.Revision, 1 } })
            .ToListAsync(cancellation);
        var known = found.ToDictionary(document => document[Id].AsString);
        return batteries.ToDictionary(
            battery => battery,
            battery => known.TryGetValue(battery.Value, out var document)
                ? new KeptHistory(StandingOf(document), document.Contains(MongoBattery.Early)) { Revision = document[MongoBattery.Revision].ToInt64() }
                : new KeptHistory(null, false));
    }

    /// <inheritdoc/>
    public async Task<Standing?> Standing(BatteryCode battery, CancellationToken cancellation) =>
        await (await database.AuditBatteries())
            .Find(new BsonDocument(Id, battery.Value))
            .Project(new BsonDocument(MongoBattery.Standing, 1))
            .FirstOrDefaultAsync(cancellation) is { } found ? StandingOf(found) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> Entries(BatteryCode battery, int after, int limit, CancellationToken cancellation)
    {
        var (first, end) = (IdOf(battery, after + 1, ""), $"{battery}{(char)(Separator + 1)}");
        var found = await (await database.AuditEntries())
            .Find(new BsonDocument(Id, new BsonDocument { { "$gte", first }, { "$lt", end } }))
            .Sort(new BsonDocument(Id, 1))
            .Limit(limit)
            .ToListAsync(cancellation);
        return [.. found.Select(entry => (ReadOnlyMemory<byte>)Utf8.GetBytes(entry[Json].AsString))];
    }

    // No battery code has it; whatever stands in one sorts before it or after it, but not around it.
    private const char Separator = '/';

    internal static string IdOf(BatteryCode battery, int sequence, string seal) =>
        string.Create(CultureInfo.InvariantCulture, $"{battery}{Separator}{sequence:D9}{Separator}{seal}");

    internal static Standing? StandingOf(BsonDocument document) => MongoBattery.TextOf(document, MongoBattery.Standing) is { } standing
        ? JsonSerializer.Deserialize<Standing>(standing, TraceabilityJson.Options)
        : null;

    private static BsonDocument Write(SealedEntry entry) => new()
    {
        { Id, IdOf(entry.Entry.Battery, entry.Entry.Sequence, entry.Seal.Value) }, { Json, Utf8.GetString(entry.Utf8Json.Span) },
    };

    // Entries that are known and folded in change nothing. Early ones do, even where others lie there already: who folds meanwhile has not seen them.
    private static bool Matters(StandingMove move) => move.Followed.Count > 0 || move.From.HasEarly || move.To.HasEarly;

    private static UpdateOneModel<BsonDocument> Change(StandingMove move)
    {
        var fields = new BsonDocument
        {
            { MongoBattery.Revision, move.From.Revision + 1 }, { MongoBattery.Early, move.To.HasEarly ? BsonBoolean.True : BsonNull.Value },
        };
        if (move.Followed.Count > 0)
        {
            fields.AddRange(WhatIsNew(move, move.To.Standing!));
        }

        var change = MongoWrites.Setting(fields);
        if (move.Discrepancies.Count > 0)
        {
            var kinds = new BsonArray(move.Discrepancies.Select(discrepancy => Words<DiscrepancyKind>.Of(discrepancy.Kind)).Distinct());
            change.Add("$addToSet", new BsonDocument(MongoBattery.Odd, new BsonDocument("$each", kinds)));
        }

        var revision = move.From.Revision > 0 ? (BsonValue)move.From.Revision : new BsonDocument("$exists", false);
        return new(new BsonDocument { { Id, move.Battery.Value }, { MongoBattery.Revision, revision } }, change) { IsUpsert = move.From.Revision == 0 };
    }

    private static BsonDocument WhatIsNew(StandingMove move, Standing standing)
    {
        var row = SearchRow.Of(standing, move.Followed[^1].Kind);
        var fields = MongoBattery.OwnFields(row);
        fields.Add(MongoBattery.Sequence, standing.Sequence);
        fields.Add(MongoBattery.Standing, JsonSerializer.Serialize(standing, TraceabilityJson.Options));

        // Else what it has from its whole stays as it is.
        var before = move.From.Standing is { } from ? SearchRow.Of(from, "") : null;
        if (!row.GivesPartsTheSameAs(before) || row.Whole != before?.Whole)
        {
            fields.Add(MongoBattery.Gives, standing.Sequence);
            fields.AddRange(MongoBattery.GivenFields(row, MongoBattery.StampOf(standing.Sequence)));
        }

        foreach (var discrepancy in move.Discrepancies.GroupBy(one => one.Kind).Select(kind => kind.Last()))
        {
            fields.Add($"{MongoBattery.Discrepancies}.{Words<DiscrepancyKind>.Of(discrepancy.Kind)}", MongoBattery.Write(discrepancy));
        }

        return fields;
    }
}
