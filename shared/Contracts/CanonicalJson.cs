using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Traceability.Contracts;

/// <summary>JSON in the one form of RFC 8785 (JSON Canonicalization Scheme), so that equal values are equal bytes in every language.</summary>
public static class CanonicalJson
{
    /// <summary>The canonical UTF-8 bytes of a value.</summary>
    /// <param name="value">The value; it must hold no duplicate member names.</param>
    /// <param name="without">A member of the outermost object to leave out, or null.</param>
    /// <exception cref="FormatException">A number is beyond IEEE 754 double, or a string holds half a surrogate pair or is not UTF-8.</exception>
    public static byte[] Of(JsonElement value, string? without = null)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        Write(output, value, without);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The canonical UTF-8 bytes of a record of this registry.</summary>
    public static byte[] OfRecord<T>(T value) => OfWithPlace(value, default, out _) ?? Of(JsonSerializer.SerializeToElement(value, TraceabilityJson.Options));

    /// <summary>The same in one go, with the place of a member of it; null where that cannot be, since a text in it needs an escape.</summary>
    internal static byte[]? OfWithPlace<T>(T value, ReadOnlySpan<byte> member, out Range place)
    {
        var sorted = JsonSerializer.SerializeToUtf8Bytes(value, Sorted);
        return CanonicalScan.Holds(sorted, member, out place) ? sorted : null;
    }

    private static readonly JsonSerializerOptions Sorted = TraceabilityJson.Configure(new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { SortMembers } },
    });

    private static void SortMembers(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Object)
        {
            var members = type.Properties.OrderBy(member => member.Name, StringComparer.Ordinal).ToList();
            type.Properties.Clear();
            members.ForEach(type.Properties.Add);
        }
    }

    private static void Write(ArrayBufferWriter<byte> output, JsonElement value, string? without)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(output, value, without);
                break;
            case JsonValueKind.Array:
                WriteArray(output, value);
                break;
            case JsonValueKind.String:
                WriteString(output, TextOf(value, static value => value.GetString()!));
                break;
            case JsonValueKind.Number:
                WriteAscii(output, Number(value));
                break;
            default:
                WriteAscii(output, value.GetRawText());
                break;
        }
    }

    private static void WriteObject(ArrayBufferWriter<byte> output, JsonElement value, string? without)
    {
        var members = new List<(string Name, JsonElement Value)>();
        foreach (var member in value.EnumerateObject())
        {
            var name = TextOf(member, static member => member.Name);
            if (name != without)
            {
                members.Add((name, member.Value));
            }
        }

        members.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        Write(output, (byte)'{');
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                Write(output, (byte)',');
            }

            WriteString(output, members[i].Name);
            Write(output, (byte)':');
            Write(output, members[i].Value, without: null);
        }

        Write(output, (byte)'}');
    }

    private static string TextOf<T>(T source, Func<T, string> read)
    {
        try
        {
            return read(source);
        }
        catch (InvalidOperationException half)
        {
            throw new FormatException("A string holds half of a surrogate pair, or bytes that are not UTF-8.", half);
        }
    }

    private static void WriteArray(ArrayBufferWriter<byte> output, JsonElement value)
    {
        Write(output, (byte)'[');
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first)
            {
                Write(output, (byte)',');
            }

            first = false;
            Write(output, item, without: null);
        }

        Write(output, (byte)']');
    }

    private static void WriteString(ArrayBufferWriter<byte> output, string text)
    {
        Write(output, (byte)'"');
        var plain = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (Escape(text[i]) is { } escape)
            {
                WriteUtf8(output, text.AsSpan(plain, i - plain));
                WriteAscii(output, escape);
                plain = i + 1;
            }
        }

        WriteUtf8(output, text.AsSpan(plain));
        Write(output, (byte)'"');
    }

    private static string? Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        < ' ' => $"\\u{(int)c:x4}",
        _ => null,
    };

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static void WriteUtf8(ArrayBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        try
        {
            StrictUtf8.GetBytes(text, output);
        }
        catch (EncoderFallbackException half)
        {
            throw new FormatException("A string holds half of a surrogate pair.", half);
        }
    }

    private static void WriteAscii(ArrayBufferWriter<byte> output, string text) =>
        output.Advance(Encoding.ASCII.GetBytes(text, output.GetSpan(text.Length)));

    private static void Write(ArrayBufferWriter<byte> output, byte b)
    {
        output.GetSpan(1)[0] = b;
        output.Advance(1);
    }

    private static string Number(JsonElement value)
    {
        if (value.TryGetInt64(out var integer) && Math.Abs((decimal)integer) <= 9007199254740992)
        {
            return integer.ToString(CultureInfo.InvariantCulture);
        }

        var number = value.GetDouble();
        return double.IsFinite(number) ? CanonicalNumber.Of(number) : throw new FormatException("A number is beyond the range of a double.");
    }
}
