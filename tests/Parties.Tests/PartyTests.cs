using System.Net;
using Traceability.Contracts.Parties;

namespace Traceability.Parties.Tests;

public sealed class PartyTests
{
    [Fact]
    public async Task Only_an_administrator_registers_changes_and_suspends_parties()
    {
        await using var registry = await ARegistry.StartAsync();
        var recycler = await registry.LogInAsNew(Http.Recycler, PartyRole.Recycler);

        await (await recycler.Register(Http.Maker, PartyRole.BatteryMaker)).IsProblem(HttpStatusCode.Forbidden, "not-administrator");
        await (await recycler.Post($"/parties/{Http.Recycler}/suspension", new { reason = "Holidays." })).IsProblem(HttpStatusCode.Forbidden, "not-administrator");
        await (await recycler.Delete($"/parties/{Http.Recycler}/suspension")).IsProblem(HttpStatusCode.Forbidden, "not-administrator");
        await (await recycler.Send(HttpMethod.Put, $"/parties/{Http.Recycler}", Content(), ifMatch: "\"1\"")).IsProblem(HttpStatusCode.Forbidden, "not-administrator");
    }

    [Fact]
    public async Task A_party_is_registered_once()
    {
        await using var registry = await ARegistry.StartAsync();
        var administrator = await registry.LogIn();
        var registered = await administrator.Register(Http.Recycler, PartyRole.Recycler);
        await registered.Is(HttpStatusCode.Created);
        Assert.Equal($"/parties/{Http.Recycler}", registered.Headers.Location?.OriginalString);

        await (await administrator.Register(Http.Recycler, PartyRole.Recycler)).IsProblem(HttpStatusCode.Conflict, "party-exists", "id");
    }

    [Fact]
    public async Task A_repeated_registration_gets_the_first_answer_and_another_one_under_the_same_key_is_refused()
    {
        await using var registry = await ARegistry.StartAsync();
        var administrator = await registry.LogIn();
        var first = await (await administrator.Register(Http.Recycler, PartyRole.Recycler, "key-1")).Is(HttpStatusCode.Created);
        await (await administrator.Post($"/parties/{Http.Recycler}/suspension", new { reason = "Permit withdrawn." })).Is(HttpStatusCode.OK);

        var again = await (await administrator.Register(Http.Recycler, PartyRole.Recycler, "key-1")).Is(HttpStatusCode.Created);

        Assert.Equal(first.GetRawText(), again.GetRawText());
        await (await administrator.Register(Http.Recycler, PartyRole.Dismantler, "key-1")).IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        await (await administrator.Register(Http.Maker, PartyRole.Recycler, "key-1")).IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task Of_requests_that_race_with_one_key_all_get_the_same_answer()
    {
        await using var registry = await ARegistry.StartAsync();
        var administrator = await registry.LogIn();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => administrator.Register(Http.Recycler, PartyRole.Recycler, "key-1")));

