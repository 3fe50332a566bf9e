using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Traceability.SystemTests;

namespace Traceability.Benchmarks;

/// <summary>What is asked of the real registry, which runs in a process of its own.</summary>
internal sealed class Registry : IAsyncDisposable
{
    public const int BatteriesPerRequest = 500;
    private const string Secret = "benchmark";
    private const string Maker = "91520115MA0TEXT129";

    private readonly StandaloneProcess process;
    private readonly string token;
    private int serial;

    private Registry(StandaloneProcess process, string token, TimeSpan started, int serial)
    {
        this.process = process;
        this.token = token;
        this.serial = serial;
        Started = started;
        IdleBytes = process.ResidentBytes;
    }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan Started { get; }

    /// <summary>Its memory then.</summary>
    public long IdleBytes { get; }

    /// <summary>How many batteries are registered.</summary>
    public int Stored => serial;

    /// <summary>Starts it, on data of an earlier run where there are.</summary>
    public static async Task<Registry> Start(string data, Registry? before = null)
    {
        var starting = Stopwatch.StartNew();
        var process = await StandaloneProcess.Start(data, settings: ["--Operator:ClientSecret", Secret, "--Limits:RequestsPerSecond", "1000000"]);
        var started = starting.Elapsed;
        if (before is not null)
        {
            return new(process, before.token, started, before.serial);
        }

        try
        {
            var administrator = await PartyClient.LogIn(process.Address, "000000000", "000000000-1", Secret);
            var maker = await administrator.Register(Maker, "Benchmark Cell Works", "520115", ["battery-maker"], ["GZ9"]);
            return new(process, maker.Token, started, 0);
        }
        catch
        {
            // Nobody else would end it.
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Registers until that many are stored and Audit shows the last of them.</summary>
    public void Fill(int count)
    {
        if (count <= serial)
        {
            return;
        }

        var requests = (count - serial + BatteriesPerRequest - 1) / BatteriesPerRequest;
        Parallel.For(0, 4, _ =>
        {
            var register = Registrations(BatteriesPerRequest)(0);
            while (Interlocked.Decrement(ref requests) >= 0)
            {
                register();
            }
        });
        UntilAuditHasAll();
    }

    public Func<int, Func<int>> EmptyEndpoint() => Reads(() => "/health/live", null);

    public Func<int, Func<int>> Histories()
    {
        var stored = serial;
        return Reads(() => $"/audit/batteries/{Codes.Ncm('P', 1 + Random.Shared.Next(stored))}", token);
    }

    public Func<int, Func<int>> Searches() => Reads(() => Search.Paths[Random.Shared.Next(Search.Paths.Count)], token);

    /// <summary>Clients that register new batteries, so many with each request.</summary>
    public Func<int, Func<int>> Registrations(int perRequest)
    {
        var line = JsonSerializer.Serialize(new { battery = Codes.Ncm('P', 0), occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack") });
        var template = Connection.Request("POST", "/batteries", token, $"{{\"batteries\":[{string.Join(',', Enumerable.Repeat(line, perRequest))}]}}");
        var code = Encoding.ASCII.GetBytes(Codes.Ncm('P', 0));
        return _ =>
        {
            var connection = new Connection(process.Address);
            var request = template.ToArray();
            return () =>
            {
                var number = Interlocked.Add(ref serial, perRequest) - perRequest;
                var at = 0;
                for (var i = 1; i <= perRequest; i++)
                {
                    at += request.AsSpan(at).IndexOf(code.AsSpan(0, code.Length - 7)) + code.Length;
                    (number + i).TryFormat(request.AsSpan(at - 7, 7), out var _, "D7", CultureInfo.InvariantCulture);
                }

                connection.Send(request, (int)HttpStatusCode.Created);
                return perRequest;
            };
        };
    }

    /// <summary>How long it takes from now until Audit has what was registered last.</summary>
    public TimeSpan UntilAuditHasAll()
    {
        var waiting = Stopwatch.StartNew();
        using var connection = new Connection(process.Address);
        for (var number = serial; number > Math.Max(0, serial - 20_000); number -= 100)
        {
            while (!Answers(connection, $"/passport/{Codes.Ncm('P', number)}?atLeast=1"))
            {
            }
        }

        return waiting.Elapsed;
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static bool Answers(Connection connection, string path)
    {
        try
        {
            connection.Send(Connection.Request("GET", path, null), (int)HttpStatusCode.OK);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private Func<int, Func<int>> Reads(Func<string> path, string? token) => _ =>
    {
        var connection = new Connection(process.Address);
        return () =>
        {
            connection.Send(Connection.Request("GET", path(), token), (int)HttpStatusCode.OK);
            return 1;
        };
    };
}
