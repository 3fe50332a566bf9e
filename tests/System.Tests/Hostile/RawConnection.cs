using System.Net.Sockets;
using System.Text;

namespace Traceability.SystemTests.Hostile;

/// <summary>A connection on which a client sends what it likes, as slowly as it likes.</summary>
internal sealed class RawConnection : IDisposable
{
    private const int SmallWindowBytes = 4096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = SmallWindowBytes, NoDelay = true };

    public static async Task<RawConnection> To(Uri address)
    {
        var connection = new RawConnection();
        await connection.socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        return connection;
    }

    public async Task<RawConnection> Send(string text)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        return this;
    }

    /// <summary>Sends byte by byte until the server has ended the connection, and gives what it said before.</summary>
    public async Task<string> Trickle(string text, TimeSpan pause)
    {
        var answer = ReadToEnd();
        using var timer = new PeriodicTimer(pause);
        for (var at = 0; !answer.IsCompleted && at < text.Length; at++)
        {
            if (!await TrySend(text[at]))
            {
                break;
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return await answer;
    }

    /// <summary>Reads nothing until the server has ended the connection.</summary>
    public Task IsEnded() => Eventually.Holds(async () => !await TrySend(' '), Patience, () => "The server waits for ever for a client that does not read.");

    /// <summary>All that the server sends until it ends the connection.</summary>
    public async Task<string> ReadToEnd()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var (text, buffer) = (new StringBuilder(), new byte[SmallWindowBytes]);
        try
        {
            for (int count; (count = await socket.ReceiveAsync(buffer, patience.Token)) > 0;)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (SocketException)
        {
            // Ended without ceremony is ended as well.
        }

        return text.ToString();
    }

    /// <summary>Is gone without a word, in the middle of whatever it was.</summary>
    public void Reset()
    {
        socket.LingerState = new(enable: true, seconds: 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();

    private async Task<bool> TrySend(char letter)
    {
        try
        {
            await socket.SendAsync(new[] { (byte)letter }, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