        var texts = await Task.WhenAll(answers.Select(async answer => (await answer.Is(HttpStatusCode.Created)).GetRawText()));
        Assert.Single(texts.Distinct());
    }

    [Fact]
    public async Task A_vendor_code_is_filed_for_one_party_only()
    {
        await using var registry = await ARegistry.StartAsync();
        var administrator = await registry.LogIn();
        await (await administrator.Register(Http.Maker, PartyRole.BatteryMaker, null, "GZ9")).Is(HttpStatusCode.Created);
        registry.Clock.Advance(TimeSpan.FromMinutes(2));

        var refused = await administrator.Register(Http.Recycler, PartyRole.BatteryMaker, null, "ABC", "GZ9");

        var problem = await refused.IsProblem(HttpStatusCode.Conflict, "vendor-code-taken", "vendorCodes");
        Assert.Contains(Http.Maker, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("GB/T 34014-2017", problem.GetProperty("source").GetString());
    }

    [Fact]
    public async Task A_vendor_code_that_a_party_gave_up_can_be_filed_for_another()
    {
        await using var registry = await ARegistry.StartAsync();
        var administrator = await registry.LogIn();
        await (await administrator.Register(Http.Maker, PartyRole.BatteryMaker, null, "GZ9")).Is(HttpStatusCode.Created);
        registry.Clock.Advance(TimeSpan.FromMinutes(2));
        await (await administrator.Send(HttpMethod.Put, $"/parties/{Http.Maker}", Content(), ifMatch: "\"1\"")).Is(HttpStatusCode.OK);

        await (await administrator.Register(Http.Recycler, PartyRole.BatteryMaker, null, "GZ9")).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_parties_that_race_for_a_vendor_code_one_gets_it()
    {
        await using var registry = await ARegistry.StartAsync();
        var administrator = await registry.LogIn();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            administrator.Register($"10000000{number}", PartyRole.BatteryMaker, null, "GZ9")));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_change_must_name_the_version_that_it_is_based_on()
    {
        await using var registry = await ARegistry.StartAsync();
        var administrator = await registry.LogIn();
        await (await administrator.Register(Http.Recycler, PartyRole.Recycler)).Is(HttpStatusCode.Created);
        var path = $"/parties/{Http.Recycler}";
        var etag = (await administrator.Get(path)).Headers.ETag!.ToString();

        await (await administrator.Send(HttpMethod.Put, path, Content())).IsProblem(HttpStatusCode.PreconditionRequired, "if-match-missing", "If-Match");
        var changed = await administrator.Send(HttpMethod.Put, path, Content("New Name"), ifMatch: etag);
        Assert.Equal("New Name", (await changed.Is<Party>(HttpStatusCode.OK)).Name);
        await (await administrator.Send(HttpMethod.Put, path, Content("Other Name"), ifMatch: etag))
            .IsProblem(HttpStatusCode.PreconditionFailed, "party-changed-meanwhile", "If-Match");
        await (await administrator.Send(HttpMethod.Put, path, Content("Other Name"), ifMatch: changed.Headers.ETag!.ToString())).Is(HttpStatusCode.OK);
        await (await administrator.Send(HttpMethod.Put, $"/parties/{Http.Maker}", Content(), ifMatch: "\"1\"")).IsProblem(HttpStatusCode.NotFound, "party-not-found");
    }

    [Fact]
    public async Task Parties_see_themselves_in_full_and_only_who_the_others_are()
    {
        await using var registry = await ARegistry.StartAsync();
        var recycler = await registry.LogInAsNew(Http.Recycler, PartyRole.Recycler);
        var regulator = await registry.LogInAsNew("100000001", PartyRole.Regulator);

        var own = await (await recycler.Get($"/parties/{Http.Recycler}")).Is<PartyView>(HttpStatusCode.OK);
        var other = await (await recycler.Get("/parties/000000000")).Is<PartyView>(HttpStatusCode.OK);
        var supervised = await (await regulator.Get($"/parties/{Http.Recycler}")).Is<PartyView>(HttpStatusCode.OK);

        Assert.Equal(1, own.Version);
        Assert.Equal("Registry operator", other.Name);
        Assert.Null(other.Version);
        Assert.Null(other.VendorCodes);
        Assert.Null(other.Permits);
        Assert.Equal(1, supervised.Version);
        await (await recycler.Get($"/parties/{Http.Maker}")).IsProblem(HttpStatusCode.NotFound, "party-not-found");
    }

    [Fact]
    public async Task Parties_are_listed_page_by_page()
    {
        await using var registry = await ARegistry.StartAsync();
        var administrator = await registry.LogIn();
        await (await administrator.Register(Http.Recycler, PartyRole.Recycler)).Is(HttpStatusCode.Created);
        await (await administrator.Register(Http.Maker, PartyRole.BatteryMaker)).Is(HttpStatusCode.Created);

        var first = await (await administrator.Get("/parties?limit=2")).Is<PartyPage>(HttpStatusCode.OK);
        var second = await (await administrator.Get($"/parties?limit=2&after={first.Next}")).Is<PartyPage>(HttpStatusCode.OK);

        Assert.Equal(["000000000", Http.Recycler], first.Parties.Select(party => party.Id.Value));
        Assert.Equal([Http.Maker], second.Parties.Select(party => party.Id.Value));
        Assert.Null(second.Next);
    }

    private static object Content(string name = "Test Co., Ltd.") => new { name, roles = new[] { PartyRole.Recycler }, region = "520115" };
}
