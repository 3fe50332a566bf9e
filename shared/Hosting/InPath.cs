using System.Diagnostics.CodeAnalysis;
using Traceability.Contracts.Identifiers;

namespace Traceability.Hosting;

/// <summary>
/// An identifier as a parameter of an endpoint, in the path or the query. A malformed one is refused with the sentence of its parser
/// before the endpoint runs.
/// </summary>
/// <param name="Value">The identifier.</param>
/// <typeparam name="T">Which identifier.</typeparam>
public readonly record struct InPath<T>(T Value)
    where T : struct, IIdentifier<T>
{
    /// <summary>What the framework calls to bind a parameter.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The framework looks for the method on the type of the parameter.")]
    public static bool TryParse(string? text, out InPath<T> parameter)
    {
        if (T.Parse(text, out var identifier) is { } refusal)
        {
            throw new RefusedException(refusal, text);
        }

        parameter = new(identifier);
        return true;
    }
}
