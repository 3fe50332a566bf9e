using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Traceability.Contracts.Identifiers;

/// <summary>
/// Stands for a natural person who owns a vehicle: <c>owner-</c> and 26 random characters. Entries are sealed for ever, so they
/// hold no personal data; who is meant is kept elsewhere, and forgetting it there never breaks a seal.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<OwnerReference>))]
public readonly record struct OwnerReference : IIdentifier<OwnerReference>
{
    internal const string Prefix = "owner-";

    // Crockford's base32: no letter that is taken for another when read aloud or copied by hand.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int RandomLength = 26;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    /// <summary>For text that has been parsed.</summary>
    internal OwnerReference(string text) => Value = text;

    /// <inheritdoc/>
    public string Value => field ?? "";

    /// <summary>A reference that nobody has yet: 130 random bits, from which nothing about the person can be told.</summary>
    public static OwnerReference New() => new(Prefix + RandomNumberGenerator.GetString(Alphabet, RandomLength));

    /// <inheritdoc/>
    public static Refusal? Parse(string? text, out OwnerReference identifier)
    {
        identifier = default;
        if (string.IsNullOrEmpty(text))
        {
            return IdentifierRefusals.Missing.With(IdentifierPhrases.OwnerReference, IdentifierPhrases.DrawnReference);
        }

        if (text.Length != Prefix.Length + RandomLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return IdentifierRefusals.OwnerReferenceShape.With(Echo.Of(text), text.Length);
        }

        if (text.AsSpan(Prefix.Length).IndexOfAnyExcept(Allowed) is >= 0 and var offset)
        {
            var index = Prefix.Length + offset;
            return IdentifierRefusals.OwnerReferenceCharacter.With(index + 1, Echo.At(text, index));
        }

        identifier = new(text);
        return null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Warning> Warnings(string field) => [];

    /// <inheritdoc/>
    public override string ToString() => Value;
}
