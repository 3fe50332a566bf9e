namespace Traceability.Contracts.Identifiers;

/// <summary>A code from a standard: it parses, says precisely what is wrong, and prints back unchanged.</summary>
/// <typeparam name="TSelf">The identifier itself.</typeparam>
public interface IIdentifier<TSelf>
    where TSelf : struct, IIdentifier<TSelf>
{
    /// <summary>The identifier as it was given, character for character.</summary>
    string Value { get; }

    /// <summary>What is doubtful about it although it is accepted; empty where nothing is.</summary>
    IReadOnlyList<Warning> Warnings(string field);

    /// <summary>Reads an identifier.</summary>
    /// <param name="text">The text; leading or trailing space is a flaw, not trimmed, so that what was given is what is kept.</param>
    /// <param name="identifier">The identifier, where the text is one.</param>
    /// <returns>Null where the text is an identifier, else what is wrong with it and what to do.</returns>
    static abstract Refusal? Parse(string? text, out TSelf identifier);
}
