using System.Net;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Parties.Tests;

public sealed class OwnerTests
{
    private static readonly object Person = new { name = "Zhang San", contact = "+86 851 0000 0000" };

    [Fact]
    public async Task A_dealer_registers_a_person_whom_it_and_regulators_can_see()
    {
        await using var registry = await ARegistry.StartAsync();
        var dealer = await registry.LogInAsNew(Http.Maker, PartyRole.Dealer);
        var other = await registry.LogInAsNew(Http.Recycler, PartyRole.Dealer);
        var regulator = await registry.LogInAsNew("100000001", PartyRole.Regulator);

        var owner = await (await dealer.Post("/owners", Person)).Is<RegisteredOwner>(HttpStatusCode.Created);

        var path = $"/owners/{owner.Reference}";
        Assert.StartsWith("owner-", owner.Reference.Value, StringComparison.Ordinal);
        Assert.Equal("Zhang San", (await (await dealer.Get(path)).Is<OwnerView>(HttpStatusCode.OK)).Name);
        Assert.Equal("+86 851 0000 0000", (await (await regulator.Get(path)).Is<OwnerView>(HttpStatusCode.OK)).Contact);
        await (await other.Get(path)).IsProblem(HttpStatusCode.Forbidden, "owner-of-another");
        await (await other.Delete(path)).IsProblem(HttpStatusCode.Forbidden, "owner-of-another");
    }

    [Theory]
    [InlineData("520100", true)]
    [InlineData("520000", true)]
    [InlineData("100000", true)]
    [InlineData("520300", false)]
    [InlineData("440000", false)]
    public void A_regulator_sees_the_persons_of_its_own_region(string supervised, bool sees)
    {
        var dealer = Party(PartyRole.Dealer, "520115");
        var regulator = Party(PartyRole.Regulator, supervised) with { Id = PartyId.Of("100000001") };
        var owner = new Owner { Reference = OwnerReference.New(), Name = "Zhang San", RegisteredBy = dealer.Id, RegisteredAt = DateTimeOffset.UnixEpoch };

        var refusal = ReadOwner.Refuse(owner, owner.Reference, regulator, id => id == dealer.Id ? dealer : null);

        Assert.Equal(sees ? null : PartyRefusals.OwnerOfAnother, refusal?.Kind);

        static Party Party(PartyRole role, string region) =>
            new() { Id = PartyId.Of(Http.Maker), Name = "Test", Roles = [role], Region = RegionCode.Of(region), Version = 1 };
    }

    [Fact]
    public async Task A_recycler_does_not_register_persons()
    {
        await using var registry = await ARegistry.StartAsync();
        var recycler = await registry.LogInAsNew(Http.Recycler, PartyRole.Recycler);

        await (await recycler.Post("/owners", Person)).IsProblem(HttpStatusCode.Forbidden, "owners-not-yours");
    }

    [Fact]
    public async Task Erasing_a_person_leaves_the_reference_and_nothing_else()
    {
        await using var registry = await ARegistry.StartAsync();
        var dealer = await registry.LogInAsNew(Http.Maker, PartyRole.Dealer);
        var owner = await (await dealer.Post("/owners", Person, "key-1")).Is<RegisteredOwner>(HttpStatusCode.Created);
        var path = $"/owners/{owner.Reference}";

        await (await dealer.Delete(path)).Is(HttpStatusCode.NoContent);

        var problem = await (await dealer.Get(path)).IsProblem(HttpStatusCode.Gone, "owner-erased");
        Assert.Contains(owner.Reference.Value, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var stored = await registry.StoredText();
        Assert.DoesNotContain("Zhang", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("851 0000", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("fingerprint", stored, StringComparison.Ordinal);
        await (await dealer.Delete(path)).Is(HttpStatusCode.NoContent);
        await (await dealer.Post("/owners", Person, "key-1")).IsProblem(HttpStatusCode.Gone, "owner-erased");
    }

    [Fact]
    public async Task A_repeated_registration_gets_the_same_reference()
    {
        await using var registry = await ARegistry.StartAsync();
        var dealer = await registry.LogInAsNew(Http.Maker, PartyRole.Dealer);

        var first = await (await dealer.Post("/owners", Person, "key-1")).Is<RegisteredOwner>(HttpStatusCode.Created);
        var again = await (await dealer.Post("/owners", Person, "key-1")).Is<RegisteredOwner>(HttpStatusCode.Created);
        var other = await (await dealer.Post("/owners", Person, "key-2")).Is<RegisteredOwner>(HttpStatusCode.Created);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        await (await dealer.Post("/owners", new { name = "Li Si" }, "key-1")).IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_person_needs_a_name()
    {
        await using var registry = await ARegistry.StartAsync();
        var dealer = await registry.LogInAsNew(Http.Maker, PartyRole.Dealer);

        await (await dealer.Post("/owners", new { name = " " })).IsProblem(HttpStatusCode.BadRequest, "name-malformed", "name");
        await (await dealer.Post("/owners", new { name = "Zhang San", contact = "" })).IsProblem(HttpStatusCode.BadRequest, "contact-malformed", "contact");
    }
}
