using System.Collections.Concurrent;
using System.Data;
using Npgsql;
using Traceability.MongoGateway.Wire;

namespace Traceability.MongoGateway.Engine;

/// <summary>Transactions of clients: each keeps one connection to the engine until it ends.</summary>
internal sealed class EngineSessions(NpgsqlDataSource engine)
{
    /// <summary>As MongoDB's transactionLifetimeLimitSeconds.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<Guid, Transaction> open = new();
    private readonly ConcurrentDictionary<Guid, long> committed = new();

    /// <summary>The connection of the transaction that the command belongs to.</summary>
    public async Task<NpgsqlConnection> Connection(Command command)
    {
        var session = command.Session ?? throw Missing(command);
        if (command.StartsTransaction)
        {
            await Abort(session);
            var connection = await engine.OpenConnectionAsync();
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
            open[session] = new(command.TransactionNumber ?? 0, connection, transaction, DateTime.UtcNow);
        }
        return Find(command)?.Connection ?? throw Missing(command);
    }

    public async Task Commit(Command command)
    {
        if (Find(command) is not { } transaction)
        {
            if (command.Session is { } known && committed.TryGetValue(known, out var number) && number == command.TransactionNumber)
            {
                return;
            }
            throw Missing(command);
        }
        var session = command.Session!.Value;
        open.TryRemove(session, out _);
        await using (transaction.Connection)
        {
            await transaction.Inner.CommitAsync();
        }
        committed[session] = transaction.Number;
    }

    public async Task Abort(Guid session)
    {
        if (open.TryRemove(session, out var transaction))
        {
            await using (transaction.Connection)
            {
                await transaction.Inner.RollbackAsync();
            }
        }
    }

    public async Task End(Guid session)
    {
        await Abort(session);
        committed.TryRemove(session, out _);
    }

    /// <summary>Rolls back what a client has left open for too long.</summary>
    public async Task AbortForgotten()
    {
        foreach (var (session, transaction) in open)
        {
            if (DateTime.UtcNow - transaction.StartedAt > Lifetime)
            {
                await Abort(session);
            }
        }
    }

    private Transaction? Find(Command command) =>
        command.Session is { } session && open.TryGetValue(session, out var found) && found.Number == command.TransactionNumber ? found : null;

    private static CommandFailedException Missing(Command command) =>
        new(Failure.NoSuchTransaction, $"Transaction {command.TransactionNumber} is not open: it was ended, or aborted after a failure.");

    private sealed record Transaction(long Number, NpgsqlConnection Connection, NpgsqlTransaction Inner, DateTime StartedAt);
}
