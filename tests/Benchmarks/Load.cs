using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Traceability.SystemTests;

namespace Traceability.Benchmarks;

/// <summary>Keeps a registry busy with as many requests at a time as there are clients.</summary>
internal sealed class Load : IDisposable
{
    public const int Clients = 32;
    private const int BatteriesPerRequest = 500;

    private readonly PartyClient maker;
    private readonly HttpClient stranger;
    private int serial;

    private Load(PartyClient maker, Uri address)
    {
        this.maker = maker;
        stranger = new HttpClient { BaseAddress = address };
    }

    public static async Task<Load> Prepare(Uri address)
    {
        var administrator = await PartyClient.LogIn(address, "000000000", "000000000-1", "benchmark");
        var maker = await administrator.Register("91520115MA0TEXT129", "Benchmark Cell Works", "520115", ["battery-maker"], ["GZ9"]);
        return new Load(maker, address);
    }

    public async Task<int> ReadNothing()
    {
        using var answer = await stranger.GetAsync("/health/live");
        answer.EnsureSuccessStatusCode();
        return 1;
    }

    public Task<int> RegisterOne() => Register(1);

    public Task<int> RegisterMany() => Register(BatteriesPerRequest);

    public async Task<int> ReadHistory()
    {
        await maker.Get($"/audit/batteries/{Codes.Ncm('P', 1 + Random.Shared.Next(serial / 2))}");
        return 1;
    }

    /// <summary>How long it takes from now until Audit shows every hundredth of the batteries registered.</summary>
    public async Task<TimeSpan> UntilAuditHasAll()
    {
        var waiting = Stopwatch.StartNew();
        for (var number = serial; number > 0; number -= 100)
        {
            HttpStatusCode status;
            do
            {
                using var answer = await stranger.GetAsync($"/passport/{Codes.Ncm('P', number)}?atLeast=1");
                status = answer.StatusCode;
            }
            while (status != HttpStatusCode.OK);
        }

        return waiting.Elapsed;
    }

    /// <summary>Repeats a piece of work on all clients until the time is up.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="work">Does it once and tells how many things were done.</param>
    /// <param name="time">How long.</param>
    public static async Task<Measured> Run(string name, Func<Task<int>> work, TimeSpan time)
    {
        var latencies = new ConcurrentBag<double>();
        var done = 0L;
        var running = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (running.Elapsed < time)
            {
                var begun = Stopwatch.GetTimestamp();
                Interlocked.Add(ref done, await work());
                latencies.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }));
        var sorted = latencies.Order().ToList();
        return new(name, done / running.Elapsed.TotalSeconds, sorted[sorted.Count / 2], sorted[sorted.Count * 99 / 100]);
    }

    public void Dispose() => stranger.Dispose();

    private async Task<int> Register(int count)
    {
        var last = Interlocked.Add(ref serial, count);
        var batteries = Enumerable.Range(last - count + 1, count)
            .Select(number => new { battery = Codes.Ncm('P', number), occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack") });
        await maker.Post(HttpStatusCode.Created, "/batteries", new { batteries });
        return count;
    }
}

/// <summary>What a load came to.</summary>
internal sealed record Measured(string Name, double PerSecond, double MedianMilliseconds, double Percentile99Milliseconds)
{
    public string Row(Measured beside) =>
        $"{Name,-38}{PerSecond,10:0}{MedianMilliseconds,11:0.0}{Percentile99Milliseconds,11:0.0}{PerSecond / beside.PerSecond,12:0.000}";
}
