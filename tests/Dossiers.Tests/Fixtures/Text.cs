using System.Text.Json;
using Traceability.Contracts;

namespace Traceability.Dossiers.Tests.Fixtures;

/// <summary>Records that hold lists are equal when they are written alike.</summary>
internal static class Text
{
    public static string Of<T>(T value) => JsonSerializer.Serialize(value, TraceabilityJson.Options);
}
