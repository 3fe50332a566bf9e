using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests.Hostile;

/// <summary>One operation of the OpenAPI document: nothing about it is listed by hand.</summary>
internal sealed record Door(HttpMethod Method, string Path, JsonObject Json)
{
    private const string JsonType = "application/json";

    public string Id => Json["operationId"]!.GetValue<string>();

    public bool IsPublic => Json["security"] is null;

    public bool Writes => Method != HttpMethod.Get;

    public string? BodyType => Content is null ? null : Content.ContainsKey(JsonType) ? JsonType : Content.First().Key;

    public JsonNode? Example => BodyType is { } type ? Content![type]!["example"] : null;

    private JsonObject? Content => Json["requestBody"]?["content"]?.AsObject();

    public static IReadOnlyList<Door> All(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from method in path.Value!.AsObject()
           select new Door(HttpMethod.Parse(method.Key), path.Key, method.Value!.AsObject()),
    ];

    /// <summary>The parameters in the path, the query or the headers, each with its example.</summary>
    public IEnumerable<(string Name, string? Example)> In(string place) =>
        from parameter in Json["parameters"]?.AsArray().OfType<JsonNode>() ?? []
        where parameter["in"]!.GetValue<string>() == place
        select (parameter["name"]!.GetValue<string>(), (parameter["example"] ?? parameter["schema"]?["example"])?.ToString());

    /// <summary>The request that its examples make.</summary>
    /// <param name="known">The id that stands after a segment of the path: transfers, say; else the example stands there.</param>
    public HostileRequest Request(Func<string, string?> known)
    {
        var query = In("query").Where(parameter => parameter.Example is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Example!)}")
            .ToList();
        return new()
        {
            Door = this,
            Method = Method,
            Segments = Segments(known),
            Query = query,
            ContentType = BodyType,
            Body = Example is { } example ? Bytes(example) : null,
            Headers = [.. In("header").Where(header => header.Example is not null && header.Name != "Idempotency-Key").Select(header => (header.Name, header.Example!))],
        };
    }

    private List<string> Segments(Func<string, string?> known)
    {
        var examples = In("path").ToDictionary(parameter => parameter.Name, parameter => parameter.Example);
        var segments = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. segments.Select((segment, index) => segment.StartsWith('{')
                ? Uri.EscapeDataString(known(segments[index - 1]) ?? examples[segment.Trim('{', '}')] ?? "1")
                : segment),
        ];
    }

    private byte[] Bytes(JsonNode example) => BodyType switch
    {
        "application/x-www-form-urlencoded" => Encoding.UTF8.GetBytes(string.Join('&', example.AsObject()
            .Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value!.ToString())}"))),
        _ when example.GetValueKind() == JsonValueKind.String && BodyType != JsonType => Encoding.UTF8.GetBytes(example.ToString()),
        _ => Encoding.UTF8.GetBytes(example.ToJsonString()),
    };
}
