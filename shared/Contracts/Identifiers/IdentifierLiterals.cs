using System.Diagnostics.CodeAnalysis;

namespace Traceability.Contracts.Identifiers;

/// <summary>Identifiers written down in code, where a flaw is a mistake of the programmer.</summary>
public static class IdentifierLiterals
{
    extension<T>(T)
        where T : struct, IIdentifier<T>
    {
        /// <summary>The identifier that a text known to be one holds: <c>BatteryCode.Of("001CB240000003B3C0221953")</c>.</summary>
        /// <exception cref="FormatException">The text is none; the message is the sentence of the refusal.</exception>
        [SuppressMessage("Design", "CA1000", Justification = "No type argument is ever written: callers say BatteryCode.Of.")]
        public static T Of(string text) =>
            T.Parse(text, out var identifier) is { } refusal ? throw new FormatException(refusal.Detail) : identifier;
    }
}
