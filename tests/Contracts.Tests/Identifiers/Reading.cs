using Traceability.Contracts.Identifiers;
using Xunit;

namespace Traceability.Contracts.Tests.Identifiers;

/// <summary>The two things that can come of reading a text.</summary>
internal static class Reading
{
    public static Refusal Refused<T>(string? text)
        where T : struct, IIdentifier<T>
    {
        var refusal = T.Parse(text, out var identifier);

        Assert.NotNull(refusal);
        Assert.Equal(default, identifier);
        Assert.Equal(RefusalCategory.Malformed, refusal.Kind.Category);
        return refusal;
    }

    public static string[] WarningsOf<T>(string text)
        where T : struct, IIdentifier<T> => [.. IdentifierLiterals.Of<T>(text).Warnings("field").Select(warning => warning.Code)];
}
