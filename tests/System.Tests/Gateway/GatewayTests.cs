using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Traceability.Gateway;

namespace Traceability.SystemTests;

/// <summary>Who gets what through the gateway.</summary>
public sealed class GatewayTests : IAsyncLifetime
{
    private static readonly string[] Combined = ["/rules", "/rules/editions", "/problems", "/bulk/jobs"];

    private FakeServices services = null!;

    private HttpClient Client => services.Client;

    public async ValueTask InitializeAsync() => services = await FakeServices.Start();

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Fact]
    public async Task Every_operation_of_the_registry_gets_to_the_one_service_that_its_tag_names()
    {
        var wrong = new List<string>();
        foreach (var (method, path, service) in Expected(await DocumentOfTheRegistry()))
        {
            services.Received.Clear();
            using var request = new HttpRequestMessage(new(method), path);
            using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
            if (!services.Received.SequenceEqual([(service, method, path)]))
            {
                wrong.Add($"{method} {path} ({service}): {(int)answer.StatusCode}, got to {string.Join(", ", services.Received)}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_every_service_has_a_part_of_is_one_answer()
    {
        services.Answer = (service, path) => path switch
        {
            "/rules" => new JsonObject { ["on"] = "2026-05-01", ["services"] = new JsonArray(new JsonObject { ["service"] = service }) },
            "/rules/editions" => new JsonObject { ["editions"] = new JsonArray(new JsonObject { ["id"] = $"{service}/2018-08-01" }) },
            "/problems" => new JsonArray(new JsonObject { ["code"] = "battery-unknown" }, new JsonObject { ["code"] = $"of-{service}" }),
            "/bulk/jobs" => new JsonObject { ["jobs"] = new JsonArray(new JsonObject { ["job"] = $"job-{service}-0" }, new JsonObject { ["job"] = $"job-{service}-1" }) },
            _ => null,
        };
        string[] ruled = ["ownership", "recycling", "registration", "retirement", "second-life"];

        Assert.Equal(ruled, Members((await Get("/rules?on=2026-05-01"))["services"], "service"));
        Assert.Equal(["retirement"], Members((await Get("/rules?service=retirement"))["services"], "service"));
        Assert.Equal(ruled.Select(service => $"{service}/2018-08-01"), Members((await Get("/rules/editions"))["editions"], "id"));
        var problems = Members(await Get("/problems"), "code").ToList();
        Assert.Equal(problems.Order(StringComparer.Ordinal).Distinct(), problems);
        Assert.Equal(Services.All.Select(service => $"of-{service.Name}").Order(), problems.Where(code => code.StartsWith("of-", StringComparison.Ordinal)));
        Assert.Contains("not-available", problems);

        var page = await Get("/bulk/jobs?limit=3");
        Assert.Equal(["job-ownership-0", "job-ownership-1", "job-recycling-0"], Members(page["jobs"], "job"));
        Assert.Equal("job-recycling-0", $"{page["next"]}");
        Assert.Null((await Get("/bulk/jobs"))["next"]);
    }

    [Theory]
    [InlineData("GET", "/nothing/here", 404, "no-such-path")]
    [InlineData("POST", "/rules", 405, "method-not-allowed")]
    [InlineData("GET", "/rules?service=parties", 404, "rules-unknown")]
    [InlineData("GET", "/rules/editions/parties/2018-08-01", 404, "rule-edition-unknown")]
    [InlineData("POST", "/bulk/nothings", 404, "bulk-operation-unknown")]
    [InlineData("GET", "/bulk/nothings/template", 404, "bulk-operation-unknown")]
    [InlineData("GET", "/bulk/jobs/job-nothings-0a", 404, "job-unknown")]
    [InlineData("DELETE", "/bulk/jobs/0a", 404, "job-unknown")]
    [InlineData("GET", "/bulk/jobs/0a/results", 404, "job-unknown")]
    public async Task What_belongs_to_no_service_is_refused_at_once(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Add("Accept-Language", "zh-CN");
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((status, code), ((int)answer.StatusCode, await CodeOf(answer)));
        Assert.Equal(["zh"], answer.Content.Headers.ContentLanguage);
        Assert.Empty(services.Received);
    }

    [Fact]
    public async Task A_service_that_is_away_takes_no_other_with_it()
    {
        await services.Stop("retirement");
        foreach (var path in new[] { "/retirement/suggestion/X", "/rules", "/problems" })
        {
            using var answer = await Client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "not-available"), (answer.StatusCode, await CodeOf(answer)));
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        Assert.Equal("ownership", $"{await Get("/transfers")}");
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
        using var health = await Client.GetAsync("/health/services", TestContext.Current.CancellationToken);
        var states = (await health.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not-ready", "ready"), (health.StatusCode, $"{states["retirement"]}", $"{states["audit"]}"));
    }

    private static IEnumerable<(string Method, string Path, string Service)> Expected(JsonObject document)
    {
        var operations = (
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select (Method: operation.Key.ToUpperInvariant(), Path: path.Key, Tag: operation.Value!["tags"]![0]!.GetValue<string>())).ToList();
        var ofServices = operations.Where(operation => operation.Tag is not ("Bulk" or "Rules" or "Reference")).ToList();
        foreach (var (method, path, tag) in ofServices)
        {
            yield return (method, Filled(path, "1"), NameOf(tag));
        }

        var files = document["paths"]!["/bulk/{operation}"]!["post"]!["parameters"]![0]!["schema"]!["enum"]!.AsArray().Select(name => $"{name}").ToList();
        Assert.Equal(files, Services.All.SelectMany(service => service.Files).Order(StringComparer.Ordinal));
        foreach (var (method, path, _) in operations.Except(ofServices).Where(operation => !Combined.Contains(operation.Path)))
        {
            foreach (var file in files)
            {
                // An answer to an offer is given under the transfer, and has no path of its own.
                var owner = ofServices.FirstOrDefault(operation => operation.Path == $"/{file}").Tag ?? "Ownership";
                yield return path.Contains("{service}", StringComparison.Ordinal)
                    ? (method, Filled(path.Replace("{service}", NameOf(owner), StringComparison.Ordinal), "2018-08-01"), NameOf(owner))
                    : (method, Filled(path.Replace("{operation}", file, StringComparison.Ordinal), $"job-{file}-0a1b"), owner == "Registration" ? FakeServices.Files : NameOf(owner));
            }
        }
    }

    private static string Filled(string path, string value) =>
        string.Join('/', path.Split('/').Select(segment => segment.StartsWith('{') ? value : segment));

    private static string NameOf(string tag) => tag == "SecondLife" ? "second-life" : tag.ToLowerInvariant();

    private static async Task<JsonObject> DocumentOfTheRegistry()
    {
        using var data = new TemporaryFolder();
        await using var registry = await StandaloneProcess.Start(data.Path);
        using var http = new HttpClient { BaseAddress = registry.Address };
        return (await http.GetFromJsonAsync<JsonObject>("/openapi/v1.json", TestContext.Current.CancellationToken))!;
    }

    private async Task<JsonNode> Get(string path) => (await Client.GetFromJsonAsync<JsonNode>(path, TestContext.Current.CancellationToken))!;

    private static async Task<string> CodeOf(HttpResponseMessage answer) =>
        $"{(await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["code"]}";

    private static IEnumerable<string> Members(JsonNode? array, string name) => array!.AsArray().Select(item => $"{item![name]}");
}
