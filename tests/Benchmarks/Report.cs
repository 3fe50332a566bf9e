using System.Text.Json;

namespace Traceability.Benchmarks;

/// <summary>All that one run measured. Absolute figures hold for one machine only: compare ratios.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    private readonly List<Measured> rows = [];
    private readonly List<Figure> figures = [];
    private readonly List<Ratio> ratios = [];

    /// <summary>Takes a measurement in and shows it at once.</summary>
    public Measured Add(Measured row)
    {
        if (rows.Count == 0)
        {
            Console.WriteLine($"{Load.Clients} clients{"",-41}per second     p50 ms     p99 ms");
        }

        rows.Add(row);
        Console.WriteLine($"{row.Name,-48}{row.PerSecond,12:N0}{row.MedianMilliseconds,11:0.00}{row.Percentile99Milliseconds,11:0.00}");
        return row;
    }

    /// <summary>Takes a single figure in and shows it at once.</summary>
    public void Add(string name, double value, string unit)
    {
        figures.Add(new(name, value, unit));
        Console.WriteLine($"{name,-48}{value,12:N0} {unit}");
    }

    /// <summary>Compares two figures of this run.</summary>
    /// <param name="name">What is compared with what.</param>
    /// <param name="value">What it came to.</param>
    /// <param name="goal">What it should come to.</param>
    /// <param name="atMost">Whether less is better.</param>
    public void Compare(string name, double value, double goal, bool atMost = false) => ratios.Add(new(name, value, goal, atMost ? value <= goal : value >= goal));

    /// <summary>Shows the comparisons and writes everything into a file, where one is named.</summary>
    public void Finish(string? file)
    {
        Console.WriteLine($"\n{"",-62}is       goal");
        ratios.ForEach(ratio => Console.WriteLine($"{ratio.Name,-54}{ratio.Value,10:0.###}{ratio.Goal,11:0.###}  {(ratio.IsMet ? "" : "missed")}"));
        if (file is not null)
        {
            File.WriteAllText(file, JsonSerializer.Serialize(new { rows, figures, ratios }, Json));
        }
    }

    private sealed record Figure(string Name, double Value, string Unit);

    private sealed record Ratio(string Name, double Value, double Goal, bool IsMet);
}
