using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>A party that sends files.</summary>
internal sealed class FileClient(Uri address, PartyClient party) : IDisposable
{
    public const string Csv = "text/csv";
    public const string Ndjson = "application/x-ndjson";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private readonly HttpClient http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };

    public void Dispose() => http.Dispose();

    /// <summary>Sends a file and gives the results of its rows.</summary>
    public async Task<IReadOnlyList<JsonObject>> Record(string operation, HttpContent file, string? key = null)
    {
        using var answer = await Send(operation, file, key);
        return Rows(await Read(HttpStatusCode.OK, answer));
    }

    /// <summary>Sends a file that is refused as a whole, and gives the code.</summary>
    public async Task<string> Refused(HttpStatusCode expected, string operation, HttpContent file)
    {
        using var answer = await Send(operation, file);
        return JsonNode.Parse(await Read(expected, answer))!["code"]!.GetValue<string>();
    }

    /// <summary>Sends a file for a job and gives the job.</summary>
    public async Task<JsonObject> Begin(string operation, HttpContent file, string? key = null)
    {
        using var answer = await Send(operation, file, key, prefer: "respond-async");
        var job = JsonNode.Parse(await Read(HttpStatusCode.Accepted, answer))!.AsObject();
        Assert.Equal($"/bulk/jobs/{job["job"]}", answer.Headers.Location!.ToString());
        return job;
    }

    /// <summary>Sends a file.</summary>
    public async Task<HttpResponseMessage> Send(
        string operation, HttpContent file, string? key = null, string? accept = null, string? prefer = null, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        using var request = Request(HttpMethod.Post, $"/bulk/{operation}");
        request.Content = file;
        foreach (var (name, value) in new[] { ("Idempotency-Key", key), ("Accept", accept), ("Prefer", prefer) })
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }

        return await http.SendAsync(request, until);
    }

    public async Task<byte[]> Get(string path)
    {
        using var request = Request(HttpMethod.Get, path);
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public async Task<HttpStatusCode> Delete(string path)
    {
        using var request = Request(HttpMethod.Delete, path);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    public static HttpContent Text(string text, string type = Csv, Encoding? encoding = null, string? charset = null) =>
        Bytes((encoding ?? Encoding.UTF8).GetBytes(text), charset is null ? type : $"{type}; charset={charset}");

    public static HttpContent Bytes(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    public static HttpContent Form(byte[] bytes, string name)
    {
        var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(bytes), "file", name);
        return form;
    }

    public static IReadOnlyList<JsonObject> Rows(string ndjson) =>
        [.. ndjson.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", party.Token);
        return request;
    }

    private static async Task<string> Read(HttpStatusCode expected, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode}, not {(int)expected}: {text}");
        return text;
    }
}
