using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Traceability.Contracts;

/// <summary>Writes instants in UTC with whole milliseconds, and reads only those that say their offset.</summary>
internal sealed class InstantJsonConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>Who converts many saves the search for it.</summary>
    public static InstantJsonConverter Instance { get; } = new();

    private const int WrittenLength = 24;
    private static readonly Phrase InstantExpected = new("An instant is expected as in 2026-10-08T02:11:00.000Z or 2026-10-08T10:11:00+08:00.");

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (IsPlain(reader) && reader.TryGetDateTimeOffset(out var plain))
        {
            return plain;
        }

        // A time without an offset is ambiguous: Beijing and UTC are eight hours apart.
        if (reader.TokenType == JsonTokenType.String
            && reader.GetString() is { Length: >= 20 } text
            && text[4] == '-' && text[7] == '-' && text[10] == 'T'
            && (text.EndsWith('Z') || text[^6] is '+' or '-')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            return TraceabilityJson.ToWholeMilliseconds(instant);
        }

        throw new UnreadableJsonException(InstantExpected);
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[28];
        value.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[WrittenLength - 1] = (byte)'Z';
        writer.WriteStringValue(text[..WrittenLength]);
    }

    // With Z or an offset, and no more than milliseconds: the general parser takes ten times as long.
    private static bool IsPlain(in Utf8JsonReader reader) => reader is { TokenType: JsonTokenType.String, HasValueSequence: false, ValueIsEscaped: false }
        && reader.ValueSpan is var text
        && text.Length switch
        {
            WrittenLength => text[19] == '.' && text[23] == 'Z',
            WrittenLength + 1 => text[19] is (byte)'+' or (byte)'-',
            _ => false,
        };
}
