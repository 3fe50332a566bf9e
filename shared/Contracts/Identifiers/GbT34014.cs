namespace Traceability.Contracts.Identifiers;

/// <summary>The battery codes of GB/T 34014-2017 (汽车动力蓄电池编码规则). They have no check digit: every position carries meaning.</summary>
internal static class GbT34014
{
    public const int NewLength = 24;
    public const int SecondLifeLength = 19;
    public const int LegacySecondLifeLength = 26;

    // One letter per position: v vendor, l level, c chemistry, s specification, t trace, y m d date, n serial,
    // r second-life mark, e level of the second-life product. A second-life product omits the trace code.
    private const string NewLayout = "vvvlcssttttttt" + "ymdnnnnnnn";
    private const string SecondLifeLayout = "vvvlcss" + "ymdnnnnnnn" + "re";
    private const string LegacySecondLifeLayout = NewLayout + "re";

    // The alphabet of VINs, in which I, O, Q, U and Z are missing; the index is the value. Plain A = 10 ... V = 31 would
    // read days after the 17th wrongly, and the years are ten off those of VINs.
    private const string DateAlphabet = "0123456789ABCDEFGHJKLMNPRSTVWXY";
    private const int YearZero = 2010;

    public static Refusal? FlawOf(string text)
    {
        if (LayoutOf(text) is not { } layout)
        {
            return IdentifierRefusals.BatteryCodeLength.With(Echo.Of(text), text.Length);
        }

        for (var index = 0; index < layout.Length; index++)
        {
            if (!MayStandAt(layout[index], text[index]))
            {
                return CharacterFlaw(text, index, layout[index]);
            }
        }

        return DateFlaw(text) ?? SerialFlaw(text);
    }

    public static BatteryLevel LevelOf(string code) => code[3] switch
    {
        'P' => BatteryLevel.Pack,
        'M' => BatteryLevel.Module,
        _ => BatteryLevel.Cell,
    };

    public static DateOnly DateOf(string code)
    {
        var (year, month, day) = DatePartsOf(code);
        return new(year, month, day);
    }

    public static ReadOnlySpan<char> SerialOf(string code) => code.AsSpan(DateStartOf(code) + 3, 7);

    /// <summary>The I, O and Q in what makers choose freely, with their positions, from 1.</summary>
    public static IReadOnlyList<(char Letter, int Position)> AmbiguousLettersOf(string code) => code.AsSpan(0, DateStartOf(code)).ContainsAny('I', 'O', 'Q')
        ? [.. from index in Enumerable.Range(0, DateStartOf(code)) where code[index] is 'I' or 'O' or 'Q' select (code[index], index + 1)]
        : [];

    private static string? LayoutOf(string text) => text.Length switch
    {
        NewLength => NewLayout,
        SecondLifeLength => SecondLifeLayout,
        LegacySecondLifeLength => LegacySecondLifeLayout,
        _ => null,
    };

    private static int DateStartOf(string code) => code.Length == SecondLifeLength ? 7 : 14;

    private static bool MayStandAt(char place, char character) => place switch
    {
        'n' => char.IsAsciiDigit(character),
        'v' or 's' or 't' => char.IsAsciiDigit(character) || char.IsAsciiLetterUpper(character),
        'l' or 'e' => character is 'P' or 'M' or 'C',
        'c' => character is (>= 'A' and <= 'G') or 'Z',
        'y' => DateAlphabet.IndexOf(character) > 0,
        'm' => DateAlphabet.IndexOf(character) is >= 1 and <= 12,
        'd' => DateAlphabet.Contains(character),
        _ => character == 'R',
    };

    private static Refusal CharacterFlaw(string text, int index, char place) =>
        char.IsAsciiLetterLower(text[index])
            ? IdentifierRefusals.LowerCase.With(IdentifierPhrases.Position.With(index + 1), IdentifierPhrases.BatteryCode, Echo.At(text, index), "GB/T 34014-2017")
            : IdentifierRefusals.BatteryCodeCharacter.With(index + 1, Echo.At(text, index), ExpectedAt(place));

    private static Phrase ExpectedAt(char place) => place switch
    {
        'v' => IdentifierPhrases.VendorCharacter,
        'l' => IdentifierPhrases.LevelLetter,
        'c' => IdentifierPhrases.ChemistryLetter,
        's' => IdentifierPhrases.SpecificationCharacter,
        't' => IdentifierPhrases.TraceCharacter,
        'y' => IdentifierPhrases.YearCharacter,
        'm' => IdentifierPhrases.MonthCharacter,
        'd' => IdentifierPhrases.DayCharacter,
        'n' => IdentifierPhrases.SerialDigit,
        'r' => IdentifierPhrases.SecondLifeMark,
        _ => IdentifierPhrases.SecondLifeLevel,
    };

    private static Refusal? DateFlaw(string code)
    {
        var (year, month, day) = DatePartsOf(code);
        if (day <= DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        var start = DateStartOf(code);
        return IdentifierRefusals.BatteryCodeDate.With(
            $"{start + 1}-{start + 3}", Echo.Of(code.Substring(start, 3)), $"{year}-{month:00}-{day:00}");
    }

    private static Refusal? SerialFlaw(string code)
    {
        var start = DateStartOf(code) + 3;
        return SerialOf(code) is "0000000" ? IdentifierRefusals.BatteryCodeSerial.With($"{start + 1}-{start + 7}") : null;
    }

    private static (int Year, int Month, int Day) DatePartsOf(string code)
    {
        var start = DateStartOf(code);
        var day = DateAlphabet.IndexOf(code[start + 2]);
        return (YearZero + DateAlphabet.IndexOf(code[start]), DateAlphabet.IndexOf(code[start + 1]), day == 0 ? 31 : day);
    }
}
