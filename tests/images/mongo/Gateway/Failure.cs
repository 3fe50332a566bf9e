using MongoDB.Bson;

namespace Traceability.MongoGateway;

/// <summary>A failure as MongoDB names and numbers it.</summary>
internal sealed record Failure(int Code, string Name)
{
    public static readonly Failure InternalError = new(1, "InternalError");
    public static readonly Failure BadValue = new(2, "BadValue");
    public static readonly Failure TypeMismatch = new(14, "TypeMismatch");
    public static readonly Failure CursorNotFound = new(43, "CursorNotFound");
    public static readonly Failure CommandNotFound = new(59, "CommandNotFound");
    public static readonly Failure ShutdownInProgress = new(91, "ShutdownInProgress");
    public static readonly Failure WriteConflict = new(112, "WriteConflict");
    public static readonly Failure NoSuchTransaction = new(251, "NoSuchTransaction");
    public static readonly Failure OperationNotSupportedInTransaction = new(263, "OperationNotSupportedInTransaction");
}

/// <summary>A command that is answered with a failure.</summary>
internal sealed class CommandFailedException(Failure failure, string message, Exception? cause = null) : Exception(message, cause)
{
    public Failure Failure { get; } = failure;

    /// <summary>The answer; inside a transaction, with the label that tells the driver to start it anew.</summary>
    public BsonDocument Answer(bool inTransaction)
    {
        var answer = new BsonDocument
        {
            ["ok"] = 0.0,
            ["errmsg"] = Message,
            ["code"] = Failure.Code,
            ["codeName"] = Failure.Name,
        };
        if (inTransaction && (Failure == Failure.WriteConflict || Failure == Failure.NoSuchTransaction))
        {
            answer["errorLabels"] = new BsonArray { "TransientTransactionError" };
        }
        return answer;
    }
}
