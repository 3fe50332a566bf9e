namespace Traceability.Contracts.Tests;

/// <summary>shared/Contracts/README.md, whose examples are tested where they stand.</summary>
internal static class Readme
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contracts.README.md"));

    /// <summary>The code block after a comment.</summary>
    public static string BlockAfter(string comment)
    {
        var begin = Text.IndexOf("```", Text.IndexOf($"<!-- {comment}", StringComparison.Ordinal), StringComparison.Ordinal);
        var first = Text.IndexOf('\n', begin) + 1;
        return Text[first..Text.IndexOf("\n```", first, StringComparison.Ordinal)];
    }
}
