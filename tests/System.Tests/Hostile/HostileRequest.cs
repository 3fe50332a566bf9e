using System.Text;

namespace Traceability.SystemTests.Hostile;

/// <summary>A request that can be changed in every part and shown so that it can be sent again.</summary>
internal sealed record HostileRequest
{
    private const int ShownMax = 300;

    public required Door Door { get; init; }

    public required HttpMethod Method { get; init; }

    /// <summary>The path, as it goes over the wire: nothing is escaped any more.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    public IReadOnlyList<string> Query { get; init; } = [];

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public string? ContentType { get; init; }

    public byte[]? Body { get; init; }

    public bool Chunked { get; init; }

    /// <summary>What was done to it.</summary>
    public string Trick { get; init; } = "";

    private string Target => $"/{string.Join('/', Segments)}{(Query.Count > 0 ? "?" : "")}{string.Join('&', Query)}";

    public HttpRequestMessage Message(Uri registry, string? authorization)
    {
        var exactly = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var message = new HttpRequestMessage(Method, new Uri($"{registry.GetLeftPart(UriPartial.Authority)}{Target}", exactly));
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Headers.TransferEncodingChunked = Chunked ? true : null;
            if (ContentType is not null)
            {
                message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
            }
        }

        if (authorization is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    public override string ToString()
    {
        var body = Body is null ? "" : Encoding.Latin1.GetString(Body);
        return $"{Door.Id} ({Cut(Trick)}): {Method} {Cut(Target)} {ContentType} {string.Join(' ', Headers.Select(header => Cut($"{header.Name}: {header.Value}")))} {Cut(body)}";
    }

    private static string Cut(string text) => text.Length <= ShownMax ? text : $"{text[..ShownMax]}… ({text.Length})";
}
