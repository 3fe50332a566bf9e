using System.Text.Json.Serialization;

namespace Traceability.Contracts.Identifiers;

/// <summary>By which register a party is named.</summary>
public enum PartyIdScheme
{
    /// <summary>The unified social credit code of a Chinese organisation.</summary>
    Uscc,

    /// <summary>The D-U-N-S number of an organisation outside China.</summary>
    Duns,
}

/// <summary>
/// The organisation that acts (责任主体): its unified social credit code (18 characters, GB 32100-2015) or its D-U-N-S number
/// (9 digits). The length tells which, so there is no prefix.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<PartyId>))]
public readonly record struct PartyId : IIdentifier<PartyId>
{
    /// <summary>For text that has been parsed.</summary>
    internal PartyId(string text) => Value = text;

    /// <inheritdoc/>
    public string Value => field ?? "";

    /// <summary>By which register the party is named.</summary>
    public PartyIdScheme Scheme => Value.Length == DunsNumber.Length ? PartyIdScheme.Duns : PartyIdScheme.Uscc;

    /// <summary>The unified social credit code, where the party is named by one.</summary>
    public UnifiedSocialCreditCode? CreditCode => Value.Length == UnifiedSocialCreditCode.Length ? new(Value) : null;

    /// <summary>The D-U-N-S number, where the party is named by one.</summary>
    public DunsNumber? Duns => Value.Length == DunsNumber.Length ? new(Value) : null;

    /// <inheritdoc/>
    public static Refusal? Parse(string? text, out PartyId identifier)
    {
        var refusal = text switch
        {
            null or "" => IdentifierRefusals.Missing.With(
                IdentifierPhrases.Party, IdentifierPhrases.CreditCodeOrDuns),
            { Length: UnifiedSocialCreditCode.Length } => UnifiedSocialCreditCode.Parse(text, out _),
            { Length: DunsNumber.Length } => DunsNumber.Parse(text, out _),
            _ => IdentifierRefusals.PartyIdLength.With(Echo.Of(text), text.Length),
        };

        identifier = refusal is null ? new(text!) : default;
        return refusal;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Warning> Warnings(string field) => CreditCode?.Warnings(field) ?? [];

    /// <inheritdoc/>
    public override string ToString() => Value;
}
