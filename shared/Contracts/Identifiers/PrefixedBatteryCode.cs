namespace Traceability.Contracts.Identifiers;

/// <summary>Battery codes that are kept without being understood: GB/T 45565-2025 and whatever else stands on batteries.</summary>
internal static class PrefixedBatteryCode
{
    public const string GbT45565Prefix = "gbt45565:";
    public const string OtherPrefix = "other:";

    private const int BodyLengthMax = 64;
    private const int CompanyCodeLength = 4;

    /// <param name="text">The code with its prefix.</param>
    /// <param name="start">Where the code begins: after the colon.</param>
    public static Refusal? FlawOf(string text, int start)
    {
        var prefix = text.AsSpan(0, start);
        var isGbT45565 = prefix is GbT45565Prefix;
        if (!isGbT45565 && prefix is not OtherPrefix)
        {
            return IdentifierRefusals.BatteryCodeScheme.With(Echo.Of(text[..start]));
        }

        if (text.Length - start is < 1 or > BodyLengthMax)
        {
            return IdentifierRefusals.BatteryCodeBodyLength.With(Echo.Of(text[..start]), text.Length - start);
        }

        for (var index = start; index < text.Length; index++)
        {
            var flaw = isGbT45565 ? GbT45565Flaw(text, index, start) : OtherFlaw(text, index, start);
            if (flaw is not null)
            {
                return flaw;
            }
        }

        return !isGbT45565 && GbT34014.FlawOf(text[start..]) is null
            ? IdentifierRefusals.BatteryCodePrefixNeedless.With(Echo.Of(text[start..]))
            : null;
    }

    /// <summary>GB/T 45565 puts a part <c>R</c> between the fixed and the variable part of a battery used again (梯次利用).</summary>
    public static bool IsMarkedAsReused(string code) =>
        code.Contains("-R-", StringComparison.Ordinal) || code.EndsWith("-R", StringComparison.Ordinal);

    // The standard's lengths beyond the company code are not public knowledge, so only that is checked more closely.
    private static Refusal? GbT45565Flaw(string text, int index, int start)
    {
        var character = text[index];
        var isInCompanyCode = index - start < CompanyCodeLength;
        var fits = char.IsAsciiDigit(character)
            || (char.IsAsciiLetterUpper(character) && !(isInCompanyCode && character is 'I' or 'O'))
            || (character == '-' && !isInCompanyCode);

        return fits ? null
            : char.IsAsciiLetterLower(character)
                ? IdentifierRefusals.LowerCase.With(Place(index, start, GbT45565Prefix), IdentifierPhrases.BatteryCode, Echo.At(text, index), "GB/T 45565-2025")
            : IdentifierRefusals.BatteryCodeBodyCharacter.With(
                Place(index, start, GbT45565Prefix), Echo.At(text, index),
                isInCompanyCode ? IdentifierPhrases.CompanyCharacter : IdentifierPhrases.CapitalOrHyphen);
    }

    private static Refusal? OtherFlaw(string text, int index, int start) =>
        char.IsAsciiLetterOrDigit(text[index]) || text[index] is '.' or '_' or '-'
            ? null
            : IdentifierRefusals.BatteryCodeBodyCharacter.With(
                Place(index, start, OtherPrefix), Echo.At(text, index), IdentifierPhrases.OtherCharacter);

    private static Phrase Place(int index, int start, string prefix) => IdentifierPhrases.PositionAfter.With(index - start + 1, prefix);
}
