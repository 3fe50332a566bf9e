namespace Traceability.Benchmarks;

/// <summary>The searches that are measured, as the address of each.</summary>
internal static class Search
{
    public static IReadOnlyList<string> Paths { get; } =
    [
        "/audit/batteries?codePrefix=GZ9PE&limit=50",
        "/audit/batteries?stage=available&limit=50",
        "/audit/batteries?chemistry=NCM622&level=pack&limit=50",
        "/audit/batteries?maker=91520115MA0TEXT129&stage=available&limit=50",
    ];
}
