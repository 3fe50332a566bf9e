using System.Text.Json.Serialization;

namespace Traceability.Contracts.Identifiers;

/// <summary>
/// The unified social credit code (统一社会信用代码, GB 32100-2015) of a Chinese organisation: 18 characters. A wrong check
/// character is a warning only, as some codes issued early in pilot areas have one and are valid.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<UnifiedSocialCreditCode>))]
public readonly record struct UnifiedSocialCreditCode : IIdentifier<UnifiedSocialCreditCode>
{
    internal const int Length = 18;

    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    // GB 11714 counts A = 10 ... Z = 35, without gaps.
    private const string OrganisationAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string OrganisationCheckCharacters = "0123456789X";

    /// <summary>For text that has been parsed.</summary>
    internal UnifiedSocialCreditCode(string text) => Value = text;

    /// <inheritdoc/>
    public string Value => field ?? "";

    private static ReadOnlySpan<int> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private static ReadOnlySpan<int> OrganisationWeights => [3, 7, 9, 10, 5, 8, 4, 2];

    /// <inheritdoc/>
    public static Refusal? Parse(string? text, out UnifiedSocialCreditCode identifier)
    {
        identifier = default;
        if (string.IsNullOrEmpty(text))
        {
            return IdentifierRefusals.Missing.With(IdentifierPhrases.CreditCode, IdentifierPhrases.OnLicence);
        }

        if (text.Length != Length)
        {
            return IdentifierRefusals.CreditCodeLength.With(Echo.Of(text), text.Length);
        }

        for (var index = 0; index < Length; index++)
        {
            if (IsRegion(index) ? !char.IsAsciiDigit(text[index]) : !Alphabet.Contains(text[index]))
            {
                return CharacterFlaw(text, index);
            }
        }

        if ((CheckOf(text) != text[17] || OrganisationCheckOf(text) != text[16]) && ResidentNumber.IsProbably(text))
        {
            return IdentifierRefusals.CreditCodeOfPerson.With();
        }

        identifier = new(text);
        return null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Warning> Warnings(string field)
    {
        if (Value.Length == 0)
        {
            return [];
        }

        var warnings = new List<Warning>();
        if (OrganisationCheckOf(Value) is var organisationCheck && Value[16] != organisationCheck)
        {
            warnings.Add(IdentifierWarnings.CreditCodeOrganisationCheck.At(field, Value[16], organisationCheck));
        }

        if (CheckOf(Value) is var check && Value[17] != check)
        {
            warnings.Add(IdentifierWarnings.CreditCodeCheck.At(field, Value[17], check));
        }

        return warnings;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsRegion(int index) => index is >= 2 and <= 7;

    private static Refusal CharacterFlaw(string text, int index) =>
        IsRegion(index)
            ? IdentifierRefusals.CreditCodeCharacter.With(index + 1, Echo.At(text, index), IdentifierPhrases.RegionDigit)
            : char.IsAsciiLetterLower(text[index])
                ? IdentifierRefusals.LowerCase.With(IdentifierPhrases.Position.With(index + 1), IdentifierPhrases.CreditCode, Echo.At(text, index), "GB 32100-2015")
            : IdentifierRefusals.CreditCodeCharacter.With(
                index + 1, Echo.At(text, index), IdentifierPhrases.CreditCharacter);

    private static char CheckOf(string code)
    {
        var sum = 0;
        for (var index = 0; index < Weights.Length; index++)
        {
            sum += Alphabet.IndexOf(code[index]) * Weights[index];
        }

        return Alphabet[(31 - sum % 31) % 31];
    }

    private static char OrganisationCheckOf(string code)
    {
        var sum = 0;
        for (var index = 0; index < OrganisationWeights.Length; index++)
        {
            sum += OrganisationAlphabet.IndexOf(code[8 + index]) * OrganisationWeights[index];
        }

        return OrganisationCheckCharacters[(11 - sum % 11) % 11];
    }
}
