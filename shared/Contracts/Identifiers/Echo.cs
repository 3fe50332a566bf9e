using System.Globalization;
using System.Text;

namespace Traceability.Contracts.Identifiers;

/// <summary>Says back what was given, short and harmless: refusals end up in logs, consoles and web pages.</summary>
internal static class Echo
{
    private const int LengthMax = 80;

    /// <summary>The beginning of a text in quotes, what cannot be printed replaced by U+FFFD.</summary>
    public static string Of(string text)
    {
        var echo = new StringBuilder("\"");
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, LengthMax)).EnumerateRunes())
        {
            echo.Append(IsPrintable(rune) ? rune : Rune.ReplacementChar);
        }

        return echo.Append(text.Length > LengthMax ? "…\"" : "\"").ToString();
    }

    /// <summary>One character in quotes, or its number where it cannot be seen.</summary>
    public static object At(string text, int index)
    {
        Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var units);
        return rune == Rune.ReplacementChar && units == 1
            ? IdentifierPhrases.StrayHalf.With((int)text[index])
            : text[index] == ' ' ? IdentifierPhrases.Space
            : IsPrintable(rune) ? $"\"{rune}\""
            : IdentifierPhrases.Invisible.With(rune.Value);
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
