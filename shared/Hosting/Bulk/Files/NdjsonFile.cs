using System.Text;
using System.Text.Json;

namespace Traceability.Hosting.Bulk.Files;

/// <summary>Reads JSON of which every line is a command of its own.</summary>
internal static class NdjsonFile
{
    /// <summary>The rows of the file; what a line says is read when it is recorded.</summary>
    public static IEnumerable<FileRow> Rows(string path, Encoding encoding)
    {
        using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true, 64 * 1024);
        var number = 0;
        foreach (var line in Lines.Of(text))
        {
            number++;
            if (line is null)
            {
                yield return new(number, null, BulkRefusals.RowUnreadable.With(BulkPhrases.LineTooLong), null);
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Row(number, line);
            }
        }
    }

    private static FileRow Row(int number, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return new(number, Encoding.UTF8.GetBytes(line), null, BatteryIn(json.RootElement));
        }
        catch (JsonException broken)
        {
            return new(number, null, BulkRefusals.RowUnreadable.With(BulkPhrases.NoJson.With(broken.BytePositionInLine + 1)), null);
        }
        catch (InvalidOperationException)
        {
            // So the framework says that an escape in a name or in the code is half of a character.
            return new(number, null, BulkRefusals.RowUnreadable.With(BulkPhrases.HalfCharacter), null);
        }
    }

    private static string? BatteryIn(JsonElement row) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty("battery", out var battery) && battery.ValueKind == JsonValueKind.String
            ? battery.GetString()
            : null;
}
