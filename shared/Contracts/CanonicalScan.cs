using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Traceability.Contracts;

/// <summary>
/// Tells in one pass whether JSON stands in canonical form already, as all does that the registry writes. It never says yes to
/// what is not; what is rare (escapes, member names beyond ASCII, numbers with an exponent) it leaves to <see cref="CanonicalJson.Of(JsonElement, string?)"/>.
/// </summary>
internal static class CanonicalScan
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = TraceabilityJson.Options.MaxDepth };

    /// <summary>Whether the JSON is surely in canonical form, which includes that no object has a member twice.</summary>
    /// <param name="json">One JSON value in UTF-8.</param>
    /// <param name="member">A member of the outermost object to look for.</param>
    /// <param name="place">Where that member stands, with the comma that goes when it goes; empty where there is none.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static bool Holds(ReadOnlySpan<byte> json, ReadOnlySpan<byte> member, out Range place)
    {
        place = default;
        if (json.Contains((byte)'\\') || !Utf8.IsValid(json))
        {
            return false;
        }

        // The name last seen at each depth.
        Span<Range> names = stackalloc Range[Options.MaxDepth + 1];
        var reader = new Utf8JsonReader(json, Options);
        var end = 0;
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            if (start > end && (start > end + 1 || json[end] != ','))
            {
                return false;
            }

            end = (int)reader.BytesConsumed;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names[reader.CurrentDepth + 1] = default;
                    break;
                case JsonTokenType.PropertyName when !Follows(json, names[reader.CurrentDepth], reader.ValueSpan) || end != start + reader.ValueSpan.Length + 3:
                    return false;
                case JsonTokenType.PropertyName:
                    names[reader.CurrentDepth] = (start + 1)..(end - 2);
                    if (reader.CurrentDepth == 1 && reader.ValueTextEquals(member))
                    {
                        place = start..end;
                    }

                    break;
                case JsonTokenType.Number when !IsCanonical(reader.ValueSpan):
                    return false;
                default:
                    break;
            }
        }

        place = place.End.Value == 0 ? place : WithValueAndComma(json, place);
        return end == json.Length;
    }

    // UTF-8 sorts as UTF-16 does only within ASCII. Names that rise strictly are never given twice.
    private static bool Follows(ReadOnlySpan<byte> json, Range before, ReadOnlySpan<byte> name) =>
        Ascii.IsValid(name) && (before.End.Value == 0 || json[before].SequenceCompareTo(name) < 0);

    // A decimal of at most 15 digits survives being a double, and nothing shorter becomes the same double: it is ECMAScript's form.
    private static bool IsCanonical(ReadOnlySpan<byte> number)
    {
        var digits = number[0] == '-' ? number[1..] : number;
        if (digits.ContainsAny((byte)'e', (byte)'E'))
        {
            return false;
        }

        return digits.Contains((byte)'.')
            ? digits.Length <= 16 && digits[^1] != '0' && !digits.StartsWith("0.000000"u8)
            : digits.Length <= 15 && !number.SequenceEqual("-0"u8);
    }

    private static Range WithValueAndComma(ReadOnlySpan<byte> json, Range name)
    {
        var value = new Utf8JsonReader(json[name.End..], Options);
        value.Read();
        value.Skip();
        var (start, end) = (name.Start.Value, name.End.Value + (int)value.BytesConsumed);
        return json[start - 1] == ',' ? (start - 1)..end : json[end] == ',' ? start..(end + 1) : start..end;
    }
}
