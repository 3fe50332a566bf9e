using Traceability.Contracts.Identifiers;
using Xunit;
using static Traceability.Contracts.Tests.Identifiers.Reading;

namespace Traceability.Contracts.Tests.Identifiers;

public sealed class PartyAndHolderTests
{
    private const string CreditCode = "91520115MA0TEXT129";
    private const string Duns = "150483782";
    private const string Owner = "owner-0123456789abcdefghjkmnpqrs";

    [Fact]
    public void A_party_of_18_characters_is_named_by_its_credit_code()
    {
        var party = PartyId.Of(CreditCode);

        Assert.Equal(PartyIdScheme.Uscc, party.Scheme);
        Assert.Equal(UnifiedSocialCreditCode.Of(CreditCode), party.CreditCode);
        Assert.Null(party.Duns);
    }

    [Fact]
    public void A_party_of_9_digits_is_named_by_its_duns_number()
    {
        var party = PartyId.Of(Duns);

        Assert.Equal(PartyIdScheme.Duns, party.Scheme);
        Assert.Equal(DunsNumber.Of(Duns), party.Duns);
        Assert.Null(party.CreditCode);
        Assert.Empty(party.Warnings("party"));
    }

    [Fact]
    public void A_doubtful_credit_code_makes_a_doubtful_party_and_holder()
    {
        Assert.Equal(["credit-code-check"], WarningsOf<PartyId>("91350900587527783N"));
        Assert.Equal(["credit-code-check"], WarningsOf<HolderId>("91350900587527783N"));
    }

    [Theory]
    [InlineData("15-048-3782", "\"15-048-3782\" has 11 characters, but a party is named by")]
    [InlineData("15048378A", "Position 9 of the D-U-N-S number is \"A\"")]
    [InlineData("9152A115MA0TEXT129", "Position 5 of the unified social credit code is \"A\"")]
    [InlineData(null, "No party is given")]
    public void A_malformed_party_is_refused_with_what_is_wrong(string? text, string sentence) =>
        Assert.StartsWith(sentence, Refused<PartyId>(text).Detail, StringComparison.Ordinal);

    [Fact]
    public void A_duns_number_of_another_length_is_refused() =>
        Assert.StartsWith("\"1504837\" has 7 characters", Refused<DunsNumber>("1504837").Detail, StringComparison.Ordinal);

    [Fact]
    public void Every_new_owner_reference_is_different_and_can_be_read()
    {
        var references = Enumerable.Range(0, 1000).Select(_ => OwnerReference.New()).ToHashSet();

        Assert.Equal(1000, references.Count);
        Assert.All(references, reference => Assert.Equal(reference, OwnerReference.Of(reference.Value)));
    }

    [Theory]
    [InlineData("Zhang San", "\"Zhang San\" is no reference to a private owner")]
    [InlineData("owner-0123456789abcdefghjkmnpqr", "\"owner-0123456789abcdefghjkmnpqr\" is no reference to a private owner: that is \"owner-\" and 26 further characters, 32 in all, and here are 31")]
    [InlineData("owner-0123456789abcdefghjkmnpqrl", "Position 32 of the owner reference is \"l\"")]
    [InlineData("owner-0123456789ABCDEFGHJKMNPQRS", "Position 17 of the owner reference is \"A\"")]
    public void A_malformed_owner_reference_is_refused_with_what_is_wrong(string text, string sentence) =>
        Assert.StartsWith(sentence, Refused<OwnerReference>(text).Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData(CreditCode)]
    [InlineData(Duns)]
    public void A_holder_may_be_a_party(string text)
    {
        HolderId holder = PartyId.Of(text);

        Assert.Equal(HolderId.Of(text), holder);
        Assert.Equal(PartyId.Of(text), holder.Party);
        Assert.Null(holder.PrivateOwner);
    }

    [Fact]
    public void A_holder_may_be_a_private_owner()
    {
        HolderId holder = OwnerReference.Of(Owner);

        Assert.Equal(HolderId.Of(Owner), holder);
        Assert.Equal(OwnerReference.Of(Owner), holder.PrivateOwner);
        Assert.Null(holder.Party);
    }

    [Theory]
    [InlineData("张三", "\"张三\" has 2 characters, but a holder is")]
    [InlineData("owner-12", "\"owner-12\" is no reference to a private owner")]
    [InlineData("15048378A", "Position 9 of the D-U-N-S number is \"A\"")]
    [InlineData("", "No holder is given")]
    public void A_malformed_holder_is_refused_with_what_is_wrong(string text, string sentence) =>
        Assert.StartsWith(sentence, Refused<HolderId>(text).Detail, StringComparison.Ordinal);
}
