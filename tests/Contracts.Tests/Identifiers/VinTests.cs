using Traceability.Contracts.Identifiers;
using Xunit;
using static Traceability.Contracts.Tests.Identifiers.Reading;

namespace Traceability.Contracts.Tests.Identifiers;

public sealed class VinTests
{
    [Theory]
    [InlineData("1M8GDM9AXKP042788")]
    [InlineData("11111111111111111")]
    [InlineData("5GZCZ43D13S812715")]
    [InlineData("LZ9AB1CD8RG100001")]
    [InlineData("LZ9AB1CD2SG100002")]
    [InlineData("LZ9AB1CD2TG100003")]
    public void A_vin_with_the_right_check_digit_is_accepted_without_warning(string text)
    {
        Assert.Equal(text, Vin.Of(text).Value);
        Assert.Empty(WarningsOf<Vin>(text));
    }

    [Fact]
    public void A_chinese_vin_with_a_wrong_check_digit_is_refused_with_the_expected_one()
    {
        var refusal = Refused<Vin>("LZ9AB1CD7RG100001");

        Assert.Same(IdentifierRefusals.VinCheckDigit, refusal.Kind);
        Assert.Contains("is \"7\", but the other characters call for \"8\"", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_imported_vin_with_a_wrong_check_digit_is_accepted_with_a_warning()
    {
        var warning = Assert.Single(Vin.Of("1M8GDM9A1KP042788").Warnings("vin"));

        Assert.Equal("vin-check-digit", warning.Code);
        Assert.Contains("is \"1\", but as a check digit it would be \"X\"", warning.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1M8GDM9AXUP042788")]
    [InlineData("1M8GDM9AXZP042788")]
    [InlineData("1M8GDM9AX0P042788")]
    public void A_character_that_stands_for_no_model_year_is_a_warning(string text) =>
        Assert.Contains("vin-model-year", WarningsOf<Vin>(text));

    [Theory]
    [InlineData("LZ9AB1CD8RG1O0001", "Position 13 of the VIN is \"O\", but a digit or a capital letter other than I, O and Q")]
    [InlineData("LZ9AB1CD8rG100001", "Position 10 of the VIN is the lower-case letter \"r\"")]
    [InlineData("LZ9AB1CD8RG10001", "\"LZ9AB1CD8RG10001\" has 16 characters, but a VIN has 17")]
    [InlineData(null, "No VIN is given")]
    public void A_malformed_vin_is_refused_with_what_is_wrong(string? text, string sentence) =>
        Assert.StartsWith(sentence, Refused<Vin>(text).Detail, StringComparison.Ordinal);
}
