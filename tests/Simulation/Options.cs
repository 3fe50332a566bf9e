using System.Globalization;

namespace Traceability.Simulation;

/// <summary>How many histories to tell, from which seed on: from the environment, for a long run.</summary>
internal static class Options
{
    private const int HistoriesUsually = 20_000;

    /// <summary>The seed of the first history; each further one has the next number.</summary>
    public static int Seed { get; } = Read("SIMULATION_SEED", 1);

    /// <summary>How many histories.</summary>
    public static int Histories { get; } = Read("SIMULATION_HISTORIES", HistoriesUsually);

    private static int Read(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
