using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts.Parties;
using Traceability.Hosting;

namespace Traceability.Parties.Tests;

public sealed class FirstDayTests
{
    [Fact]
    public async Task From_the_first_administrator_to_a_recycler_that_is_suspended_and_let_in_again()
    {
        await using var registry = await ARegistry.StartAsync();
        var administrator = await registry.LogIn();

        var registered = await (await administrator.Register(Http.Recycler, PartyRole.Recycler)).Is<RegisteredParty>(HttpStatusCode.Created);
        Assert.Equal(1, registered.Party.Version);
        Assert.Equal(registered.Party.Id.Warnings("id").Select(warning => warning.Detail), registered.Warnings.Select(warning => warning.Detail));

        var issued = await administrator.Post($"/parties/{Http.Recycler}/credentials");
        var credential = await issued.Is<IssuedCredential>(HttpStatusCode.Created);
        var recycler = await registry.LogIn(credential.ClientId, credential.ClientSecret);
        var seen = await (await recycler.Get($"/parties/{Http.Recycler}")).Is<PartyView>(HttpStatusCode.OK);
        Assert.Equal([PartyRole.Recycler], seen.Roles);

        await (await administrator.Post($"/parties/{Http.Recycler}/suspension", new { reason = "Permit withdrawn." })).Is(HttpStatusCode.OK);
        var refused = await (await recycler.Get($"/parties/{Http.Recycler}")).IsProblem(HttpStatusCode.Forbidden, "party-suspended");
        Assert.Contains("Permit withdrawn.", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await (await administrator.Delete($"/parties/{Http.Recycler}/suspension")).Is(HttpStatusCode.OK);
        await (await recycler.Get($"/parties/{Http.Recycler}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_first_start_gives_the_operator_a_secret_and_later_starts_give_none()
    {
        await using var registry = await ARegistry.StartAsync(new() { ["Operator:ClientSecret"] = "" });

        Assert.Equal(ARegistry.OperatorClientId, registry.FirstCredential?.ClientId);
        await registry.LogIn(registry.FirstCredential!.ClientId, registry.FirstCredential.ClientSecret);
        Assert.Null(await registry.Service<FirstAdministrator>().EnsureAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_process_that_nobody_issues_tokens_for_does_not_start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(ARegistry.NewStore());
        await using var app = builder.AddTraceabilityDefaults().Build();

        var mistake = Assert.Throws<InvalidOperationException>(() => app.UseTraceabilityDefaults());

        Assert.Contains("Tokens:Authority", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configured_secret_is_not_given_back()
    {
        await using var registry = await ARegistry.StartAsync();

        Assert.Null(registry.FirstCredential);
        await registry.LogIn();
    }
}
