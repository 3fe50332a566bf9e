using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>The OpenAPI document of the whole registry: what a generator of clients needs, and what a person sends who only presses Execute.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";

    private static readonly string[] Public = ["ReadPassport", "IssueToken", "ListProblems", "ReadRules", "ListRuleEditions", "ReadRuleEdition"];

    private readonly TemporaryFolder data = new();
    private StandaloneProcess registry = null!;
    private HttpClient http = null!;
    private JsonObject document = null!;
    private IReadOnlyList<Operation> operations = null!;
    private PartyClient administrator = null!;

    public async ValueTask InitializeAsync()
    {
        registry = await StandaloneProcess.Start(data.Path, null, "--Operator:ClientSecret", AdministratorSecret);
        http = new HttpClient { BaseAddress = registry.Address };
        administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        document = (await http.GetFromJsonAsync<JsonObject>("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        operations =
        [
            .. from path in document["paths"]!.AsObject()
               from method in path.Value!.AsObject()
               select new Operation(HttpMethod.Parse(method.Key), path.Key, method.Value!.AsObject()),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await registry.DisposeAsync();
        data.Dispose();
    }

    [Fact]
    public void Every_operation_says_what_it_does_takes_and_answers()
    {
        Assert.Equal(operations.Count, operations.Select(operation => operation.Id).Distinct().Count());
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty(operation.Json["summary"]!.GetValue<string>());
            Assert.NotEmpty(Assert.Single(operation.Json["tags"]!.AsArray())!.GetValue<string>());
            Assert.NotEmpty(operation.Id);
            Assert.Equal(!Public.Contains(operation.Id), operation.Json["security"]?[0]?["oauth2"] is not null);
            Assert.All(operation.Parameters, parameter => Assert.NotEmpty(parameter["description"]!.GetValue<string>()));
            Assert.All(
                operation.Parameters.Where(parameter => parameter["required"]?.GetValue<bool>() is true),
                parameter => Assert.NotNull(Operation.ExampleOf(parameter)));
            Assert.True(operation.Body is null || (operation.Body["schema"] is not null && operation.Body["example"] is not null));
            var good = operation.Json["responses"]!.AsObject().Where(response => response.Key.StartsWith('2')).ToList();
            Assert.NotEmpty(good);
            Assert.All(good, response => Assert.Equal(response.Key != "204", response.Value!["content"]?.AsObject().First().Value?["schema"] is not null));
        });
    }

    [Fact]
    public void Every_schema_and_member_is_described_without_speaking_of_the_code()
    {
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            Assert.Matches("^[A-Z][A-Za-z]+$", name);
            Assert.False(string.IsNullOrEmpty(schema!["description"]?.GetValue<string>()), name);
            Assert.All(
                schema["properties"]?.AsObject().AsEnumerable() ?? [],
                member => Assert.False(string.IsNullOrEmpty(member.Value!["description"]?.GetValue<string>()), $"{name}.{member.Key}"));
        }

        var text = document.ToJsonString();
        Assert.DoesNotContain("Traceability.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_is_shown_as_it_is_sent()
    {
        var schemas = document["components"]!["schemas"]!;
        var entry = schemas["Entry"]!["properties"]!.AsObject().Select(member => member.Key);
        Assert.Equal(
            ["battery", "data", "kind", "occurredAt", "previous", "recordedAt", "recordedBy", "rules", "seal", "sequence", "service"], entry.Order());
        Assert.Equal("previous", Assert.Single(entry.Except(schemas["Entry"]!["required"]!.AsArray().Select(member => member!.GetValue<string>()))));
        Assert.Contains("#/components/schemas/BatteryRetired", schemas["EntryData"]!["anyOf"]!.AsArray().Select(data => data!["$ref"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Every_example_is_understood()
    {
        var maker = await Maker();
        HttpMethod[] order = [HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete];
        foreach (var caller in new[] { maker, administrator })
        {
            foreach (var operation in operations.OrderBy(operation => Array.IndexOf(order, operation.Method)))
            {
                using var answer = await Send(operation, caller.Token);
                var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True((int)answer.StatusCode < 500, $"{operation.Id} answered {(int)answer.StatusCode}: {text}");
                Assert.False(!answer.IsSuccessStatusCode && text.Contains("\"code\":\"malformed-", StringComparison.Ordinal), $"{operation.Id}: {text}");
            }
        }
    }

    [Theory]
    [InlineData(
        "RegisterBatteries RecordFile CorrectBatteries InstallBatteries RetireBatteries AssessHealth DecideDispositions MakeProduct DeployProducts MoveProducts TakeBackProducts")]
    [InlineData("RegisterBatteries InstallBatteries RemoveBatteries")]
    [InlineData("RegisterBatteries InstallBatteries RetireBatteries AssessHealth ReceiveBatteries")]
    [InlineData("RegisterOwner ReadHistory VerifyHistory ReadStanding ReadPassport ListTransfers ListLots ListTreatments ReadRecoveryBalance ListParties ListCredentials", "RegisterBatteries")]
    public async Task The_examples_belong_together(string ids, string before = "")
    {
        var maker = await Maker();
        foreach (var id in $"{before} {ids}".Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var operation = operations.Single(operation => operation.Id == id);
            var text = "";
            await Eventually.Holds(
                async () =>
                {
                    // What is read may be a copy that has not caught up; what is done is done at once.
                    using var answer = await Send(operation, maker.Token);
                    text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                    Assert.True(answer.StatusCode == HttpStatusCode.Created || id == "RecordFile" || operation.Method == HttpMethod.Get, $"{id} answered {(int)answer.StatusCode}: {text}");
                    return answer.IsSuccessStatusCode;
                },
                TimeSpan.FromSeconds(10),
                () => $"{id}: {text}");
            Assert.DoesNotContain("\"warnings\":[{", text, StringComparison.Ordinal);
            Assert.True(id != "RecordFile" || text.Contains("\"seal\"", StringComparison.Ordinal), text);
        }
    }

    /// <summary>The party that the examples register, with the credential that they issue to it.</summary>
    private async Task<PartyClient> Maker()
    {
        foreach (var id in new[] { "RegisterParty", "IssueCredential" })
        {
            using var answer = await Send(operations.Single(operation => operation.Id == id), administrator.Token);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            if (id == "IssueCredential")
            {
                var credential = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
                return await PartyClient.LogIn(
                    registry.Address, "91520115MA0TEXT129", credential["clientId"]!.GetValue<string>(), credential["clientSecret"]!.GetValue<string>());
            }
        }

        throw new InvalidOperationException("No credential was issued.");
    }

    private async Task<HttpResponseMessage> Send(Operation operation, string token)
    {
        using var request = operation.Request();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed record Operation(HttpMethod Method, string Path, JsonObject Json)
    {
        public string Id => Json["operationId"]!.GetValue<string>();

        public IEnumerable<JsonNode> Parameters => Json["parameters"]?.AsArray().OfType<JsonNode>() ?? [];

        public JsonNode? Body => Content?.Value;

        private KeyValuePair<string, JsonNode?>? Content => Json["requestBody"]?["content"] is { } content ? content.AsObject().First() : null;

        public static string? ExampleOf(JsonNode parameter) => (parameter["example"] ?? parameter["schema"]!["example"])?.GetValue<string>();

        /// <summary>What the page sends where nobody fills anything in: every example, and nothing else.</summary>
        public HttpRequestMessage Request()
        {
            var filled = Parameters.Select(parameter => (In: $"{parameter["in"]}", Name: $"{parameter["name"]}", Value: ExampleOf(parameter)))
                .Where(parameter => parameter.Value is not null)
                .ToList();
            var path = filled.Where(parameter => parameter.In == "path")
                .Aggregate(Path, (path, parameter) => path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(parameter.Value!), StringComparison.Ordinal));
            var query = filled.Where(parameter => parameter.In == "query").Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}");
            var request = new HttpRequestMessage(Method, $"{path}?{string.Join('&', query)}")
            {
                Content = Content switch
                {
                    { Key: "application/json", Value: { } body } => JsonContent.Create(body["example"]),
                    { Key: FileClient.Csv, Value: { } table } => FileClient.Text(table["example"]!.GetValue<string>()),
                    { Value: { } form } => new FormUrlEncodedContent(
                        form["example"]!.AsObject().Select(field => KeyValuePair.Create(field.Key, field.Value!.GetValue<string>()))),
                    _ => null,
                },
            };
            foreach (var (_, name, value) in filled.Where(parameter => parameter.In == "header"))
            {
                request.Headers.Add(name, value);
            }

            return request;
        }
    }
}
