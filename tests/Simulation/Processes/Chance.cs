namespace Traceability.Simulation.Processes;

/// <summary>What the seed leaves to chance.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>Whether something happens that does so in this many of a hundred cases.</summary>
    public bool Happens(int percent) => random.Next(100) < percent;

    /// <summary>A number from the least to the greatest, both included.</summary>
    public int Between(int least, int greatest) => random.Next(least, greatest + 1);

    /// <summary>One of several.</summary>
    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>A span of time, to the microsecond.</summary>
    public TimeSpan Span(double leastMilliseconds, double mostMilliseconds) =>
        TimeSpan.FromMicroseconds(random.Next((int)(leastMilliseconds * 1000), (int)(mostMilliseconds * 1000) + 1));

    /// <summary>How long a store or a broker takes for a step: mostly little, now and then much.</summary>
    public TimeSpan Latency() => random.Next(100) switch
    {
        < 90 => Span(0.1, 3),
        < 98 => Span(3, 60),
        _ => Span(60, 900),
    };
}
