using System.Text.Json.Serialization;

namespace Traceability.Contracts.Identifiers;

/// <summary>The D-U-N-S number (邓白氏编码) of an organisation outside China: 9 digits, given by Dun &amp; Bradstreet.</summary>
[JsonConverter(typeof(IdentifierJsonConverter<DunsNumber>))]
public readonly record struct DunsNumber : IIdentifier<DunsNumber>
{
    internal const int Length = 9;

    /// <summary>For text that has been parsed.</summary>
    internal DunsNumber(string text) => Value = text;

    /// <inheritdoc/>
    public string Value => field ?? "";

    /// <inheritdoc/>
    public static Refusal? Parse(string? text, out DunsNumber identifier)
    {
        identifier = default;
        if (string.IsNullOrEmpty(text))
        {
            return IdentifierRefusals.Missing.With(IdentifierPhrases.DunsNumber, IdentifierPhrases.NineDigits);
        }

        if (text.Length != Length)
        {
            return IdentifierRefusals.DunsLength.With(Echo.Of(text), text.Length);
        }

        if (text.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var index)
        {
            return IdentifierRefusals.DunsCharacter.With(index + 1, Echo.At(text, index));
        }

        identifier = new(text);
        return null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Warning> Warnings(string field) => [];

    /// <inheritdoc/>
    public override string ToString() => Value;
}
