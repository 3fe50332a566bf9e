using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Traceability.Benchmarks;

/// <summary>
/// One client's keep-alive connection, one request at a time. It knows just enough of HTTP to tell where an answer ends, since what the
/// client computes is taken from the registry on the same machine.
/// </summary>
internal sealed class Connection : IDisposable
{
    private static readonly byte[] EndOfChunks = "0\r\n\r\n"u8.ToArray();

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[256 * 1024];

    public Connection(Uri address) => socket.Connect(address.Host, address.Port);

    /// <summary>The bytes of a request.</summary>
    public static byte[] Request(string method, string path, string? token, string? body = null) => Encoding.UTF8.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: registry\r\n"
        + (token is null ? "" : $"Authorization: Bearer {token}\r\n")
        + (body is null ? "" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n")
        + $"\r\n{body}");

    /// <summary>Sends a request and takes the whole answer in.</summary>
    public void Send(byte[] request, int expectedStatus)
    {
        socket.Send(request);
        var (length, headEnd) = (0, -1);
        while (headEnd < 0)
        {
            length += Receive(length);
            headEnd = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
        }

        var head = buffer.AsSpan(0, headEnd);
        var status = int.Parse(head[9..12], CultureInfo.InvariantCulture);
        if (status != expectedStatus)
        {
            throw new InvalidOperationException($"{expectedStatus} was expected: {Encoding.UTF8.GetString(buffer, 0, Math.Min(length, 1000))}");
        }

        var body = headEnd + 4;
        if (head.IndexOf("Content-Length: "u8) is >= 0 and var at)
        {
            var digits = head[(at + 16)..];
            var end = digits.IndexOf((byte)'\r');
            ReceiveUntil(body + int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture), length);
        }
        else
        {
            ReceiveChunks(length);
        }
    }

    public void Dispose() => socket.Dispose();

    private void ReceiveUntil(int end, int length)
    {
        while (length < end)
        {
            var received = Receive(0);
            length += received;
        }
    }

    // The text of an answer holds no line breaks, so that only the end of its chunks looks like this.
    private void ReceiveChunks(int length)
    {
        while (!buffer.AsSpan(0, length).EndsWith(EndOfChunks))
        {
            var kept = Math.Min(length, EndOfChunks.Length);
            buffer.AsSpan(length - kept, kept).CopyTo(buffer);
            length = kept + Receive(kept);
        }
    }

    private int Receive(int offset) => socket.Receive(buffer, offset, buffer.Length - offset, SocketFlags.None) is > 0 and var count
        ? count
        : throw new InvalidOperationException("The registry closed the connection.");
}
