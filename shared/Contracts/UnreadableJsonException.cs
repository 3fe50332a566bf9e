using System.Text.Json;

namespace Traceability.Contracts;

/// <summary>JSON holds a value that is not of the form expected; <see cref="Phrase"/> tells its sender so in a sentence.</summary>
public sealed class UnreadableJsonException(Phrase phrase) : JsonException(phrase.ToString())
{
    /// <summary>What is expected.</summary>
    public Phrase Phrase { get; } = phrase;
}
