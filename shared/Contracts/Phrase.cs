namespace Traceability.Contracts;

/// <summary>
/// A part of a sentence, given to a refusal as an argument and worded in the language of the sentence. Each is declared as a static
/// field; text that is not declared so (a code, a name, the member of a request) stands in every language as it is.
/// </summary>
/// <param name="Template">A composite format string in English; other languages know the phrase by it.</param>
public sealed record Phrase(string Template)
{
    /// <summary>The values that the phrase speaks of.</summary>
    public IReadOnlyList<object?> Arguments { get; private init; } = [];

    /// <summary>The phrase with its values.</summary>
    public Phrase With(params object?[] arguments) => this with { Arguments = arguments };

    /// <summary>The phrase in English.</summary>
    public override string ToString() => Language.English.Say(this);
}
