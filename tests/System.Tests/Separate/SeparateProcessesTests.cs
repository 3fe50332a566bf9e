using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>What holds of the registry in one process holds of it as processes of their own, too.</summary>
public sealed class SeparateProcessesTests
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";

    [Fact]
    public async Task A_battery_lives_its_whole_life_from_service_to_service_and_the_page_tells_of_it_as_ever()
    {
        await using var registry = await SeparateProcesses.Start(AdministratorSecret);
        await WholeLifeTests.Live(registry.Address, await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret));
        await CheckDocument(registry.Address);
    }

    [Fact]
    public async Task The_walk_through_of_the_readme_works_as_written()
    {
        await using var registry = await SeparateProcesses.Start(AdministratorSecret);
        await WalkThroughTests.Walk(registry.Address, AdministratorSecret);
    }

    private static async Task CheckDocument(Uri separate)
    {
        using var data = new TemporaryFolder();
        await using var one = await StandaloneProcess.Start(data.Path);
        using var http = new HttpClient();
        var (expected, found) = (await Read(one.Address), await Read(separate));
        foreach (var (path, operations) in expected["paths"]!.AsObject())
        {
            Assert.True(JsonNode.DeepEquals(operations, found["paths"]![path]), $"{path}: {found["paths"]![path]?.ToJsonString()}\nis not\n{operations!.ToJsonString()}");
        }

        Assert.True(JsonNode.DeepEquals(expected["components"], found["components"]));
        Assert.Equal(Names(expected["paths"]), Names(found["paths"]));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(separate, "/swagger/index.html"), TestContext.Current.CancellationToken)).StatusCode);

        async Task<JsonObject> Read(Uri address) =>
            (await http.GetFromJsonAsync<JsonObject>(new Uri(address, "/openapi/v1.json"), TestContext.Current.CancellationToken))!;
    }

    private static IEnumerable<string> Names(JsonNode? node) => node!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal);
}
