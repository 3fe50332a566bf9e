using MongoDB.Bson;
using Traceability.MongoGateway.Engine;
using Traceability.MongoGateway.Wire;

namespace Traceability.MongoGateway.Commands;

/// <summary>Collections, their indexes and databases as a whole.</summary>
internal sealed class Collections(DocumentEngine engine)
{
    public Task<byte[]> Count(Command command) => OfCommand(command, "documentdb_api.count_query($1, documentdb_core.bson_from_bytea($2))");

    public Task<byte[]> Distinct(Command command) => OfCommand(command, "documentdb_api.distinct_query($1, documentdb_core.bson_from_bytea($2))");

    public Task<byte[]> Create(Command command) => DocumentEngine.Repeat(
        command, () => OfCommand(command, "documentdb_api.create_collection_view($1, documentdb_core.bson_from_bytea($2))"));

    public Task<byte[]> CreateIndexes(Command command) => DocumentEngine.Repeat(command, () => OfCommand(
        command, "documentdb_api_internal.create_indexes_non_concurrently($1, documentdb_core.bson_from_bytea($2), true)"));

    public Task<byte[]> DropIndexes(Command command) => DocumentEngine.Repeat(command, () => OfCommand(
        command, "documentdb_api_internal.drop_indexes_non_concurrently($1, documentdb_core.bson_from_bytea($2))"));

    public Task<byte[]> ListDatabases(Command command) => engine.Answer(
        command, "select documentdb_core.bson_to_bytea(documentdb_api.list_databases(documentdb_core.bson_from_bytea($1)))", command.Body);

    public async Task<byte[]> Drop(Command command)
    {
        await engine.Call(command, "select documentdb_api.drop_collection($1, $2)", command.Database, command.Collection);
        return new BsonDocument { ["ns"] = $"{command.Database}.{command.Collection}", ["ok"] = 1.0 }.ToBson();
    }

    public async Task<byte[]> DropDatabase(Command command)
    {
        await engine.Call(command, "select documentdb_api.drop_database($1)::text", command.Database);
        return new BsonDocument { ["dropped"] = command.Database, ["ok"] = 1.0 }.ToBson();
    }

    private Task<byte[]> OfCommand(Command command, string function) =>
        engine.Answer(command, $"select documentdb_core.bson_to_bytea({function})", command.Database, command.Body);
}
