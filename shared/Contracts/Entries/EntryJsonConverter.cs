using System.Text.Json;
using System.Text.Json.Serialization;
using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts.Entries;

/// <summary>Reads and writes entries: <c>kind</c> decides what <c>data</c> is. By hand, since every entry passes here several times.</summary>
internal sealed class EntryJsonConverter : JsonConverter<Entry>
{
    private static readonly string[] Required =
        ["battery", "data", "kind", "occurredAt", "recordedAt", "recordedBy", "rules", "sequence", "service"];

    private static readonly IdentifierJsonConverter<BatteryCode> Batteries = new();
    private static readonly IdentifierJsonConverter<PartyId> Parties = new();
    private static readonly IdentifierJsonConverter<Seal> Seals = new();

    public override Entry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("An entry is expected.");
        }

        var read = new Members();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!read.Take(name, ref reader, options))
            {
                reader.TrySkip();
            }
        }

        return read.Entry(options);
    }

    // In the order of their names, which is that of the canonical form.
    public override void Write(Utf8JsonWriter writer, Entry value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("battery", value.Battery.Value);
        writer.WritePropertyName("data");
        JsonSerializer.Serialize(writer, value.Data, value.Data.GetType(), options);
        writer.WriteString("kind", value.Kind);
        writer.WritePropertyName("occurredAt");
        InstantJsonConverter.Instance.Write(writer, value.OccurredAt, options);
        if (value.Previous is { } previous)
        {
            writer.WriteString("previous", previous.Value);
        }

        writer.WritePropertyName("recordedAt");
        InstantJsonConverter.Instance.Write(writer, value.RecordedAt, options);
        writer.WriteString("recordedBy", value.RecordedBy.Value);
        writer.WriteString("rules", value.Rules);
        if (value.Seal is { } seal)
        {
            writer.WriteString("seal", seal.Value);
        }

        writer.WriteNumber("sequence", value.Sequence);
        writer.WriteString("service", value.Service);
        writer.WriteEndObject();
    }

    /// <summary>What has been read of an entry so far.</summary>
    private ref struct Members
    {
        private BatteryCode battery;
        private int sequence;
        private string? kind;
        private DateTimeOffset occurredAt;
        private DateTimeOffset recordedAt;
        private PartyId recordedBy;
        private string? service;
        private string? rules;
        private Seal? previous;
        private Seal? seal;

        // What data means is known only after kind, which comes later in canonical order.
        private Utf8JsonReader data;
        private int seen;

        /// <summary>Reads the value of a member, unless no member has that name.</summary>
        public bool Take(string name, ref Utf8JsonReader value, JsonSerializerOptions options)
        {
            switch (name)
            {
                case "battery": battery = Batteries.Read(ref value, typeof(BatteryCode), options); break;
                case "data": data = value; value.TrySkip(); break;
                case "kind": kind = Text(ref value, name); break;
                case "occurredAt": occurredAt = InstantJsonConverter.Instance.Read(ref value, typeof(DateTimeOffset), options); break;
                case "previous": previous = SealOrNull(ref value, options); break;
                case "recordedAt": recordedAt = InstantJsonConverter.Instance.Read(ref value, typeof(DateTimeOffset), options); break;
                case "recordedBy": recordedBy = Parties.Read(ref value, typeof(PartyId), options); break;
                case "rules": rules = Text(ref value, name); break;
                case "seal": seal = SealOrNull(ref value, options); break;
                case "sequence": sequence = Number(ref value); break;
                case "service": service = Text(ref value, name); break;
                default: return false;
            }

            var bit = 1 << (name switch { "previous" => 30, "seal" => 29, _ => Array.IndexOf(Required, name) });
            seen = (seen & bit) == 0 ? seen | bit : throw new JsonException($"Duplicate property '{name}' encountered.");
            return true;
        }

        public Entry Entry(JsonSerializerOptions options)
        {
            for (var i = 0; i < Required.Length; i++)
            {
                if ((seen & (1 << i)) == 0)
                {
                    throw new JsonException($"An entry is missing required properties including: '{Required[i]}'.");
                }
            }

            var type = EntryKinds.TypeOf(kind!) ?? throw new JsonException($"Entry kind {kind} is not known to this version.");
            return new()
            {
                Battery = battery,
                Sequence = sequence,
                OccurredAt = occurredAt,
                RecordedAt = recordedAt,
                RecordedBy = recordedBy,
                Service = service!,
                Rules = rules!,
                Data = (EntryData)(JsonSerializer.Deserialize(ref data, type, options) ?? throw new JsonException("An entry's data is an object.")),
                Previous = previous,
                Seal = seal,
            };
        }

        private static string Text(ref Utf8JsonReader value, string name) => value.TokenType == JsonTokenType.String
            ? value.GetString()!
            : throw new JsonException($"'{name}' of an entry is a string.");

        private static int Number(ref Utf8JsonReader value) => value.TokenType == JsonTokenType.Number && value.TryGetInt32(out var number)
            ? number
            : throw new JsonException("'sequence' of an entry is a whole number.");

        private static Seal? SealOrNull(ref Utf8JsonReader value, JsonSerializerOptions options) =>
            value.TokenType == JsonTokenType.Null ? null : Seals.Read(ref value, typeof(Seal), options);
    }
}
