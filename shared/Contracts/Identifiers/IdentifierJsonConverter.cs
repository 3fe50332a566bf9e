using System.Text.Json;
using System.Text.Json.Serialization;

namespace Traceability.Contracts.Identifiers;

/// <summary>Writes an identifier as a plain JSON string and refuses a malformed one with the sentence of its parser.</summary>
/// <typeparam name="T">The identifier.</typeparam>
public sealed class IdentifierJsonConverter<T> : JsonConverter<T>
    where T : struct, IIdentifier<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new UnreadableJsonException(IdentifierPhrases.StringExpected.With(reader.TokenType.ToString()));
        }

        return T.Parse(reader.GetString(), out var identifier) is { } refusal
            ? throw new MalformedIdentifierException(refusal)
            : identifier;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.Parse(reader.GetString(), out var identifier) is { } refusal ? throw new MalformedIdentifierException(refusal) : identifier;

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}

/// <summary>JSON holds a malformed identifier; <see cref="Refusal"/> says what is wrong with it.</summary>
public sealed class MalformedIdentifierException(Refusal refusal) : JsonException(refusal.Detail)
{
    /// <summary>What is wrong and what to do.</summary>
    public Refusal Refusal { get; } = refusal;
}
