using MongoDB.Bson;
using Traceability.MongoGateway.Engine;
using Traceability.MongoGateway.Wire;

namespace Traceability.MongoGateway.Commands;

/// <summary>The commands that are known here, by their names.</summary>
internal sealed class CommandTable
{
    private static readonly byte[] Ok = new BsonDocument("ok", 1.0).ToBson();

    private readonly DocumentEngine engine;
    private readonly Cursors cursors;
    private readonly Dictionary<string, Func<Command, Task<byte[]>>> commands;

    public CommandTable(DocumentEngine engine)
    {
        this.engine = engine;
        cursors = new(engine);
        var writes = new Writes(engine);
        var collections = new Collections(engine);
        var transactions = new Transactions(engine);
        commands = new(StringComparer.OrdinalIgnoreCase)
        {
            ["hello"] = Hello.Answer,
            ["isMaster"] = Hello.Answer,
            ["ping"] = _ => Task.FromResult(Ok),
            ["buildInfo"] = Hello.BuildInfo,

            ["insert"] = writes.Insert,
            ["update"] = writes.Update,
            ["delete"] = writes.Delete,
            ["findAndModify"] = writes.FindAndModify,

            ["find"] = cursors.Find,
            ["aggregate"] = cursors.Aggregate,
            ["listCollections"] = cursors.ListCollections,
            ["listIndexes"] = cursors.ListIndexes,
            ["getMore"] = cursors.GetMore,
            ["killCursors"] = cursors.Kill,

            ["count"] = collections.Count,
            ["distinct"] = collections.Distinct,
            ["create"] = collections.Create,
            ["drop"] = collections.Drop,
            ["createIndexes"] = collections.CreateIndexes,
            ["dropIndexes"] = collections.DropIndexes,
            ["listDatabases"] = collections.ListDatabases,
            ["dropDatabase"] = collections.DropDatabase,

            ["commitTransaction"] = transactions.Commit,
            ["abortTransaction"] = transactions.Abort,
            ["endSessions"] = transactions.EndSessions,
            ["refreshSessions"] = _ => Task.FromResult(Ok),
        };
    }

    /// <summary>Runs a command; what cannot be done is an answer as well.</summary>
    public async Task<byte[]> Run(Command command)
    {
        try
        {
            return commands.TryGetValue(command.Name, out var run)
                ? await run(command)
                : throw new CommandFailedException(Failure.CommandNotFound, $"no such command: '{command.Name}'");
        }
        catch (CommandFailedException e)
        {
            return e.Answer(command.IsInTransaction).ToBson();
        }
        catch (Exception e) when (e is InvalidCastException or FormatException or KeyNotFoundException or ArgumentException)
        {
            return new CommandFailedException(Failure.BadValue, e.Message).Answer(command.IsInTransaction).ToBson();
        }
    }

    /// <summary>Drops the cursors and transactions that their clients have left.</summary>
    public async Task ForgetAbandoned()
    {
        cursors.ForgetOld();
        await engine.Sessions.AbortForgotten();
    }
}
