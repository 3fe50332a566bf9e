using Traceability.Contracts.Parties;
using static Traceability.Parties.Tests.Some;

namespace Traceability.Parties.Tests;

public sealed class PartyContentTests
{
    [Theory]
    [InlineData("", "name-malformed", "name")]
    [InlineData(" Test", "name-malformed", "name")]
    [InlineData("Te\nst", "name-malformed", "name")]
    [InlineData("Test", null, null)]
    public void A_name_is_neither_empty_nor_padded(string name, string? code, string? field) =>
        Refuses(Registration() with { Name = name }, code, field);

    [Fact]
    public void A_name_has_at_most_200_characters()
    {
        Refuses(Registration() with { Name = new('A', 200) }, null, null);
        Refuses(Registration() with { Name = new('A', 201) }, "name-malformed", "name");
    }

    [Theory]
    [InlineData("roles-missing")]
    [InlineData(null, PartyRole.Regulator)]
    [InlineData(null, PartyRole.Recycler, PartyRole.Dismantler)]
    [InlineData(null, PartyRole.Administrator, PartyRole.Administrator)]
    [InlineData("roles-exclusive", PartyRole.Regulator, PartyRole.Recycler)]
    [InlineData("roles-exclusive", PartyRole.Dealer, PartyRole.Administrator)]
    [InlineData("roles-exclusive", PartyRole.Regulator, PartyRole.Administrator)]
    public void A_party_has_a_role_and_who_supervises_has_no_other(string? code, params PartyRole[] roles) =>
        Refuses(Registration() with { Roles = roles }, code, code is null ? null : "roles");

    [Theory]
    [InlineData("ABC", null)]
    [InlineData("0Z9", null)]
    [InlineData("AB", "vendor-code-malformed")]
    [InlineData("ABCD", "vendor-code-malformed")]
    [InlineData("abc", "vendor-code-malformed")]
    [InlineData("A-C", "vendor-code-malformed")]
    [InlineData(null, "vendor-code-malformed")]
    public void A_vendor_code_is_three_capital_letters_or_digits(string? vendorCode, string? code) =>
        Refuses(Registration() with { VendorCodes = ["GZ9", vendorCode!] }, code, code is null ? null : "vendorCodes[1]");

    [Fact]
    public void A_permit_has_a_number_and_does_not_end_before_it_begins()
    {
        var permit = new Permit { Kind = PermitKind.PollutantDischarge, Number = "P1", ValidFrom = new(2026, 1, 1), ValidUntil = new(2026, 1, 1) };

        Refuses(Registration() with { Permits = [permit] }, null, null);
        Refuses(Registration() with { Permits = [permit, permit with { Number = "" }] }, "permit-malformed", "permits[1].number");
        Refuses(Registration() with { Permits = [null!] }, "permit-malformed", "permits[0]");
        Refuses(Registration() with { Permits = [permit with { ValidUntil = new(2025, 12, 31) }] }, "permit-dates-reversed", "permits[0].validUntil");
    }

    [Fact]
    public void Roles_and_vendor_codes_given_twice_count_once()
    {
        var registration = Registration() with { Roles = [PartyRole.Dealer, PartyRole.Dealer], VendorCodes = ["GZ9", "GZ9"] };

        var party = registration.Decide(null, Fresh, Administrator).Party;

        Assert.Equal([PartyRole.Dealer], party.Roles);
        Assert.Equal(["GZ9"], party.VendorCodes);
    }

    private static void Refuses(RegisterParty registration, string? code, string? field)
    {
        var refusal = registration.Decide(null, Fresh, Administrator).Refusal;

        Assert.Equal(code, refusal?.Kind.Code);
        Assert.Equal(field, refusal?.Field);
    }
}
