using MongoDB.Bson;

namespace Traceability.MongoGateway.Wire;

/// <summary>One command of a client. Its body stays the bytes that came, since the engine reads BSON itself.</summary>
internal sealed class Command : IDisposable
{
    private readonly RawBsonDocument fields;

    public Command(int requestId, byte[] body)
    {
        RequestId = requestId;
        Body = body;
        fields = new(body);
        Name = fields.GetElement(0).Name;
    }

    public int RequestId { get; }

    public byte[] Body { get; }

    /// <summary>What the command is called: the name of its first field.</summary>
    public string Name { get; }

    /// <summary>The documents sent beside the body (a document sequence), one behind the other; null when they are in the body.</summary>
    public byte[]? Documents { get; init; }

    /// <summary>Came as OP_QUERY, as the first hello of a connection does, and is answered with OP_REPLY.</summary>
    public bool IsLegacy { get; init; }

    /// <summary>False for a write that nobody wants acknowledged.</summary>
    public bool WantsAnswer { get; init; } = true;

    public string Database => Find("$db")?.AsString ?? "admin";

    /// <summary>The collection, which the first field names in most commands.</summary>
    public string Collection => fields[0] is BsonString name
        ? name.Value
        : throw new CommandFailedException(Failure.TypeMismatch, $"'{Name}' has to name a collection.");

    /// <summary>The session that the command belongs to.</summary>
    public Guid? Session => Find("lsid") is BsonDocument session && session["id"] is BsonBinaryData id ? new Guid(id.Bytes) : null;

    /// <summary>Number of the transaction, or of the retryable write, within its session.</summary>
    public long? TransactionNumber => Find("txnNumber")?.ToInt64();

    public bool IsInTransaction => Find("autocommit") is BsonBoolean { Value: false };

    public bool StartsTransaction => Find("startTransaction") is BsonBoolean { Value: true };

    /// <summary>
    /// Under which the engine remembers a single write, so that a client that lost the answer may send it again: null when the
    /// client will not.
    /// </summary>
    public string? RetryId => !IsInTransaction && Session is { } session && TransactionNumber is { } number ? $"{session:N}:{number}" : null;

    public BsonValue? Find(string field) => fields.TryGetValue(field, out var value) ? value : null;

    public void Dispose() => fields.Dispose();
}
