using MongoDB.Bson;
using Traceability.MongoGateway.Engine;
using Traceability.MongoGateway.Wire;

namespace Traceability.MongoGateway.Commands;

/// <summary>The ends of transactions and sessions. A transaction begins with its first command.</summary>
internal sealed class Transactions(DocumentEngine engine)
{
    private static readonly byte[] Ok = new BsonDocument("ok", 1.0).ToBson();

    public async Task<byte[]> Commit(Command command)
    {
        await engine.Sessions.Commit(command);
        return Ok;
    }

    public async Task<byte[]> Abort(Command command)
    {
        await engine.Sessions.Abort(command.Session ?? Guid.Empty);
        return Ok;
    }

    public async Task<byte[]> EndSessions(Command command)
    {
        foreach (var session in command.Find(command.Name)!.AsBsonArray)
        {
            await engine.Sessions.End(new Guid(session["id"].AsBsonBinaryData.Bytes));
        }
        return Ok;
    }
}
