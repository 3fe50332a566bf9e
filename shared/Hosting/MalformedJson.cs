using System.Text.Json;
using System.Text.RegularExpressions;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;

namespace Traceability.Hosting;

/// <summary>Turns what the JSON reader complains of into a refusal that points at the member and says what is expected there.</summary>
internal static partial class MalformedJson
{
    /// <summary>The refusal for a body that could not be read as <paramref name="body"/>.</summary>
    public static Refusal Explain(JsonException exception, Type? body)
    {
        if (exception is MalformedIdentifierException malformed)
        {
            return At(malformed.Refusal, Field(exception.Path));
        }

        // The reader's own complaints about syntax arrive wrapped; everything else is about what the JSON says.
        if (exception.InnerException is JsonException)
        {
            return At(HostingRefusals.MalformedBody.With(Syntax(exception)), Field(exception.Path));
        }

        if (Missing.Match(exception.Message) is { Success: true } missing)
        {
            var names = missing.Groups["names"].Value;
            return At(HostingRefusals.MalformedBody.With(HostingPhrases.Missing.With(names)), Field(exception.Path, FirstOf(names)));
        }

        if (Repeated.Match(exception.Message) is { Success: true } repeated)
        {
            var name = repeated.Groups["name"].Value;
            return At(HostingRefusals.MalformedBody.With(HostingPhrases.Repeated.With(name)), Field(exception.Path, name));
        }

        if (Unknown.Match(exception.Message) is { Success: true } unknown)
        {
            var name = unknown.Groups["name"].Value;
            return At(HostingRefusals.MalformedBody.With(HostingPhrases.Unknown.With(name)), Field(exception.Path, name));
        }

        return At(HostingRefusals.MalformedBody.With(Mismatch(exception, body)), Field(exception.Path));
    }

    [GeneratedRegex(@"required properties including: (?<names>.+?)\.$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Missing { get; }

    [GeneratedRegex("^The JSON property '(?<name>.*)' could not be mapped", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Unknown { get; }

    [GeneratedRegex("^Duplicate property '(?<name>.*)' encountered", RegexOptions.CultureInvariant)]
    private static partial Regex Repeated { get; }

    [GeneratedRegex(@" Change the reader options\.|\s(Path: .* \| )?LineNumber: \d+ \| BytePositionInLine: \d+\.$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Position { get; }

    private static Phrase Syntax(JsonException exception) => exception is { LineNumber: 0, BytePositionInLine: 0, Message: var message }
            && message.Contains("any JSON tokens", StringComparison.Ordinal)
        ? HostingPhrases.BodyEmpty
        : HostingPhrases.Syntax.With(exception.LineNumber + 1, exception.BytePositionInLine + 1, Position.Replace(exception.Message, ""));

    private static Phrase Mismatch(JsonException exception, Type? body)
    {
        // Our own converters write sentences for the caller; those of the framework name types.
        if (exception is UnreadableJsonException unreadable)
        {
            return unreadable.Phrase;
        }

        var expected = body is null ? null : ExpectedJson.At(body, exception.Path ?? "$");
        return (Field(exception.Path), expected) switch
        {
            (_, null) => HostingPhrases.OtherForm,
            (null, _) => HostingPhrases.BodyMustBe.With(expected),
            var (field, _) => HostingPhrases.FieldMustBe.With(field, expected),
        };
    }

    private static string? Field(string? path, string? member = null)
    {
        var field = path is null or "$" ? "" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path[1..];
        if (member is not null && field != member && !field.EndsWith('.' + member, StringComparison.Ordinal))
        {
            field = field.Length == 0 ? member : $"{field}.{member}";
        }

        return field.Length == 0 ? null : field;
    }

    private static string FirstOf(string names) => names.Split(',', 2)[0].Trim().Trim('\'', '"');

    private static Refusal At(Refusal refusal, string? field) => field is null ? refusal : refusal.At(field);
}
