using System.Net;
using Traceability.Contracts.Parties;

namespace Traceability.Parties.Tests;

public sealed class CredentialTests
{
    [Fact]
    public async Task A_party_manages_its_own_credentials_and_nobody_elses()
    {
        await using var registry = await ARegistry.StartAsync();
        var recycler = await registry.LogInAsNew(Http.Recycler, PartyRole.Recycler);

        var second = await (await recycler.Post($"/parties/{Http.Recycler}/credentials")).Is<IssuedCredential>(HttpStatusCode.Created);
        var listed = await (await recycler.Get($"/parties/{Http.Recycler}/credentials")).Is<ListedCredential[]>(HttpStatusCode.OK);
        Assert.Equal([$"{Http.Recycler}-1", second.ClientId], listed.Select(credential => credential.ClientId));

        await (await recycler.Delete($"/parties/{Http.Recycler}/credentials/{Http.Recycler}-1")).Is(HttpStatusCode.NoContent);
        await (await recycler.Delete($"/parties/{Http.Recycler}/credentials/{Http.Recycler}-1")).IsProblem(HttpStatusCode.NotFound, "credential-unknown");
        var third = await (await recycler.Post($"/parties/{Http.Recycler}/credentials")).Is<IssuedCredential>(HttpStatusCode.Created);
        Assert.Equal($"{Http.Recycler}-3", third.ClientId);

        await (await recycler.Post("/parties/000000000/credentials")).IsProblem(HttpStatusCode.Forbidden, "credentials-of-another");
        await (await recycler.Get("/parties/000000000/credentials")).IsProblem(HttpStatusCode.Forbidden, "credentials-of-another");
        await (await recycler.Delete("/parties/000000000/credentials/000000000-1")).IsProblem(HttpStatusCode.Forbidden, "credentials-of-another");
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_never_stored_in_the_clear()
    {
        await using var registry = await ARegistry.StartAsync();
        var administrator = await registry.LogIn();
        var issued = await (await administrator.Send(HttpMethod.Post, "/parties/000000000/credentials", key: "key-1")).Is<IssuedCredential>(HttpStatusCode.Created);

        await (await administrator.Send(HttpMethod.Post, "/parties/000000000/credentials", key: "key-1")).IsProblem(HttpStatusCode.Conflict, "credential-already-issued");

        Assert.Equal(43, issued.ClientSecret.Length);
        var stored = await registry.StoredText();
        Assert.Contains(issued.ClientId, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(issued.ClientSecret, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(ARegistry.OperatorSecret, stored, StringComparison.Ordinal);
        var listed = await (await administrator.Get("/parties/000000000/credentials")).Is(HttpStatusCode.OK);
        Assert.DoesNotContain("hash", listed.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }
}
