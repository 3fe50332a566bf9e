using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Traceability.Contracts;

namespace Traceability.Hosting.Batches;

/// <summary>One line of a request over many batteries. A line that cannot be read carries its flaw and spoils no other.</summary>
/// <typeparam name="T">What a line says.</typeparam>
[JsonConverter(typeof(LineJsonConverterFactory))]
public sealed record Line<T>
{
    /// <summary>What the line says; default where it could not be read.</summary>
    public T? Value { get; init; }

    /// <summary>What is wrong with it, or null.</summary>
    public Refusal? Flaw { get; init; }

    /// <summary>Whether the line could be read.</summary>
    /// <param name="value">What it says.</param>
    /// <param name="flaw">What is wrong with it.</param>
    public bool TryRead([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? flaw)
    {
        (value, flaw) = (Value, Flaw);
        return flaw is null;
    }
}

internal sealed class LineJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Line<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(LineJsonConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}

internal sealed class LineJsonConverter<T> : JsonConverter<Line<T>>
{
    // Else a null among the lines would come through as no line at all.
    public override bool HandleNull => true;

    public override Line<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var line = reader;
        try
        {
            return JsonSerializer.Deserialize<T>(ref reader, options) is { } value
                ? new() { Value = value }
                : new() { Flaw = HostingRefusals.MalformedBody.With(HostingPhrases.LineIsNull) };
        }
        catch (JsonException malformed)
        {
            // On to the next line; what is no JSON at all throws again, and spoils the request.
            reader = line;
            reader.TrySkip();
            return new() { Flaw = MalformedJson.Explain(malformed, typeof(T)) };
        }
    }

    public override void Write(Utf8JsonWriter writer, Line<T> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Value, options);
}
