using System.Net;
using System.Text;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Parties.Tests;

public sealed class ProblemTests
{
    [Theory]
    [InlineData("""{"id":"91520115MA0TEXT129","name":"A","roles":["recycler"],"region":"520115" """, null, "Line 1, byte")]
    [InlineData("not json", null, "Line 1, byte 2")]
    [InlineData("", null, "The body is empty")]
    [InlineData("[]", null, "The body must be an object.")]
    [InlineData("null", null, "The body is empty")]
    [InlineData("""{"name":"A","roles":["recycler"]}""", "id", "Required and missing: 'id', 'region'.")]
    [InlineData("""{"id":"91520115MA0TEXT129","name":7,"roles":[],"region":"520115"}""", "name", "'name' must be a string.")]
    [InlineData("""{"id":"91520115MA0TEXT129","name":null,"roles":[],"region":"520115"}""", "name", "'name' must be a string.")]
    [InlineData("""{"id":"91520115MA0TEXT129","name":"A","name":"B","roles":[],"region":"520115"}""", "name", "'name' is given twice")]
    [InlineData("""{"id":"91520115MA0TEXT129","name":"A","roles":["dealer","king"],"region":"520115"}""", "roles[1]", "'roles[1]' must be one of battery-maker, ")]
    [InlineData("""{"id":"91520115MA0TEXT129","name":"A","roles":"dealer","region":"520115"}""", "roles", "'roles' must be an array.")]
    [InlineData("""{"id":91520115,"name":"A","roles":["dealer"],"region":"520115"}""", "id", "A string is expected, not Number.")]
    [InlineData("""{"id":"91520115MA0TEXT129","name":"A","roles":["dealer"],"region":"520115","permits":[{"kind":"outlet-filing","validFrom":"2026-01-01"}]}""",
        "permits[0].number", "Required and missing: 'number'.")]
    [InlineData("""{"id":"91520115MA0TEXT129","name":"A","roles":["dealer"],"region":"520115","permits":[{"kind":"outlet-filing","number":"1","validFrom":"1 May"}]}""",
        "permits[0].validFrom", "'permits[0].validFrom' must be a date as in 2026-10-08.")]
    public async Task A_body_that_cannot_be_read_is_refused_with_the_place_and_what_is_expected_there(string body, string? field, string detail)
    {
        await using var registry = await ARegistry.StartAsync();
        using var content = Json(body);

        var answer = await (await registry.LogIn()).PostAsync(new Uri("/parties", UriKind.Relative), content, TestContext.Current.CancellationToken);

        var problem = await answer.IsProblem(HttpStatusCode.BadRequest, "malformed-body", field);
        Assert.StartsWith(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_identifier_is_refused_in_the_words_of_its_parser()
    {
        await using var registry = await ARegistry.StartAsync();
        var expected = PartyId.Parse("", out _)!;

        var answer = await (await registry.LogIn()).Post("/parties", new { id = "", name = "A", roles = new[] { PartyRole.Dealer }, region = "520115" });

        var problem = await answer.IsProblem(HttpStatusCode.BadRequest, expected.Kind.Code, "id");
        Assert.Equal(expected.Detail, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_malformed_identifier_in_the_query_is_refused_in_the_words_of_its_parser()
    {
        await using var registry = await ARegistry.StartAsync();

        var answer = await (await registry.LogIn()).Get("/parties?after=");

        await answer.IsProblem(HttpStatusCode.BadRequest, PartyId.Parse("", out _)!.Kind.Code, "after");
    }

    [Theory]
    [InlineData("/parties?limit=many", "limit")]
    [InlineData("/parties?limit=0", "limit")]
    [InlineData("/parties?limit=501", "limit")]
    public async Task A_parameter_that_cannot_be_read_is_refused(string path, string field)
    {
        await using var registry = await ARegistry.StartAsync();

        await (await (await registry.LogIn()).Get(path)).IsProblem(HttpStatusCode.BadRequest, "malformed-parameter", field);
    }

    [Fact]
    public async Task An_idempotency_key_with_spaces_is_refused()
    {
        await using var registry = await ARegistry.StartAsync();

        var answer = await (await registry.LogIn()).Register(Http.Recycler, PartyRole.Recycler, key: "two words");

        await answer.IsProblem(HttpStatusCode.BadRequest, "idempotency-key-malformed", "Idempotency-Key");
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        await using var registry = await ARegistry.StartAsync();
        using var content = new StringContent("<party/>", Encoding.UTF8, "application/xml");

        var answer = await (await registry.LogIn()).PostAsync(new Uri("/parties", UriKind.Relative), content, TestContext.Current.CancellationToken);

        await answer.IsProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type", "Content-Type");
    }

    [Fact]
    public async Task An_unknown_path_and_a_wrong_method_are_refused()
    {
        await using var registry = await ARegistry.StartAsync();

        await (await registry.Http.Get("/nothing/here")).IsProblem(HttpStatusCode.NotFound, "no-such-path");
        await (await registry.Http.Delete("/problems")).IsProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task A_mistake_of_ours_is_answered_without_its_details(string environment)
    {
        await using var registry = await ARegistry.StartAsync(new() { ["Environment"] = environment });

        var problem = await (await registry.Http.Get("/mistake")).IsProblem(HttpStatusCode.InternalServerError, "unexpected-error");

        Assert.DoesNotContain("password", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_problems_are_listed_with_their_status()
    {
        await using var registry = await ARegistry.StartAsync();

        var problems = (await (await registry.Http.Get("/problems")).Is(HttpStatusCode.OK)).EnumerateArray()
            .ToDictionary(problem => problem.GetProperty("code").GetString()!, problem => problem.GetProperty("status").GetInt32());

        Assert.Equal(409, problems["party-exists"]);
        Assert.Equal(412, problems["party-changed-meanwhile"]);
        Assert.Equal(410, problems["owner-erased"]);
        Assert.Equal(429, problems["too-many-requests"]);
        Assert.Equal(400, problems[PartyId.Parse("", out _)!.Kind.Code]);
    }

    [Fact]
    public async Task The_process_tells_that_it_lives_and_is_ready()
    {
        await using var registry = await ARegistry.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await registry.Http.Get("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await registry.Http.Get("/health/ready")).StatusCode);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
