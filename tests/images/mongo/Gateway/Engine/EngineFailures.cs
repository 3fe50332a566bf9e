using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using Npgsql;

namespace Traceability.MongoGateway.Engine;

/// <summary>Which of MongoDB's failures the engine means by its own codes.</summary>
internal static class EngineFailures
{
    /// <summary>By SQLSTATE: those that begin with M are the engine's own.</summary>
    private static readonly Dictionary<string, Failure> BySqlState = new()
    {
        ["M0000"] = Failure.InternalError,
        ["M0001"] = Failure.BadValue,
        ["M0003"] = new(9, "FailedToParse"),
        ["M0004"] = Failure.TypeMismatch,
        ["M0005"] = new(15, "Overflow"),
        ["M0006"] = new(20, "IllegalOperation"),
        ["M0008"] = new(26, "NamespaceNotFound"),
        ["M0009"] = new(27, "IndexNotFound"),
        ["M000A"] = new(28, "PathNotViable"),
        ["M000D"] = new(40, "ConflictingUpdateOperators"),
        ["M000E"] = Failure.CursorNotFound,
        ["M000F"] = new(48, "NamespaceExists"),
        ["M000G"] = new(52, "DollarPrefixedFieldName"),
        ["M000J"] = new(56, "EmptyFieldName"),
        ["M000M"] = new(66, "ImmutableField"),
        ["M000N"] = new(67, "CannotCreateIndex"),
        ["M000O"] = new(68, "IndexAlreadyExists"),
        ["M000P"] = new(72, "InvalidOptions"),
        ["M000Q"] = new(73, "InvalidNamespace"),
        ["M000R"] = new(85, "IndexOptionsConflict"),
        ["M000S"] = new(86, "IndexKeySpecsConflict"),
        ["M000U"] = new(115, "CommandNotSupported"),
        ["M000W"] = new(146, "ExceededMemoryLimit"),
        ["M0012"] = new(197, "InvalidIndexSpecificationOption"),
        ["M0016"] = Failure.OperationNotSupportedInTransaction,
        ["M001B"] = new(10334, "BSONObjectTooLarge"),
        ["M001C"] = new(11000, "DuplicateKey"),
        ["M00CO"] = new(121, "DocumentValidationFailure"),
        ["M00DO"] = new(16, "InvalidLength"),
        ["M00EW"] = Failure.WriteConflict,
        ["M00F1"] = Failure.WriteConflict,
        [PostgresErrorCodes.DeadlockDetected] = Failure.WriteConflict,
        [PostgresErrorCodes.SerializationFailure] = Failure.WriteConflict,
        [PostgresErrorCodes.LockNotAvailable] = Failure.WriteConflict,
        [PostgresErrorCodes.UniqueViolation] = new(11000, "DuplicateKey"),
        [PostgresErrorCodes.ExclusionViolation] = new(11000, "DuplicateKey"),
        [PostgresErrorCodes.QueryCanceled] = new(50, "MaxTimeMSExpired"),
        [PostgresErrorCodes.AdminShutdown] = Failure.ShutdownInProgress,
        [PostgresErrorCodes.CrashShutdown] = Failure.ShutdownInProgress,
        [PostgresErrorCodes.CannotConnectNow] = Failure.ShutdownInProgress,
    };

    public static CommandFailedException From(NpgsqlException exception) => exception is PostgresException refused
        ? new(Named(refused.SqlState), refused.MessageText, refused)
        : new(Failure.ShutdownInProgress, exception.Message, exception);

    /// <summary>Gives the write errors in an answer the codes that drivers know.</summary>
    /// <exception cref="CommandFailedException">A write lost a race: the whole command is to be run again.</exception>
    public static byte[] Renumbered(byte[] answer)
    {
        var document = BsonSerializer.Deserialize<BsonDocument>(answer);
        if (!document.TryGetValue("writeErrors", out var errors))
        {
            return answer;
        }
        foreach (var error in errors.AsBsonArray.Select(x => x.AsBsonDocument))
        {
            var failure = Named(SqlState(error["code"].AsInt32));
            if (failure == Failure.WriteConflict)
            {
                throw new CommandFailedException(failure, error["errmsg"].AsString);
            }
            error["code"] = failure.Code;
        }
        return document.ToBson();
    }

    private static Failure Named(string sqlState) => BySqlState.GetValueOrDefault(sqlState, Failure.InternalError);

    /// <summary>PostgreSQL packs the five characters of a code into six bits each, the first lowest.</summary>
    private static string SqlState(int packed) => string.Create(5, packed, static (text, packed) =>
    {
        for (var i = 0; i < text.Length; i++, packed >>= 6)
        {
            text[i] = (char)('0' + (packed & 0x3f));
        }
    });
}
