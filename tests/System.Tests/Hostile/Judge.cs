using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Traceability.SystemTests.Hostile;

/// <summary>Says what is wrong with an answer, whatever was asked.</summary>
/// <param name="problems">The status of every problem that GET /problems lists, by code.</param>
internal sealed partial class Judge(IReadOnlyDictionary<string, int> problems)
{
    private const int RefusalLengthMax = 20_000;

    /// <summary>What is wrong, or null.</summary>
    public string? Complaint(Door door, HttpMethod method, int status, string? type, string text)
    {
        if (method == HttpMethod.Head)
        {
            return status >= 500 ? $"{status}" : null;
        }

        if (Inside.Match(text) is { Success: true } leak)
        {
            return $"{status} shows the inside ('{leak.Value}'): {text}";
        }

        if (status >= 400 && text.Length > RefusalLengthMax)
        {
            return $"{status} answers {text.Length} characters: {text[..500]}";
        }

        try
        {
            var json = text.Length == 0 ? null : JsonNode.Parse(text);
            return status < 400 ? Nested(json) : Refusal(door, status, type, json, text);
        }
        catch (JsonException)
        {
            // Only what is refused has to be JSON: a download need not.
            return status < 400 ? null : $"{status} is no JSON: {text}";
        }
    }

    /// <summary>The code of a refusal, or the bare status.</summary>
    public static string CodeOf(int status, string text)
    {
        if (status < 400)
        {
            return $"{status}";
        }

        var json = JsonNode.Parse(text);
        return $"{status} {json?["code"] ?? json?["error"]}";
    }

    private string? Refusal(Door door, int status, string? type, JsonNode? json, string text)
    {
        if (door.Id == "IssueToken" && status is 400 or 401 && json?["error"] is not null)
        {
            return null;
        }

        return json?["code"] is null || type != "application/problem+json" ? $"{status} is no problem document ({type}): {text}"
            : !problems.TryGetValue($"{json["code"]}", out var expected) ? $"{status} has an unknown code: {text}"
            : expected != status || $"{json["status"]}" != $"{status}" ? $"{status} is not the status of its code: {text}"
            : status >= 500 && status != 503 ? $"{status}: {text}"
            : string.IsNullOrEmpty($"{json["detail"]}") ? $"{status} says nothing: {text}"
            : Nested(json);
    }

    private string? Nested(JsonNode? json)
    {
        var children = json switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items.AsEnumerable(),
            _ => [],
        };
        return json is JsonObject problem && $"{problem["type"]}".StartsWith("urn:traceability:problem:", StringComparison.Ordinal) && !problems.ContainsKey($"{problem["code"]}")
            ? $"an unknown code in {json.ToJsonString()}"
            : children.Select(Nested).FirstOrDefault(complaint => complaint is not null);
    }

    [GeneratedRegex(@"\bat \w+\.\w+[.(]|\b(System|Microsoft|Traceability|Newtonsoft|OpenIddict)\.[A-Z]|\b[A-Z]\w+Exception\b|\.cs\b|/(home|tmp|usr|work|root)/|SQLite|\bselect .+ from |`\d\[|LineNumber|BytePosition")]
    private static partial Regex Inside { get; }
}
