namespace Traceability.Benchmarks;

/// <summary>The searches that are measured, as the address of each; where there are none, the row is left out.</summary>
internal static class Search
{
    public static IReadOnlyList<string> Paths { get; } = [];
}
