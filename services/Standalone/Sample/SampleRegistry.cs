using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Traceability.Contracts;
using Traceability.Dossiers;
using Traceability.Hosting;
using Traceability.Hosting.Batches;

namespace Traceability.Standalone.Sample;

/// <summary>
/// The registry as the parties of the sample see it: over HTTP, each with a token of its own. What makes something that has an id carries a
/// key that is the same at each repetition of the sample, so that ids and seals are too; nothing else needs one, as nothing is sent twice.
/// </summary>
/// <param name="address">Where it is.</param>
internal sealed partial class SampleRegistry(Uri address) : IDisposable
{
    private const int RequestsAtOnce = 32;

    private readonly HttpClient http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
    private readonly SemaphoreSlim free = new(RequestsAtOnce);
    private readonly Dictionary<string, int> warnings = [];

    /// <summary>Names the moment of the sample, as a part of every key.</summary>
    public string Moment { get; set; } = "start";

    /// <summary>How many lines were recorded.</summary>
    public int Recorded { get; private set; }

    /// <summary>Is told of each request that was answered how many lines are recorded by now.</summary>
    public Action<int> Report { get; set; } = static _ => { };

    /// <summary>How often the registry warned, by code.</summary>
    public IReadOnlyDictionary<string, int> Warnings => warnings;

    /// <summary>An access token.</summary>
    public async Task<string> LogIn(string clientId, string clientSecret)
    {
        using var form = new FormUrlEncodedContent(
            [new("grant_type", "client_credentials"), new("client_id", clientId), new("client_secret", clientSecret)]);
        using var answer = await http.PostAsync("/connect/token", form);
        using var json = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>Records a line for each battery, up to a thousand in a request, the requests side by side.</summary>
    /// <param name="by">Who reports them.</param>
    /// <param name="path">Where to.</param>
    /// <param name="lines">What happened to each.</param>
    public Task Record<T>(SampleParty by, string path, IEnumerable<T> lines)
        where T : IBatteryCommand => Task.WhenAll(lines
            .Select(line => new Line<T> { Value = line })
            .Chunk(BatchRecorder.LinesMax)
            .Select(chunk => Send(by, path, new Batch<T> { Batteries = chunk }, null, chunk.Length)));

    /// <summary>A key for a request of this moment.</summary>
    public string Key(string part, int number = 0) => string.Create(CultureInfo.InvariantCulture, $"sample-{Moment}-{part}-{number}");

    /// <summary>Sends a request that must not be refused.</summary>
    /// <param name="by">Who sends it.</param>
    /// <param name="path">Where to.</param>
    /// <param name="body">What it says.</param>
    /// <param name="key">Its Idempotency-Key, where an id comes of it.</param>
    /// <param name="lines">How many batteries it is about.</param>
    /// <returns>The answer.</returns>
    public async Task<string> Send<T>(SampleParty by, string path, T body, string? key, int lines = 1)
    {
        var (status, answer) = await Try(by, path, body, key);
        if (status is not (HttpStatusCode.Created or HttpStatusCode.OK))
        {
            throw new InvalidOperationException($"The sample does not fit the registry: {path} ({key ?? "no key"}) answered {(int)status}: {answer}");
        }

        lock (warnings)
        {
            Recorded += lines;
            Report(Recorded);
            foreach (Match warning in WarningCode.Matches(answer))
            {
                warnings[warning.Groups["code"].Value] = warnings.GetValueOrDefault(warning.Groups["code"].Value) + 1;
            }
        }

        return answer;
    }

    /// <summary>Sends a request, whatever becomes of it.</summary>
    public async Task<(HttpStatusCode Status, string Answer)> Try<T>(SampleParty by, string path, T body, string? key)
    {
        await free.WaitAsync();
        try
        {
            using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, TraceabilityJson.Options));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
            request.Headers.Authorization = new("Bearer", by.Token);
            if (key is not null)
            {
                request.Headers.Add(IdempotencyKey.Header, key);
            }

            using var answer = await http.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        finally
        {
            free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        free.Dispose();
    }

    // A warning is the only object of an answer that begins with its code and goes on with the member it is about.
    [GeneratedRegex("""\{"code":"(?<code>[a-z0-9-]+)","field":""")]
    private static partial Regex WarningCode { get; }
}
