using System.Buffers.Binary;

namespace Traceability.MongoGateway.Wire;

/// <summary>Reads commands from a connection: OP_MSG, and OP_QUERY for the first hello.</summary>
internal static class CommandReader
{
    public const int QueryOperation = 2004;
    public const int MessageOperation = 2013;
    public const int MessageMaxBytes = 48_000_000;

    private const int HeaderBytes = 16;
    private const int ChecksumPresent = 1;
    private const int MoreToCome = 2;

    /// <returns>Null when the client has closed the connection.</returns>
    public static async Task<Command?> Read(Stream stream)
    {
        var header = new byte[HeaderBytes];
        if (await stream.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
        {
            return null;
        }
        var length = Int32(header, 0);
        if (length is < HeaderBytes or > MessageMaxBytes)
        {
            throw new InvalidDataException($"A message of {length} bytes.");
        }
        var message = new byte[length - HeaderBytes];
        await stream.ReadExactlyAsync(message);
        var id = Int32(header, 4);
        return Int32(header, 12) switch
        {
            MessageOperation => FromMessage(id, message),
            QueryOperation => FromQuery(id, message),
            var other => throw new InvalidDataException($"Operation {other} is not known here."),
        };
    }

    private static Command FromMessage(int id, byte[] message)
    {
        var flags = Int32(message, 0);
        var end = message.Length - ((flags & ChecksumPresent) != 0 ? 4 : 0);
        byte[]? body = null;
        byte[]? documents = null;
        for (var at = 4; at < end;)
        {
            var kind = message[at++];
            var size = Int32(message, at);
            if (kind == 0)
            {
                body = message[at..(at + size)];
            }
            else
            {
                var name = at + 4;
                documents = message[(name + TextLength(message, name) + 1)..(at + size)];
            }
            at += size;
        }
        return new(id, body ?? throw new InvalidDataException("A message without a body."))
        {
            Documents = documents,
            WantsAnswer = (flags & MoreToCome) == 0,
        };
    }

    private static Command FromQuery(int id, byte[] message)
    {
        var document = 4 + TextLength(message, 4) + 1 + 8;
        return new(id, message[document..(document + Int32(message, document))]) { IsLegacy = true };
    }

    private static int TextLength(byte[] message, int at) => message.AsSpan(at).IndexOf((byte)0);

    private static int Int32(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
}
