using System.Collections.Concurrent;
using MongoDB.Bson;
using Traceability.MongoGateway.Engine;
using Traceability.MongoGateway.Wire;

namespace Traceability.MongoGateway.Commands;

/// <summary>Reading page by page. The engine says with each page where the next begins, which is kept here by the cursor's number.</summary>
internal sealed class Cursors(DocumentEngine engine)
{
    /// <summary>How long a cursor is kept that nobody asks for: as long as the engine keeps its file.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<long, Cursor> open = new();

    public Task<byte[]> Find(Command command) => FirstPage(command, "find_cursor_first_page");

    public Task<byte[]> Aggregate(Command command) => FirstPage(command, "aggregate_cursor_first_page");

    public Task<byte[]> ListCollections(Command command) => FirstPage(command, "list_collections_cursor_first_page");

    public Task<byte[]> ListIndexes(Command command) => FirstPage(command, "list_indexes_cursor_first_page");

    public async Task<byte[]> GetMore(Command command)
    {
        var id = command.Find(command.Name)!.ToInt64();
        if (!open.TryRemove(id, out var cursor))
        {
            throw new CommandFailedException(Failure.CursorNotFound, $"cursor id {id} not found");
        }
        var page = await engine.Call(
            command,
            """
            select documentdb_core.bson_to_bytea(cursorpage), documentdb_core.bson_to_bytea(continuation)
            from documentdb_api.cursor_get_more($1, documentdb_core.bson_from_bytea($2), documentdb_core.bson_from_bytea($3))
            """,
            command.Database, command.Body, cursor.Continuation);
        Keep(id, page[1]);
        return (byte[])page[0]!;
    }

    public async Task<byte[]> Kill(Command command)
    {
        var asked = command.Find("cursors")!.AsBsonArray.Select(x => x.ToInt64()).ToArray();
        var killed = asked.Where(id => open.TryRemove(id, out _)).ToArray();
        if (killed.Length > 0)
        {
            await engine.Call(command, "select documentdb_api_internal.delete_cursors($1)::text", killed);
        }
        return new BsonDocument
        {
            ["cursorsKilled"] = new BsonArray(killed),
            ["cursorsNotFound"] = new BsonArray(asked.Except(killed)),
            ["cursorsAlive"] = new BsonArray(),
            ["cursorsUnknown"] = new BsonArray(),
            ["ok"] = 1.0,
        }.ToBson();
    }

    /// <summary>Forgets the cursors that their clients have left.</summary>
    public void ForgetOld()
    {
        foreach (var (id, cursor) in open)
        {
            if (DateTime.UtcNow - cursor.UsedAt > Lifetime)
            {
                open.TryRemove(id, out _);
            }
        }
    }

    private async Task<byte[]> FirstPage(Command command, string function)
    {
        var page = await engine.Call(
            command,
            $"""
            select documentdb_core.bson_to_bytea(cursorpage), documentdb_core.bson_to_bytea(continuation), cursorid
            from documentdb_api.{function}($1, documentdb_core.bson_from_bytea($2))
            """,
            command.Database, command.Body);
        Keep((long)(page[2] ?? 0L), page[1]);
        return (byte[])page[0]!;
    }

    private void Keep(long id, object? continuation)
    {
        if (continuation is byte[] next)
        {
            open[id] = new(next, DateTime.UtcNow);
        }
    }

    private sealed record Cursor(byte[] Continuation, DateTime UsedAt);
}
