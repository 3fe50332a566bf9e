using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Traceability.Contracts;

/// <summary>Reads and writes only numbers that every language reads alike: of at most 15 significant digits. 77.0 is written 77.</summary>
internal sealed class DecimalJsonConverter : JsonConverter<decimal>
{
    private const int SignificantDigitsMax = 15;
    private static readonly Phrase NumberExpected = new("A JSON number of at most {0} significant digits is expected.");

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (IsPlain(reader) && reader.TryGetDecimal(out var plain))
        {
            return plain;
        }

        // More digits than a double holds would change when another language recomputes the seal. A number that a decimal rounds
        // (1e-30) would say one thing under the seal and another here.
        if (reader.TokenType == JsonTokenType.Number
            && reader.TryGetDecimal(out var number)
            && SignificantDigits(Encoding.ASCII.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan)) is { Length: <= SignificantDigitsMax } digits
            && digits == SignificantDigits(number.ToString(CultureInfo.InvariantCulture)))
        {
            return number;
        }

        throw new UnreadableJsonException(NumberExpected.With(SignificantDigitsMax));
    }

    // What could not be read back must not be sealed either: whoever computes a number rounds it.
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        if (value == 0)
        {
            writer.WriteNumberValue(0);
            return;
        }

        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        text = text[..length];
        if (text.Contains((byte)'.'))
        {
            text = text.TrimEnd((byte)'0').TrimEnd((byte)'.');
        }

        if (text.Length > SignificantDigitsMax && SignificantDigits(Encoding.ASCII.GetString(text)).Length > SignificantDigitsMax)
        {
            throw new JsonException($"{value} has more than {SignificantDigitsMax} significant digits; round it before it is recorded.");
        }

        writer.WriteRawValue(text, skipInputValidation: true);
    }

    // Nothing to count where so few characters are digits and nothing else.
    private static bool IsPlain(in Utf8JsonReader reader) => reader is { TokenType: JsonTokenType.Number, HasValueSequence: false }
        && reader.ValueSpan is { Length: <= SignificantDigitsMax } text && !text.ContainsAny((byte)'e', (byte)'E');

    private static string SignificantDigits(string number) =>
        number.Split('e', 'E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('-').Trim('0');
}
