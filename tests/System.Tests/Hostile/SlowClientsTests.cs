namespace Traceability.SystemTests.Hostile;

/// <summary>Clients that never finish what they began: they are ended, nothing of theirs is recorded, and others are served meanwhile.</summary>
public sealed class SlowClientsTests : IAsyncLifetime
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";
    private const int Clients = 30;
    private const int Answers = 60;
    private const string HalfABatch = "{\"batteries\":[{\"battery\":\"GZ9PE0100000A1G6K0000012\"";

    private static readonly TimeSpan BetweenBytes = TimeSpan.FromMilliseconds(100);

    private readonly TemporaryFolder data = new();
    private StandaloneProcess registry = null!;
    private PartyClient maker = null!;
    private RecordedState recorded = null!;

    private string Spool => Path.Combine(data.Path, "bulk");

    public async ValueTask InitializeAsync()
    {
        registry = await StandaloneProcess.Start(
            data.Path, null, "--Operator:ClientSecret", AdministratorSecret, "--Limits:HeadersMaxSeconds", "2", "--Limits:SlowMaxSeconds", "2",
            "--Limits:AnswerBytesPerSecondMin", "1000000");
        var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        maker = await administrator.Register("91520115MA0TEXT129", "Guizhou Battery", "520115", ["battery-maker"], ["GZ9"]);
        recorded = new(data.Path);
    }

    public async ValueTask DisposeAsync()
    {
        recorded.Dispose();
        await registry.DisposeAsync();
        data.Dispose();
    }

    [Fact]
    public async Task Clients_that_send_too_slowly_or_not_to_the_end_are_ended()
    {
        var headers = $"POST /batteries HTTP/1.1\r\nHost: {registry.Address.Authority}\r\nAuthorization: Bearer {maker.Token}\r\n";
        var file = $"POST /bulk/batteries HTTP/1.1\r\nHost: {registry.Address.Authority}\r\nAuthorization: Bearer {maker.Token}\r\nContent-Type: text/csv\r\n";
        (string Kind, Func<RawConnection, Task<string>> Client)[] kinds =
        [
            ("headers byte by byte", connection => connection.Trickle(headers, BetweenBytes)),
            ("half of the headers", async connection => await (await connection.Send(headers)).ReadToEnd()),
            ("half a body", async connection => await (await connection.Send($"{headers}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{HalfABatch}")).ReadToEnd()),
            ("a body byte by byte", async connection => await (await connection.Send($"{headers}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n")).Trickle(HalfABatch + new string(' ', 900), BetweenBytes)),
            ("half a chunk", async connection => await (await connection.Send($"{headers}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n{HalfABatch}")).ReadToEnd()),
            ("no further chunk", async connection => await (await connection.Send($"{headers}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{HalfABatch.Length:x}\r\n{HalfABatch}\r\n")).ReadToEnd()),
            ("half a file", async connection => await (await connection.Send($"{file}Content-Length: 100000\r\n\r\nbattery,occurredAt\n")).ReadToEnd()),
        ];
        List<RawConnection> connections = [];
        List<(string Kind, Task<string> Answer)> answers = [];
        foreach (var (kind, client) in kinds.SelectMany(kind => Enumerable.Repeat(kind, Clients)))
        {
            var connection = await RawConnection.To(registry.Address);
            connections.Add(connection);
            answers.Add((kind, client(connection)));
        }

        // All of them are still at it.
        await maker.Record("/batteries", new { battery = Codes.Ncm('P', 1), occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack") });
        var before = await recorded.AtRest();

        foreach (var (kind, answer) in answers)
        {
            var text = await answer;
            Assert.True(text.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), $"{kind}: {text}");
            Assert.True(kind.Contains("headers", StringComparison.Ordinal) || text.Contains("\"body-too-slow\"", StringComparison.Ordinal), $"{kind}: {text}");
        }

        connections.ForEach(connection => connection.Dispose());
        await NothingIsLeft(before);
    }

    [Fact]
    public async Task A_client_that_is_gone_in_the_middle_of_a_file_leaves_nothing()
    {
        var before = await recorded.AtRest();
        foreach (var type in new[] { "text/csv", "multipart/form-data; boundary=x" })
        {
            using var connection = await RawConnection.To(registry.Address);
            await connection.Send($"POST /bulk/batteries HTTP/1.1\r\nHost: {registry.Address.Authority}\r\nAuthorization: Bearer {maker.Token}\r\nContent-Type: {type}\r\nContent-Length: 9000000\r\n\r\n"
                + $"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nbattery,occurredAt\n{new string('x', 200_000)}");
            await Eventually.Holds("the file has begun to arrive", () => Directory.EnumerateFiles(Spool).Any());
            connection.Reset();
            await NothingIsLeft(before);
        }
    }

    [Fact]
    public async Task A_client_that_does_not_read_its_answer_is_ended()
    {
        List<RawConnection> deaf = [];
        for (var i = 0; i < Clients; i++)
        {
            var connection = await RawConnection.To(registry.Address);
            deaf.Add(await connection.Send(string.Concat(Enumerable.Repeat($"GET /openapi/v1.json HTTP/1.1\r\nHost: {registry.Address.Authority}\r\n\r\n", Answers))));
        }

        await maker.Record("/batteries", new { battery = Codes.Ncm('P', 1), occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack") });
        var before = await recorded.AtRest();
        foreach (var connection in deaf)
        {
            await connection.IsEnded();
            connection.Dispose();
        }

        await NothingIsLeft(before);
    }

    private async Task NothingIsLeft(string before)
    {
        await Eventually.Holds("no half of a file is left", () => !Directory.Exists(Spool) || !Directory.EnumerateFiles(Spool).Any());
        Assert.True(await recorded.IsStill(before));
        await maker.Get("/transfers?box=in");
        Assert.DoesNotContain("unexpectedly", registry.Output, StringComparison.Ordinal);
    }
}
