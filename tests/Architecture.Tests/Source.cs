using System.Reflection;

namespace Traceability.Architecture.Tests;

/// <summary>The source tree that these tests were built from, and the assemblies built from it.</summary>
internal static class Source
{
    private static readonly string[] Shared = ["Contracts", "Dossiers", "Hosting"];

    public static string Root { get; } = RootAbove(new DirectoryInfo(AppContext.BaseDirectory));

    public static IReadOnlyList<string> ServiceNames { get; } =
    [
        .. Directory.GetDirectories(Path.Combine(Root, "services")).Select(folder => Path.GetFileName(folder)).Where(name => name != "Standalone").Order(),
    ];

    public static IReadOnlyList<Assembly> Services { get; } = [.. ServiceNames.Select(Load)];

    public static Assembly Contracts { get; } = Load("Contracts");

    public static IReadOnlyList<Assembly> All { get; } = [.. Shared.Select(Load), .. Services, Load("Standalone")];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    private static Assembly Load(string name) => Assembly.Load($"Traceability.{name}");

    private static string RootAbove(DirectoryInfo? folder) => folder is null || File.Exists(Path.Combine(folder.FullName, "Traceability.sln"))
        ? folder?.FullName ?? throw new InvalidOperationException("These tests must lie in the source tree.")
        : RootAbove(folder.Parent);
}
