using System.Net;
using System.Net.Sockets;
using Traceability.MongoGateway.Commands;
using Traceability.MongoGateway.Wire;

namespace Traceability.MongoGateway;

/// <summary>Listens for clients and answers their commands, one after the other on each connection.</summary>
internal sealed class GatewayServer(CommandTable commands, int port)
{
    public async Task Run(CancellationToken stop)
    {
        using var listener = new TcpListener(IPAddress.IPv6Any, port);
        listener.Server.DualMode = true;
        listener.Start(backlog: 512);
        // What the log of a mongod says when it is ready, and what those wait for who start one.
        Console.WriteLine($$"""{ "msg": "Waiting for connections", "attr": { "port": {{port}} } }""");
        while (!stop.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(stop);
            _ = Task.Run(() => Serve(client), CancellationToken.None);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var connection = client;
        client.NoDelay = true;
        var stream = client.GetStream();
        try
        {
            while (await CommandReader.Read(stream) is { } command)
            {
                using var _ = command;
                var answer = await commands.Run(command);
                if (command.WantsAnswer)
                {
                    await AnswerWriter.Write(stream, command, answer);
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The client is gone: nobody is left to be answered.
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"A connection was closed: {e}");
        }
    }
}
