using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;

namespace Traceability.Hosting;

/// <summary>Tells in plain words what should have stood at a place of the body, so that no answer need name a .NET type.</summary>
internal static partial class ExpectedJson
{
    /// <summary>What is expected at the path (as System.Text.Json gives it), or null where the path leads nowhere.</summary>
    public static Phrase? At(Type body, string path)
    {
        Type? here = body;
        foreach (Match step in Steps.Matches(path))
        {
            here = Inside(here, step.Groups["name"] is { Success: true } name ? name.Value : step.Groups["quoted"].Value);
            if (here is null)
            {
                return null;
            }
        }

        return Describe(Nullable.GetUnderlyingType(here) ?? here);
    }

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\['(?<quoted>[^']*)'\]|\[(?<index>\d+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Steps { get; }

    private static Type? Inside(Type type, string member)
    {
        var info = TraceabilityJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => info.Properties.FirstOrDefault(property => property.Name == member)?.PropertyType,
            JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => info.ElementType,
            _ => null,
        };
    }

    private static Phrase Describe(Type type)
    {
        if (type.IsEnum)
        {
            var words = type.GetEnumValues().Cast<object>().Select(value => JsonSerializer.SerializeToElement(value, type, TraceabilityJson.Options));
            return HostingPhrases.OneOf.With(string.Join(", ", words));
        }

        if (type == typeof(string) || type.GetInterfaces().Any(IsIdentifier))
        {
            return HostingPhrases.Text;
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => HostingPhrases.TrueOrFalse,
            TypeCode.Byte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => HostingPhrases.WholeNumber.With(
                type.GetField("MinValue")?.GetValue(null), type.GetField("MaxValue")?.GetValue(null)),
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => HostingPhrases.Number,
            _ when type == typeof(DateOnly) => HostingPhrases.Date,
            _ => TraceabilityJson.Options.GetTypeInfo(type).Kind switch
            {
                JsonTypeInfoKind.Enumerable => HostingPhrases.Array,
                JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => HostingPhrases.Object,
                _ => HostingPhrases.AnotherKind,
            },
        };
    }

    private static bool IsIdentifier(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IIdentifier<>);
}
