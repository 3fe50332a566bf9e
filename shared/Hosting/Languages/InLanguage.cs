using System.Text.Json;
using System.Text.Json.Serialization;
using Traceability.Contracts;

namespace Traceability.Hosting.Languages;

/// <summary>
/// Writes a record in the language of the request. It belongs to the JSON of the HTTP door alone: a receipt that was stored in one
/// language may be repeated in another.
/// </summary>
/// <typeparam name="T">A record that has a sentence for a person.</typeparam>
internal abstract class InLanguage<T> : JsonConverter<T>
    where T : class
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<T>(ref reader, TraceabilityJson.Options);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, Said(value, KnownLanguages.Current), TraceabilityJson.Options);

    protected abstract T Said(T value, Language language);
}

/// <summary>The warnings in receipts and documents.</summary>
internal sealed class WarningInLanguage : InLanguage<Warning>
{
    protected override Warning Said(Warning value, Language language) => language.Of(value);
}

/// <summary>What the verification of a history found wrong.</summary>
internal sealed class FlawInLanguage : InLanguage<HistoryFlaw>
{
    protected override HistoryFlaw Said(HistoryFlaw value, Language language) =>
        value.Sentence is { } sentence ? value with { Detail = language.Say(sentence) } : value;
}
