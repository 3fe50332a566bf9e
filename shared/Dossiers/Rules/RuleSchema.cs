using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;
using NJsonSchema.References;
using NJsonSchema.Validation;

namespace Traceability.Dossiers.Rules;

/// <summary>The JSON Schema of one file of rules. It says what values may be; the form of an edition is the same for all files.</summary>
internal sealed partial class RuleSchema
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // Neither schema has addresses to fetch: reading them never waits.
    private static readonly JsonSchema Envelope =
        JsonSchema.FromJsonAsync(EmbeddedText.Read(typeof(RuleSchema).Assembly, "editions.schema.json")).GetAwaiter().GetResult();

    private readonly JsonSchema schema;

    private RuleSchema(JsonSchema schema) => this.schema = schema;

    /// <summary>Reads a schema that an assembly carries.</summary>
    public static RuleSchema Embedded(Assembly assembly, string resource) =>
        new(JsonSchema.FromJsonAsync(EmbeddedText.Read(assembly, resource), resource, root => new EnvelopeFromHere(root)).GetAwaiter().GetResult());

    /// <summary>What the file does wrong, each with edition and rule.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public IEnumerable<string> Faults(string json)
    {
        try
        {
            var file = JsonNode.Parse(json, documentOptions: Strict);
            return [.. Leaves(schema.Validate(json)).Select(error => Explain(error, file))];
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException("A string holds half of a surrogate pair.", half);
        }
        catch (Exception broken) when (broken is not JsonException)
        {
            // The validator throws whatever it stumbles over: a number of fifty digits ends in a failed cast.
            throw new JsonException(broken.Message, broken);
        }
    }

    private static IEnumerable<ValidationError> Leaves(IEnumerable<ValidationError> errors) =>
        errors.SelectMany(error => error is ChildSchemaValidationError nested ? Leaves(nested.Errors.SelectMany(child => child.Value)) : [error]);

    private static string Explain(ValidationError error, JsonNode? file)
    {
        var place = Place.Match(error.Path ?? "");
        var edition = place.Groups["edition"] is { Success: true, Value: var index } ? $"edition {NameOf(file, index)}" : null;
        var rule = place.Groups["rule"] is { Success: true, Value: var name } ? $"rule {name}" : null;
        var member = place.Groups["member"].Value.Trim('.');
        var what = error.Kind switch
        {
            ValidationErrorKind.NoAdditionalPropertiesAllowed when rule is not null && member.Length == 0 => "there is no such rule",
            ValidationErrorKind.NoAdditionalPropertiesAllowed => $"{error.Property} has no meaning here",
            ValidationErrorKind.PropertyRequired => $"{error.Property} is missing",
            ValidationErrorKind.NotInEnumeration => $"{member} must be one of {string.Join(", ", error.Schema.Enumeration)}",
            ValidationErrorKind.NumberTooBig => $"{member} must be at most {error.Schema.Maximum}",
            ValidationErrorKind.NumberTooSmall => $"{member} must be at least {error.Schema.Minimum}",
            var kind => $"{member}: {JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()).Replace('-', ' ')}".TrimStart(':', ' '),
        };
        return string.Join(", ", new[] { edition, rule }.OfType<string>()) is { Length: > 0 } where ? $"{where}: {what}" : what;
    }

    private static string NameOf(JsonNode? file, string index)
    {
        var number = int.Parse(index, CultureInfo.InvariantCulture);
        return file is JsonObject && file["editions"] is JsonArray editions && editions.ElementAtOrDefault(number) is JsonObject edition && edition["from"] is JsonValue from
            ? from.ToString()
            : $"number {number + 1}";
    }

    [GeneratedRegex(@"editions\[(?<edition>\d+)\](\.rules\.(?<rule>\w+))?(?<member>.*)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Place { get; }

    private sealed class EnvelopeFromHere(JsonSchema root) : JsonReferenceResolver(new JsonSchemaAppender(root, new DefaultTypeNameGenerator()))
    {
        public override Task<IJsonReference> ResolveFileReferenceAsync(string filePath, CancellationToken cancellationToken = default) =>
            Task.FromResult<IJsonReference>(Envelope);
    }
}
