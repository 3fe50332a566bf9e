using System.Net.Mime;
using System.Text.Json.Nodes;
using Traceability.Contracts;

namespace Traceability.Gateway;

/// <summary>One OpenAPI document, made of those of all services.</summary>
/// <param name="everyone">Gets them.</param>
/// <param name="configuration">Says where they are.</param>
/// <param name="clock">Tells when they are old.</param>
internal sealed class CombinedDocument(Everyone everyone, IConfiguration configuration, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private readonly Dictionary<Uri, JsonObject?> known = [];
    private readonly SemaphoreSlim turn = new(1, 1);
    private string? combined;
    private DateTimeOffset combinedAt;

    /// <summary>Maps it at the address that it has in the registry of one process.</summary>
    public static void Map(WebApplication app) => app.MapGet("/openapi/v1.json", async (CombinedDocument document, CancellationToken cancellation) =>
        await document.Get(cancellation) is { } whole ? TypedResults.Text(whole, MediaTypeNames.Application.Json) : Unreachable.Problem());

    /// <summary>The document; a service that is away keeps the operations that it was known for. Null where not all were ever heard of.</summary>
    public async Task<string?> Get(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (combined is null || clock.GetUtcNow() - combinedAt > GoodFor)
            {
                // Those that take files come first, as only theirs say all about it.
                var addresses = Services.All.Select(configuration.FilesAddressOf).Concat(Services.All.Select(configuration.AddressOf)).Distinct().ToList();
                var documents = await Task.WhenAll(addresses.Select(address => everyone.DocumentOf(address, cancellation)));
                foreach (var (address, document) in addresses.Zip(documents))
                {
                    known[address] = document ?? known.GetValueOrDefault(address);
                }

                combined = known.ContainsValue(null) ? null : Combine([.. addresses.Select(address => known[address]!)]).ToJsonString(TraceabilityJson.Options);
                combinedAt = clock.GetUtcNow();
            }

            return combined;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    /// <summary>Puts documents together: what several have is the same in all, but for the operations that files can be sent for.</summary>
    private static JsonObject Combine(IReadOnlyList<JsonObject> documents)
    {
        var combined = documents[0].DeepClone().AsObject();
        foreach (var document in documents.Skip(1))
        {
            Add(combined, document, null);
        }

        return combined;
    }

    private static void Add(JsonObject target, JsonObject source, string? name)
    {
        foreach (var (member, value) in source)
        {
            switch (target[member], value)
            {
                case (null, not null):
                    target[member] = value.DeepClone();
                    break;
                case (JsonObject deeper, JsonObject more):
                    Add(deeper, more, member);
                    break;
                case (JsonArray mine, JsonArray theirs) when member == "parameters":
                    AddOperations(mine, theirs);
                    break;
                case (JsonArray mine, JsonArray theirs) when member == "tags" && name is null:
                    AddMissing(mine, theirs);
                    break;
            }
        }
    }

    private static void AddOperations(JsonArray mine, JsonArray theirs)
    {
        foreach (var (one, other) in mine.Zip(theirs))
        {
            if (one?["schema"]?["enum"] is JsonArray some && other?["schema"]?["enum"] is JsonArray more)
            {
                AddMissing(some, more);
                one["schema"]!["enum"] = new JsonArray([.. some.Select(value => value?.DeepClone()).OrderBy(value => $"{value}", StringComparer.Ordinal)]);
            }
        }
    }

    private static void AddMissing(JsonArray mine, JsonArray theirs)
    {
        foreach (var value in theirs.Where(value => !mine.Any(known => JsonNode.DeepEquals(known, value))))
        {
            mine.Add(value?.DeepClone());
        }
    }
}
