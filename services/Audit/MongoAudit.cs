using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using Traceability.Audit.Family;
using Traceability.Audit.RefusedAttempts;
using Traceability.Audit.Search;
using Traceability.Dossiers.Mongo;

namespace Traceability.Audit;

/// <summary>
/// Puts what Audit keeps into the MongoDB database of its process. A document is changed alone, so whatever concerns several is written
/// in an order in which a repetition after a crash makes up for what is missing, and a late one does no harm.
/// </summary>
public static class MongoAudit
{
    /// <summary>Adds Audit's stores.</summary>
    public static IServiceCollection AddMongoAudit(this IServiceCollection services) => services
        .AddSingleton<MongoHistoryStore>()
        .AddSingleton<IHistoryStore>(provider => provider.GetRequiredService<MongoHistoryStore>())
        .AddSingleton<IFamilyStore, MongoFamilyStore>()
        .AddSingleton<IBatterySearch, MongoBatterySearch>()
        .AddSingleton<IRefusedAttempts, MongoRefusedAttempts>()
        .AddHostedService<MongoProjection>();

    // The ids themselves bring entries in order.
    internal static Task<IMongoCollection<BsonDocument>> AuditEntries(this MongoDatabase database) => database.Collection("audit-entries", []);

    internal static Task<IMongoCollection<BsonDocument>> AuditBatteries(this MongoDatabase database) =>
        database.Collection("audit-batteries", MongoBattery.Indexes);

    internal static Task<IMongoCollection<BsonDocument>> AuditLinks(this MongoDatabase database) => database.Collection("audit-links", MongoFamilyStore.Indexes);

    internal static Task<IMongoCollection<BsonDocument>> AuditMaterial(this MongoDatabase database) => database.Collection("audit-material", []);

    internal static Task<IMongoCollection<BsonDocument>> AuditRefusals(this MongoDatabase database) =>
        database.Collection("audit-refusals", MongoRefusedAttempts.Indexes);

    // Numbers that are given, and what has been made anew.
    internal static Task<IMongoCollection<BsonDocument>> AuditNotes(this MongoDatabase database) => database.Collection("audit-notes", []);
}
