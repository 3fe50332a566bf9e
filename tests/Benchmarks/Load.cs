using System.Diagnostics;

namespace Traceability.Benchmarks;

/// <summary>Keeps something busy with as many clients as there are threads, each of which waits for its answer before it goes on.</summary>
internal static class Load
{
    public const int Clients = 32;

    /// <summary>Repeats a piece of work on all clients until the time is up.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="client">Makes a client: a function that does the work once and tells how many things were done.</param>
    public static Measured Run(string name, double seconds, Func<int, Func<int>> client)
    {
        var clients = Enumerable.Range(0, Clients).Select(client).ToArray();
        var results = new (long Done, List<double> Milliseconds)[Clients];
        var failures = new List<Exception>();
        var running = Stopwatch.StartNew();
        var threads = clients.Select((work, number) => new Thread(() =>
        {
            try
            {
                results[number] = Repeat(work, running, seconds);
            }
            catch (Exception failure)
            {
                lock (failures)
                {
                    failures.Add(failure);
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }

        var elapsed = running.Elapsed.TotalSeconds;
        var sorted = results.SelectMany(result => result.Milliseconds).Order().ToList();
        return new(name, results.Sum(result => result.Done) / elapsed, sorted[sorted.Count / 2], sorted[sorted.Count * 99 / 100]);
    }

    private static (long Done, List<double> Milliseconds) Repeat(Func<int> work, Stopwatch running, double seconds)
    {
        var done = 0L;
        var milliseconds = new List<double>(100_000);
        while (running.Elapsed.TotalSeconds < seconds)
        {
            var begun = Stopwatch.GetTimestamp();
            done += work();
            milliseconds.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return (done, milliseconds);
    }
}

/// <summary>What a load came to.</summary>
/// <param name="Name">What was done.</param>
/// <param name="PerSecond">How many things (batteries, answers, entries) a second.</param>
/// <param name="MedianMilliseconds">How long half of the calls took at the most.</param>
/// <param name="Percentile99Milliseconds">How long all but one in a hundred took at the most.</param>
internal sealed record Measured(string Name, double PerSecond, double MedianMilliseconds, double Percentile99Milliseconds);
