using System.Text.Json.Serialization;

namespace Traceability.Contracts.Identifiers;

/// <summary>Who holds a battery (所有者): a party, or a private owner who is not named.</summary>
[JsonConverter(typeof(IdentifierJsonConverter<HolderId>))]
public readonly record struct HolderId : IIdentifier<HolderId>
{
    private HolderId(string text) => Value = text;

    /// <inheritdoc/>
    public string Value => field ?? "";

    /// <summary>The organisation, where the holder is one.</summary>
    public PartyId? Party => Value.Length > 0 && !IsPrivate(Value) ? new PartyId(Value) : null;

    /// <summary>The reference to the natural person, where the holder is one.</summary>
    public OwnerReference? PrivateOwner => IsPrivate(Value) ? new OwnerReference(Value) : null;

    /// <summary>A party as a holder.</summary>
    public static implicit operator HolderId(PartyId party) => new(party.Value);

    /// <summary>A private owner as a holder.</summary>
    public static implicit operator HolderId(OwnerReference owner) => new(owner.Value);

    /// <inheritdoc/>
    public static Refusal? Parse(string? text, out HolderId identifier)
    {
        var refusal = text switch
        {
            null or "" => IdentifierRefusals.Missing.With(IdentifierPhrases.Holder, IdentifierPhrases.PartyOrReference),
            _ when IsPrivate(text) => OwnerReference.Parse(text, out _),
            { Length: UnifiedSocialCreditCode.Length or DunsNumber.Length } => PartyId.Parse(text, out _),
            _ => IdentifierRefusals.HolderIdShape.With(Echo.Of(text), text.Length),
        };

        identifier = refusal is null ? new(text!) : default;
        return refusal;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Warning> Warnings(string field) => Party?.Warnings(field) ?? [];

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsPrivate(string text) => text.StartsWith(OwnerReference.Prefix, StringComparison.Ordinal);
}
