using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Security.Cryptography;
using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts;

/// <summary>
/// An entry's seal (封印): SHA-256, as 64 lower-case hexadecimal digits, over the RFC 8785 canonical JSON of the entry without
/// its <c>seal</c> member. The entry holds the seal of its predecessor, so that a seal vouches for all that came before.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<Seal>))]
public readonly record struct Seal : IIdentifier<Seal>
{
    private const int Length = 64;
    private readonly string? value;

    private Seal(string value) => this.value = value;

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <summary>The seal that belongs to an entry, whatever its <c>seal</c> member says.</summary>
    public static Seal Over(JsonElement entry) => new(Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(entry, without: "seal"))));

    /// <summary>The same over JSON that is canonical already.</summary>
    /// <param name="canonical">The entry.</param>
    /// <param name="member">Where its <c>seal</c> member stands, with one comma.</param>
    internal static Seal Over(ReadOnlySpan<byte> canonical, Range member)
    {
        var (start, length) = member.GetOffsetAndLength(canonical.Length);
        var rented = ArrayPool<byte>.Shared.Rent(canonical.Length);
        canonical[..start].CopyTo(rented);
        canonical[(start + length)..].CopyTo(rented.AsSpan(start));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(rented.AsSpan(0, canonical.Length - length), hash);
        ArrayPool<byte>.Shared.Return(rented);
        return new(Convert.ToHexStringLower(hash));
    }

    /// <summary>Holds the place of a seal that is still to be computed.</summary>
    internal static Seal Blank { get; } = new(new string('0', Length));

    /// <inheritdoc/>
    public IReadOnlyList<Warning> Warnings(string field) => [];

    /// <inheritdoc/>
    public static Refusal? Parse(string? text, out Seal identifier)
    {
        var isSeal = text is { Length: Length } && text.All(static c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
        identifier = isSeal ? new Seal(text!) : default;
        return isSeal ? null : MalformedSeal.With();
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static readonly RefusalKind MalformedSeal = new(
        "seal-malformed", RefusalCategory.Malformed, "Not a seal", "A seal has 64 digits 0-9 and a-f (lower case).");
}
