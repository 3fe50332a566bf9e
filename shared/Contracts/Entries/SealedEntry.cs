using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Traceability.Contracts.Entries;

/// <summary>
/// An entry with the very JSON that was sealed. What is stored, sent and verified is this JSON, so that members which this
/// version does not know keep their place under the seal.
/// </summary>
[JsonConverter(typeof(SealedEntryJsonConverter))]
public sealed class SealedEntry
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = TraceabilityJson.Options.MaxDepth };

    // Where the seal stands in JSON that is canonical; null where it is not, and the seal must be checked the long way.
    private readonly Range? sealPlace;

    private SealedEntry(Entry entry, ReadOnlyMemory<byte> utf8Json, Range? sealPlace)
    {
        Entry = entry;
        Utf8Json = utf8Json;
        this.sealPlace = sealPlace;
    }

    /// <summary>What the JSON says.</summary>
    public Entry Entry { get; }

    /// <summary>The entry as UTF-8 JSON, seal included.</summary>
    public ReadOnlyMemory<byte> Utf8Json { get; }

    /// <summary>The seal that the entry carries.</summary>
    public Seal Seal => Entry.Seal!.Value;

    /// <summary>Seals an entry that is complete but for its seal.</summary>
    public static SealedEntry Close(Entry entry)
    {
        if (CanonicalJson.OfWithPlace(entry with { Seal = Seal.Blank }, "seal"u8, out var place) is not { } json)
        {
            var element = JsonSerializer.SerializeToElement(entry with { Seal = null }, TraceabilityJson.Options);
            var sealedSlowly = entry with { Seal = Seal.Over(element) };
            return new(sealedSlowly, CanonicalJson.OfRecord(sealedSlowly), null);
        }

        var seal = Seal.Over(json, place);
        var blank = json.AsSpan(place).IndexOf(Encoding.ASCII.GetBytes(Seal.Blank.Value));
        Encoding.ASCII.GetBytes(seal.Value, json.AsSpan(place)[blank..]);
        return new(entry with { Seal = seal }, json, place);
    }

    /// <summary>Reads a sealed entry; whether its seal holds is <see cref="SealHolds"/>.</summary>
    /// <exception cref="JsonException">It is not an entry, or one of a kind or shape that this version does not know.</exception>
    public static SealedEntry Read(ReadOnlyMemory<byte> utf8Json)
    {
        var isCanonical = CanonicalScan.Holds(utf8Json.Span, "seal"u8, out var place);
        if (!isCanonical)
        {
            // The serializer sees only members that it knows; a second "x" would leave open which of the two is sealed.
            RefuseRepeatedMembers(utf8Json);
        }

        var entry = JsonSerializer.Deserialize<Entry>(utf8Json.Span, TraceabilityJson.Options);
        return entry is { Seal: not null }
            ? new(entry, utf8Json, isCanonical ? place : null)
            : throw new JsonException("An entry with a seal is expected: member seal is missing.");
    }

    private static void RefuseRepeatedMembers(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var strict = JsonDocument.Parse(utf8Json, Strict);
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException("The name of a member holds half of a surrogate pair, or bytes that are not UTF-8.", half);
        }
    }

    /// <summary>Whether the seal is that of this JSON: false when anything in it was changed after sealing.</summary>
    public bool SealHolds()
    {
        if (sealPlace is { } place)
        {
            return Seal.Over(Utf8Json.Span, place) == Seal;
        }

        using var json = JsonDocument.Parse(Utf8Json);
        try
        {
            return Seal.Over(json.RootElement) == Seal;
        }
        catch (FormatException)
        {
            // What has no canonical form was never sealed.
            return false;
        }
    }
}

internal sealed class SealedEntryJsonConverter : JsonConverter<SealedEntry>
{
    public override SealedEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        try
        {
            return SealedEntry.Read(CanonicalJson.Of(json.RootElement));
        }
        catch (FormatException unreadable)
        {
            throw new JsonException(unreadable.Message, unreadable);
        }
    }

    public override void Write(Utf8JsonWriter writer, SealedEntry value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8Json.Span, skipInputValidation: true);
}
