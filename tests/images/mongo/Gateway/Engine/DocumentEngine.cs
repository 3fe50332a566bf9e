using Npgsql;
using NpgsqlTypes;
using Traceability.MongoGateway.Wire;

namespace Traceability.MongoGateway.Engine;

/// <summary>The functions of the engine in PostgreSQL, which take and give BSON.</summary>
internal sealed class DocumentEngine(NpgsqlDataSource engine)
{
    /// <summary>How long a write that goes on losing races is repeated, every few milliseconds.</summary>
    private static readonly TimeSpan RepeatLimit = TimeSpan.FromSeconds(20);

    public EngineSessions Sessions { get; } = new(engine);

    /// <summary>Calls a function, and gives the columns of the one row that it returns.</summary>
    /// <param name="sql">$1, $2 and so on are the arguments in their order.</param>
    /// <param name="arguments">Strings are passed as text, byte arrays as bytea.</param>
    public async Task<object?[]> Call(Command command, string sql, params object?[] arguments)
    {
        try
        {
            if (command.IsInTransaction)
            {
                return await Row(await Sessions.Connection(command), sql, arguments);
            }
            await using var connection = await engine.OpenConnectionAsync();
            return await Row(connection, sql, arguments);
        }
        catch (NpgsqlException e)
        {
            if (command.IsInTransaction)
            {
                await Sessions.Abort(command.Session!.Value);
            }
            throw EngineFailures.From(e);
        }
    }

    /// <summary>Calls a function whose first column is the answer.</summary>
    public async Task<byte[]> Answer(Command command, string sql, params object?[] arguments) =>
        (byte[])(await Call(command, sql, arguments))[0]!;

    /// <summary>Repeats a write that lost a race, as MongoDB does; a transaction is left to its client.</summary>
    public static async Task<byte[]> Repeat(Command command, Func<Task<byte[]>> write)
    {
        var until = DateTime.UtcNow + RepeatLimit;
        while (true)
        {
            try
            {
                return await write();
            }
            catch (CommandFailedException e)
                when (e.Failure == Failure.WriteConflict && !command.IsInTransaction && DateTime.UtcNow < until)
            {
                await Task.Delay(Random.Shared.Next(1, 10));
            }
        }
    }

    private static async Task<object?[]> Row(NpgsqlConnection connection, string sql, object?[] arguments)
    {
        await using var call = new NpgsqlCommand(sql, connection);
        foreach (var argument in arguments)
        {
            call.Parameters.Add(argument switch
            {
                string text => new NpgsqlParameter { Value = text, NpgsqlDbType = NpgsqlDbType.Text },
                byte[] bytes => new NpgsqlParameter { Value = bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
                long[] numbers => new NpgsqlParameter { Value = numbers, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                _ => new NpgsqlParameter { Value = DBNull.Value },
            });
        }
        await using var reader = await call.ExecuteReaderAsync();
        await reader.ReadAsync();
        var row = new object[reader.FieldCount];
        reader.GetValues(row);
        return [.. row.Select(x => x is DBNull ? null : x)];
    }
}
