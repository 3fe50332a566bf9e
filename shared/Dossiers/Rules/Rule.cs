using System.Text.Json;

namespace Traceability.Dossiers.Rules;

/// <summary>One rule as an edition states it: its value, where it comes from, and what it means in words.</summary>
public sealed record Rule
{
    /// <summary>What decisions are made by.</summary>
    public required JsonElement Value { get; init; }

    /// <summary>The law, article or standard that it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>How sure it is that the source says so.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>What else a reader of the rule must know: what is uncertain, and what to do about it.</summary>
    public string? Note { get; init; }

    /// <summary>The rule as an English sentence, with its value.</summary>
    public required string En { get; init; }

    /// <summary>The rule as a Chinese sentence, with its value.</summary>
    public required string Zh { get; init; }
}

/// <summary>How sure it is that a rule is what its source says.</summary>
public enum Certainty
{
    /// <summary>Read in the source, or in a text that quotes it article by article.</summary>
    Sourced,

    /// <summary>Read in a text about the source; to be verified in the source itself.</summary>
    SecondarySource,

    /// <summary>Known, but not looked up; to be verified.</summary>
    FromMemory,

    /// <summary>No law or standard gives it; the trade or the literature does.</summary>
    Convention,

    /// <summary>This registry's own choice, which no law or standard demands.</summary>
    RegistryChoice,

    /// <summary>Sources contradict each other or are silent; whoever runs the registry must find out and may have to change it.</summary>
    Uncertain,
}
