using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Traceability.Contracts;

/// <summary>How the registry writes JSON, on every door and in every entry.</summary>
public static class TraceabilityJson
{
    private const int SignificantDigitsMax = 15;

    private static readonly Phrase InstantExpected = new("An instant is expected as in 2026-10-08T02:11:00.000Z or 2026-10-08T10:11:00+08:00.");

    private static readonly Phrase NumberExpected = new("A JSON number of at most {0} significant digits is expected.");

    /// <summary>
    /// camelCase members, enums as lower-case words joined by hyphens, absent instead of null, instants in UTC with whole
    /// milliseconds. Unknown members are ignored, so that an older reader survives a newer writer; missing required ones throw.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions());

    /// <summary>Gives other options the same conventions (the REST door's, say).</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.MaxDepth = 32;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new DecimalConverter());
        return options;
    }

    /// <summary>An instant as it is sealed: UTC, whole milliseconds.</summary>
    public static DateTimeOffset ToWholeMilliseconds(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            // A time without an offset is ambiguous: Beijing and UTC are eight hours apart.
            if (reader.TokenType == JsonTokenType.String
                && reader.GetString() is { Length: >= 20 } text
                && text[4] == '-' && text[7] == '-' && text[10] == 'T'
                && (text.EndsWith('Z') || text[^6] is '+' or '-')
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
            {
                return ToWholeMilliseconds(instant);
            }

            throw new UnreadableJsonException(InstantExpected);
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(ToWholeMilliseconds(value).ToString(Format, CultureInfo.InvariantCulture));
    }

    private sealed class DecimalConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
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
            if (SignificantDigits(value.ToString(CultureInfo.InvariantCulture)).Length > SignificantDigitsMax)
            {
                throw new JsonException($"{value} has more than {SignificantDigitsMax} significant digits; round it before it is recorded.");
            }

            writer.WriteNumberValue(value);
        }

        private static string SignificantDigits(string number) =>
            number.Split('e', 'E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('-').Trim('0');
    }
}
