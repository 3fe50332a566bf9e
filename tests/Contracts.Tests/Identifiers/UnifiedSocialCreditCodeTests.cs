using Traceability.Contracts.Identifiers;
using Xunit;
using static Traceability.Contracts.Tests.Identifiers.Reading;

namespace Traceability.Contracts.Tests.Identifiers;

public sealed class UnifiedSocialCreditCodeTests
{
    [Theory]
    [InlineData("91350900587527783P")]
    [InlineData("91440300192317458F")]
    [InlineData("91350200776049653A")]
    [InlineData("91520115MA0TEXT129")]
    [InlineData("91520201MA0TEXT200")]
    [InlineData("91520303MA0TEXT39Y")]
    [InlineData("91520402MA0TEXT47G")]
    [InlineData("91520502MA0TEXT55G")]
    [InlineData("91520603MA0TEXT63Y")]
    [InlineData("91522702MA0TEXT719")]
    public void A_code_with_both_check_characters_right_is_accepted_without_warning(string text)
    {
        Assert.Equal(text, UnifiedSocialCreditCode.Of(text).Value);
        Assert.Empty(WarningsOf<UnifiedSocialCreditCode>(text));
    }

    [Fact]
    public void A_wrong_check_character_is_a_warning_that_names_the_right_one()
    {
        var warning = Assert.Single(UnifiedSocialCreditCode.Of("91350900587527783N").Warnings("party"));

        Assert.Equal("credit-code-check", warning.Code);
        Assert.Contains("is \"N\", but the other characters call for \"P\"", warning.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_organisation_check_character_is_a_warning_of_its_own() =>
        Assert.Equal(["credit-code-organisation-check", "credit-code-check"], WarningsOf<UnifiedSocialCreditCode>("91350900587527784P"));

    [Fact]
    public void An_early_code_of_a_pilot_area_is_accepted() =>
        Assert.Contains("credit-code-check", WarningsOf<UnifiedSocialCreditCode>("91350100M0001TGQXM"));

    [Theory]
    [InlineData("9152A115MA0TEXT129", "Position 5 of the unified social credit code is \"A\", but a digit of the region code")]
    [InlineData("91520115MI0TEXT129", "Position 10 of the unified social credit code is \"I\", but a digit or a capital letter other than I, O, S, V and Z")]
    [InlineData("91520115ma0TEXT129", "Position 9 of the unified social credit code is the lower-case letter \"m\", but GB 32100-2015 uses capital letters")]
    [InlineData("91520115MA0TEXT12", "\"91520115MA0TEXT12\" has 17 characters")]
    [InlineData("", "No unified social credit code is given")]
    public void A_malformed_code_is_refused_with_what_is_wrong(string text, string sentence) =>
        Assert.StartsWith(sentence, Refused<UnifiedSocialCreditCode>(text).Detail, StringComparison.Ordinal);

    // Numbers of nobody: no identity card names a whole province.
    [Theory]
    [InlineData("520000199003070024")]
    [InlineData("52000020000229008X")]
    public void The_number_of_a_natural_person_is_refused_and_not_repeated(string text)
    {
        var refusal = Refused<UnifiedSocialCreditCode>(text);

        Assert.Same(IdentifierRefusals.CreditCodeOfPerson, refusal.Kind);
        Assert.DoesNotContain(text[6..], refusal.Detail, StringComparison.Ordinal);
        Assert.Same(refusal.Kind, Refused<PartyId>(text).Kind);
        Assert.Same(refusal.Kind, Refused<HolderId>(text).Kind);
    }

    [Theory]
    [InlineData("520000199003070021")]
    [InlineData("520000199013070028")]
    public void Digits_without_a_birth_date_or_a_right_check_character_are_a_credit_code_with_a_warning(string text) =>
        Assert.Contains("credit-code-check", WarningsOf<UnifiedSocialCreditCode>(text));
}
