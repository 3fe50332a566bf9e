using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Dossiers;
using Xunit;

namespace Traceability.Recycling.Tests;

/// <summary>The two things that can come of a decision.</summary>
internal static class Decisions
{
    public static void AssertRefused(RefusalKind kind, Decision decision)
    {
        var refusal = Assert.IsType<Decision.Refuse>(decision).Refusal;
        Assert.Same(kind, refusal.Kind);
        Assert.EndsWith(".", refusal.Detail, StringComparison.Ordinal);
    }

    public static (T Entry, string[] Warnings) AssertRecorded<T>(Decision decision)
        where T : EntryData
    {
        var record = Assert.IsType<Decision.Record>(decision);
        return (Assert.IsType<T>(Assert.Single(record.Entries)), [.. record.Warnings.Select(warning => warning.Code)]);
    }
}
