using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Traceability.Contracts;
using Traceability.Hosting.Bulk.Files;

namespace Traceability.Hosting.Bulk;

/// <summary>Turns what people write in cells into the JSON that the operation takes.</summary>
internal static class CellValue
{
    private const int EchoLengthMax = 80;
    private static readonly char[] BetweenItems = [';', '；', ',', '，', '、', ' ', '\n', '\r', '\t'];
    private static readonly char[] BetweenObjects = [';', '；', '\n', '\r'];
    private static readonly char[] BetweenMembers = [':', '：', '='];

    /// <summary>Writes the value of a cell, or says why it cannot be read.</summary>
    public static Refusal? Write(Utf8JsonWriter json, Column column, Cell cell)
    {
        if (cell.Flaw is { } flaw)
        {
            return Refuse(column, cell.Text, flaw);
        }

        return column.IsList ? WriteList(json, column, cell)
            : WriteOne(json, column.Type, cell) is { } expected ? Refuse(column, cell.Text, expected) : null;
    }

    private static Refusal? WriteList(Utf8JsonWriter json, Column column, Cell cell)
    {
        var isOfObjects = TraceabilityJson.Options.GetTypeInfo(column.Type).Kind == JsonTypeInfoKind.Object;
        json.WriteStartArray();
        foreach (var item in Items(cell.Text, isOfObjects ? BetweenObjects : BetweenItems))
        {
            if ((isOfObjects ? WriteObject(json, column.Type, item) : WriteOne(json, column.Type, cell with { Text = item })) is { } expected)
            {
                return Refuse(column, item, expected);
            }
        }

        json.WriteEndArray();
        return null;
    }

    // "lot-7f3k9q2m:0.05" for an object of two members, in their order.
    private static Phrase? WriteObject(Utf8JsonWriter json, Type type, string text)
    {
        var members = TraceabilityJson.Options.GetTypeInfo(type).Properties;
        var parts = text.Split(BetweenMembers, StringSplitOptions.TrimEntries);
        if (parts.Length != members.Count)
        {
            return BulkPhrases.Members.With(string.Join(':', members.Select(member => member.Name)));
        }

        json.WriteStartObject();
        foreach (var (member, part) in members.Zip(parts))
        {
            json.WritePropertyName(member.Name);
            if (WriteOne(json, member.PropertyType, new(part)) is { } expected)
            {
                return expected;
            }
        }

        json.WriteEndObject();
        return null;
    }

    private static Phrase? WriteOne(Utf8JsonWriter json, Type type, Cell cell)
    {
        if (type.IsEnum)
        {
            return Words.Of(type).TryGetValue(Headings.Plain(cell.Text), out var word)
                ? WriteText(json, word)
                : BulkPhrases.OneOfThese.With(string.Join(", ", Words.Known(type)));
        }

        return type switch
        {
            _ when type == typeof(DateTimeOffset) => CellDates.Instant(cell) is { } instant
                ? WriteText(json, instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFzzz", CultureInfo.InvariantCulture))
                : BulkPhrases.Instant,
            _ when type == typeof(DateOnly) => CellDates.Day(cell) is { } day
                ? WriteText(json, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                : BulkPhrases.Day,
            _ when type == typeof(bool) => Words.YesOrNo(cell.Text) is { } yes ? WriteYes(json, yes) : BulkPhrases.YesOrNo,
            _ => Type.GetTypeCode(type) switch
            {
                TypeCode.Decimal or TypeCode.Double => WriteNumber(json, cell, isWhole: false),
                TypeCode.Int32 or TypeCode.Int64 => WriteNumber(json, cell, isWhole: true),
                TypeCode.String => WriteWords(json, cell, isCode: false),
                _ => WriteWords(json, cell, isCode: true),
            },
        };
    }

    private static Phrase? WriteNumber(Utf8JsonWriter json, Cell cell, bool isWhole)
    {
        if (!decimal.TryParse(cell.IsNumber ? AsShown(cell.Text) : Headings.Narrow(cell.Text), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || (isWhole && number != Math.Truncate(number)))
        {
            return isWhole ? BulkPhrases.WholeNumber : BulkPhrases.Number;
        }

        if (isWhole)
        {
            number = Math.Truncate(number);
        }

        json.WriteNumberValue(number);
        return null;
    }

    private static Phrase? WriteWords(Utf8JsonWriter json, Cell cell, bool isCode)
    {
        if (cell.IsNumber && (cell.Text.Contains('E', StringComparison.OrdinalIgnoreCase) || cell.Text.Count(char.IsAsciiDigit) > 15))
        {
            return BulkPhrases.LostDigits;
        }

        return WriteText(json, isCode ? Headings.Narrow(cell.Text) : cell.Text);
    }

    private static Phrase? WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStringValue(text);
        return null;
    }

    private static Phrase? WriteYes(Utf8JsonWriter json, bool yes)
    {
        json.WriteBooleanValue(yes);
        return null;
    }

    // A spreadsheet computes in doubles and shows 15 digits: 0.55000000000000004 is 0.55 to whoever looks at it.
    private static string AsShown(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number.ToString("G15", CultureInfo.InvariantCulture)
        : text;

    private static string[] Items(string text, char[] between)
    {
        var items = text.Split(between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return items is [var only] && Words.IsNone(only) ? [] : items;
    }

    private static Refusal Refuse(Column column, string text, Phrase expected) => BulkRefusals.CellUnreadable
        .With(text.Length <= EchoLengthMax ? text : text[..EchoLengthMax] + "…", column.Path, expected).At(column.Path);
}
