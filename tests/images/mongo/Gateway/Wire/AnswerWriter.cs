using System.Buffers.Binary;

namespace Traceability.MongoGateway.Wire;

/// <summary>Writes answers: OP_MSG, or OP_REPLY to who asked with OP_QUERY.</summary>
internal static class AnswerWriter
{
    private const int ReplyOperation = 1;

    private static int lastId;

    public static async Task Write(Stream stream, Command command, byte[] document)
    {
        // Behind the header: flags and the section's kind, or flags, cursor, position and number of documents.
        var head = command.IsLegacy ? 36 : 21;
        var message = new byte[head + document.Length];
        Int32(message, 0, message.Length);
        Int32(message, 4, Interlocked.Increment(ref lastId));
        Int32(message, 8, command.RequestId);
        Int32(message, 12, command.IsLegacy ? ReplyOperation : CommandReader.MessageOperation);
        if (command.IsLegacy)
        {
            Int32(message, 32, 1);
        }
        document.CopyTo(message, head);
        await stream.WriteAsync(message);
    }

    private static void Int32(byte[] bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
}
