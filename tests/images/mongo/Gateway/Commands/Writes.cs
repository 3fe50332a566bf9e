using Traceability.MongoGateway.Engine;
using Traceability.MongoGateway.Wire;

namespace Traceability.MongoGateway.Commands;

/// <summary>Writing documents. Every write is durable once it is answered, whatever write concern was asked for.</summary>
internal sealed class Writes(DocumentEngine engine)
{
    public Task<byte[]> Insert(Command command) => Write(command, "insert");

    public Task<byte[]> Update(Command command) => Write(command, "update");

    public Task<byte[]> Delete(Command command) => Write(command, "delete");

    public Task<byte[]> FindAndModify(Command command) => Decide(command, () => engine.Call(
        command,
        """
        select documentdb_core.bson_to_bytea(p_result), p_success
        from documentdb_api.find_and_modify($1, documentdb_core.bson_from_bytea($2), $3::text)
        """,
        command.Database, command.Body, command.RetryId));

    private Task<byte[]> Write(Command command, string function) => Decide(command, () => engine.Call(
        command,
        $"""
        select documentdb_core.bson_to_bytea(p_result), p_success
        from documentdb_api.{function}($1, documentdb_core.bson_from_bytea($2), documentdb_core.bsonsequence_from_bytea($3::bytea), $4::text)
        """,
        command.Database, command.Body, command.Documents, command.RetryId));

    private Task<byte[]> Decide(Command command, Func<Task<object?[]>> write) => DocumentEngine.Repeat(command, async () =>
    {
        var row = await write();
        var answer = (byte[])row[0]!;
        if (row[1] is true)
        {
            return answer;
        }
        if (command.IsInTransaction)
        {
            await engine.Sessions.Abort(command.Session!.Value);
        }
        return EngineFailures.Renumbered(answer);
    });
}
