using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Traceability.Contracts;

namespace Traceability.Dossiers.Rules;

/// <summary>How files of rules are read: a misspelt member must not be lost silently.</summary>
internal static class RuleJson
{
    // Members are asked for before anything is read, when options that were copied have no resolver yet.
    public static JsonSerializerOptions Strict { get; } = new(TraceabilityJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };
}
