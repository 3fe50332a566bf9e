using System.Net;
using System.Text.Json;
using Microsoft.OpenApi;

namespace Traceability.Parties.Tests;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_is_openapi_3_1_without_a_warning()
    {
        await using var registry = await ARegistry.StartAsync();
        var text = await registry.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);

        var (_, diagnostic) = OpenApiDocument.Parse(text, "json");

        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, diagnostic!.SpecificationVersion);
        Assert.Empty(diagnostic.Errors);
        Assert.Empty(diagnostic.Warnings);
    }

    [Fact]
    public async Task Every_operation_says_what_it_is_called_does_and_refuses()
    {
        var operations = Operations(await Document());

        Assert.Equal(14, operations.Count);
        Assert.Equal(operations.Count, operations.Select(operation => operation.Value.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
            Assert.Single(operation.Value.GetProperty("tags").EnumerateArray());
            var responses = operation.Value.GetProperty("responses");
            Assert.True(responses.GetProperty("429").GetProperty("content").TryGetProperty("application/problem+json", out _));
            Assert.True(responses.GetProperty("429").GetProperty("headers").TryGetProperty("Retry-After", out _));
        });
    }

    [Fact]
    public async Task Every_post_but_the_login_takes_an_idempotency_key()
    {
        var posts = Operations(await Document()).Where(operation => operation.Key.StartsWith("post ", StringComparison.Ordinal));

        Assert.All(posts, post => Assert.Equal(
            post.Key != "post /connect/token",
            post.Value.TryGetProperty("parameters", out var parameters)
                && parameters.EnumerateArray().Any(parameter => parameter.GetProperty("name").GetString() == "Idempotency-Key")));
    }

    [Fact]
    public async Task A_refusal_is_documented_under_its_status()
    {
        var change = Operations(await Document())["put /parties/{id}"].GetProperty("responses");

        Assert.Contains("`party-changed-meanwhile`", change.GetProperty("412").GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains("`if-match-missing`", change.GetProperty("428").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identifiers_and_enumerations_are_strings_and_only_what_may_be_null_is_nullable()
    {
        var document = await Document();
        var schemas = document.GetProperty("components").GetProperty("schemas");
        var register = schemas.GetProperty("RegisterParty");
        var members = register.GetProperty("properties");

        Assert.Equal("""["id","name","roles","region"]""", Compact(register.GetProperty("required")));
        Assert.Equal("string", members.GetProperty("id").GetProperty("type").GetString());
        Assert.False(members.GetProperty("id").TryGetProperty("pattern", out _));
        Assert.NotEmpty(members.GetProperty("id").GetProperty("example").GetString()!);
        Assert.Equal("string", members.GetProperty("name").GetProperty("type").GetString());
        Assert.Equal("array", members.GetProperty("vendorCodes").GetProperty("type").GetString());
        Assert.Equal("""["null","string"]""", Compact(schemas.GetProperty("RegisterOwner").GetProperty("properties").GetProperty("contact").GetProperty("type")));
        Assert.Equal("battery-maker", schemas.GetProperty("PartyRole").GetProperty("enum")[0].GetString());

        var id = Operations(document)["get /parties/{id}"].GetProperty("parameters")[0];
        Assert.NotEmpty(id.GetProperty("schema").GetProperty("example").GetString()!);
    }

    [Fact]
    public async Task The_page_to_try_it_needs_nothing_from_elsewhere()
    {
        await using var registry = await ARegistry.StartAsync();

        var page = await registry.Http.GetStringAsync(new Uri("/swagger/index.html", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.DoesNotContain("//", page.Replace("</", "", StringComparison.Ordinal).Split("<body>")[0].Replace("<!--", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await registry.Http.Get("/swagger/swagger-ui-bundle.js")).StatusCode);
    }

    private static async Task<JsonElement> Document()
    {
        await using var registry = await ARegistry.StartAsync();
        return await (await registry.Http.Get("/openapi/v1.json")).Is(HttpStatusCode.OK);
    }

    private static Dictionary<string, JsonElement> Operations(JsonElement document) => document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value)))
        .ToDictionary(operation => operation.Name, operation => operation.Value);

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);
}
