using System.Buffers;
using System.Text.Json.Serialization;

namespace Traceability.Contracts.Identifiers;

/// <summary>
/// The vehicle identification number (车辆识别代号; ISO 3779, GB 16735-2019): 17 characters. The check digit in position 9 is
/// compulsory for vehicles made in China (first letter L), so there a wrong one is refused; elsewhere it is a warning.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<Vin>))]
public readonly record struct Vin : IIdentifier<Vin>
{
    private const int Length = 17;
    private const int CheckIndex = 8;
    private const int ModelYearIndex = 9;

    // Each character of the alphabet stands above the digit that it counts as.
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
    private const string DigitFor = "012345678912345678123457923456789";
    private const string CheckDigits = "0123456789X";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    private Vin(string text) => Value = text;

    /// <inheritdoc/>
    public string Value => field ?? "";

    // The check digit itself has no weight.
    private static ReadOnlySpan<int> Weights => [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

    /// <inheritdoc/>
    public static Refusal? Parse(string? text, out Vin identifier)
    {
        identifier = default;
        if (string.IsNullOrEmpty(text))
        {
            return IdentifierRefusals.Missing.With(IdentifierPhrases.Vin, IdentifierPhrases.OnVehicle);
        }

        if (text.Length != Length)
        {
            return IdentifierRefusals.VinLength.With(Echo.Of(text), text.Length);
        }

        if (text.AsSpan().IndexOfAnyExcept(Allowed) is >= 0 and var index)
        {
            return CharacterFlaw(text, index);
        }

        if (text[0] == 'L' && CheckDigitOf(text) is var expected && text[CheckIndex] != expected)
        {
            return IdentifierRefusals.VinCheckDigit.With(Echo.At(text, CheckIndex), $"\"{expected}\"");
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
        if (CheckDigitOf(Value) is var expected && Value[CheckIndex] != expected)
        {
            warnings.Add(IdentifierWarnings.VinCheckDigit.At(field, Value[CheckIndex], expected));
        }

        if (Value[ModelYearIndex] is 'U' or 'Z' or '0')
        {
            warnings.Add(IdentifierWarnings.VinModelYear.At(field, Value[ModelYearIndex]));
        }

        return warnings;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static Refusal CharacterFlaw(string text, int index) =>
        char.IsAsciiLetterLower(text[index])
            ? IdentifierRefusals.LowerCase.With(IdentifierPhrases.Position.With(index + 1), IdentifierPhrases.Vin, Echo.At(text, index), "GB 16735")
            : IdentifierRefusals.VinCharacter.With(index + 1, Echo.At(text, index));

    private static char CheckDigitOf(string vin)
    {
        var sum = 0;
        for (var index = 0; index < Length; index++)
        {
            sum += (DigitFor[Alphabet.IndexOf(vin[index])] - '0') * Weights[index];
        }

        return CheckDigits[sum % 11];
    }
}
