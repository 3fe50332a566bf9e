using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Xunit;

namespace Traceability.Fixtures;

/// <summary>The two things that can come of a decision.</summary>
internal static class Decisions
{
    public static Refusal Refused(this Decision decision, RefusalKind kind, string? field = null)
    {
        var refusal = Assert.IsType<Decision.Refuse>(decision).Refusal;
        Assert.Equal(kind.Code, refusal.Kind.Code);
        Assert.Equal(field, refusal.Field);
        Assert.NotEmpty(refusal.Detail);
        return refusal;
    }

    public static T Recorded<T>(this Decision decision, params string[] warnings)
        where T : EntryData
    {
        var record = Assert.IsType<Decision.Record>(decision);
        Assert.Equal(warnings, record.Warnings.Select(warning => warning.Code));
        return Assert.IsType<T>(Assert.Single(record.Entries));
    }

    /// <summary>The standing after what was decided.</summary>
    public static Standing After(this Standing standing, Decision decision, Party by, DateTimeOffset occurredAt) =>
        standing.Then(by, occurredAt, [.. Assert.IsType<Decision.Record>(decision).Entries]);
}
