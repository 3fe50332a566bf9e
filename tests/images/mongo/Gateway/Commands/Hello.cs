using MongoDB.Bson;
using Traceability.MongoGateway.Wire;

namespace Traceability.MongoGateway.Commands;

/// <summary>Says hello as a mongos: drivers then use sessions, retryable writes and transactions.</summary>
internal static class Hello
{
    /// <summary>That of MongoDB 7.0, whose commands are those that the engine knows.</summary>
    private const int WireVersion = 21;

    /// <summary>The engine's limit (documentdb.maxWriteBatchSize).</summary>
    private const int WriteBatchMaxDocuments = 25_000;

    public static Task<byte[]> Answer(Command command) => Task.FromResult(new BsonDocument
    {
        ["helloOk"] = true,
        ["ismaster"] = true,
        ["isWritablePrimary"] = true,
        ["msg"] = "isdbgrid",
        ["maxBsonObjectSize"] = 16 * 1024 * 1024,
        ["maxMessageSizeBytes"] = CommandReader.MessageMaxBytes,
        ["maxWriteBatchSize"] = WriteBatchMaxDocuments,
        ["localTime"] = DateTime.UtcNow,
        ["logicalSessionTimeoutMinutes"] = 30,
        ["minWireVersion"] = 0,
        ["maxWireVersion"] = WireVersion,
        ["readOnly"] = false,
        ["ok"] = 1.0,
    }.ToBson());

    public static Task<byte[]> BuildInfo(Command command) => Task.FromResult(new BsonDocument
    {
        ["version"] = "7.0.0",
        ["versionArray"] = new BsonArray { 7, 0, 0, 0 },
        ["modules"] = new BsonArray { "DocumentDB on PostgreSQL" },
        ["maxBsonObjectSize"] = 16 * 1024 * 1024,
        ["ok"] = 1.0,
    }.ToBson());
}
