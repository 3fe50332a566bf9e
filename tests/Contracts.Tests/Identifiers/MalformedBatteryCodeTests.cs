using Traceability.Contracts.Identifiers;
using Xunit;
using static Traceability.Contracts.Tests.Identifiers.Reading;

namespace Traceability.Contracts.Tests.Identifiers;

public sealed class MalformedBatteryCodeTests
{
    [Theory]
    [InlineData("G60", "2026-06-31")]
    [InlineData("G20", "2026-02-31")]
    [InlineData("G2X", "2026-02-29")]
    public void A_date_that_does_not_exist_is_refused_by_name(string letters, string date)
    {
        var refusal = Refused<BatteryCode>($"GZ9PE0100000A1{letters}0000012");

        Assert.Same(IdentifierRefusals.BatteryCodeDate, refusal.Kind);
        Assert.Contains(
            $"Positions 15-17 of the battery code, \"{letters}\", mean {date}, a date that does not exist",
            refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GZ9PE0100000A1G6K0000000", "18-24")]
    [InlineData("GZ9PB01G6K0000000RP", "11-17")]
    public void Serial_number_zero_is_refused(string text, string positions)
    {
        var refusal = Refused<BatteryCode>(text);

        Assert.Same(IdentifierRefusals.BatteryCodeSerial, refusal.Kind);
        Assert.Contains(positions, refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GZ9PE0100000A1G6k0000012", "Position 17 of the battery code is the lower-case letter \"k\", but GB/T 34014-2017 uses capital letters")]
    [InlineData("gbt45565:A1b2", "Position 3 after \"gbt45565:\" of the battery code is the lower-case letter \"b\", but GB/T 45565-2025 uses capital letters")]
    public void Lower_case_letters_are_refused_and_not_raised_silently(string text, string sentence)
    {
        var refusal = Refused<BatteryCode>(text);

        Assert.Same(IdentifierRefusals.LowerCase, refusal.Kind);
        Assert.Contains(sentence, refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GZ9XE0100000A1G6K0000012", "Position 4 of the battery code is \"X\", but P, M or C")]
    [InlineData("GZ9PH0100000A1G6K0000012", "Position 5 of the battery code is \"H\", but a letter from A to G, or Z")]
    [InlineData("GZ9PE0100000A10Z60000012", "Position 15 of the battery code is \"0\", but 1 to 9 or a capital letter other than I, O, Q, U and Z")]
    [InlineData("GZ9PE0100000A1GD60000012", "Position 16 of the battery code is \"D\", but 1 to 9, A, B or C")]
    [InlineData("GZ9PE0100000A1G6O0000012", "Position 17 of the battery code is \"O\"")]
    [InlineData("GZ9PE0100000A1G6K000001A", "Position 24 of the battery code is \"A\", but a digit of the serial number")]
    [InlineData("GZ9PB01G6K0000012SP", "Position 18 of the battery code is \"S\", but R (the mark of a second-life product)")]
    [InlineData("GZ9PB01G6K0000012RX", "Position 19 of the battery code is \"X\", but P, M or C (the level of the second-life product)")]
    [InlineData(" Z9PE0100000A1G6K0000012", "Position 1 of the battery code is a space")]
    [InlineData("GZ9PE010\u00070000A1G6K000012", "Position 9 of the battery code is the invisible character U+0007")]
    [InlineData("GZ9PE0100000A1G6K00000\U0001F50B", "Position 23 of the battery code is \"\U0001F50B\"")]
    [InlineData("电Z9PE0100000A1G6K0000012", "Position 1 of the battery code is \"电\"")]
    [InlineData("gbt45565:A1O2-33", "Position 3 after \"gbt45565:\" of the battery code is \"O\", but a digit or a capital letter other than I and O")]
    [InlineData("gbt45565:A1B2_33", "Position 5 after \"gbt45565:\" of the battery code is \"_\"")]
    [InlineData("gbt45565:A1-2", "Position 3 after \"gbt45565:\" of the battery code is \"-\"")]
    [InlineData("other:a b", "Position 2 after \"other:\" of the battery code is a space, but a letter")]
    public void An_impossible_character_is_refused_with_its_position_and_what_is_expected(string text, string sentence) =>
        Assert.StartsWith(sentence, Refused<BatteryCode>(text).Detail, StringComparison.Ordinal);

    // An attribute cannot hold half a character, hence no line above.
    [Fact]
    public void Half_a_character_is_refused_by_its_number() =>
        Assert.StartsWith(
            "Position 24 of the battery code is the stray half of a character (U+D83D)",
            Refused<BatteryCode>("GZ9PE0100000A1G6K000001\uD83D").Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("GZ9PE0100000A1G6K000001")]
    [InlineData("LFP-280-00017")]
    public void A_code_of_another_length_is_refused_with_the_advice_to_name_its_scheme(string text)
    {
        var refusal = Refused<BatteryCode>(text);

        Assert.Same(IdentifierRefusals.BatteryCodeLength, refusal.Kind);
        Assert.Contains($"\"{text}\" has {text.Length} characters", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("put \"gbt45565:\" or \"other:\" in front", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gbt34014:001CB240000003B3C0221953")]
    [InlineData("Other:1")]
    [InlineData(":")]
    public void A_prefix_that_names_no_scheme_is_refused(string text) =>
        Assert.Same(IdentifierRefusals.BatteryCodeScheme, Refused<BatteryCode>(text).Kind);

    [Theory]
    [InlineData("other:GZ9PE0100000A1G6K0000012", "GZ9PE0100000A1G6K0000012")]
    [InlineData("other:GZ9PB01G6K0000012RP", "GZ9PB01G6K0000012RP")]
    [InlineData("other:GZ9PE0100000A1G6K0000012RM", "GZ9PE0100000A1G6K0000012RM")]
    public void A_battery_has_one_name_so_a_code_of_GBT34014_bears_no_prefix(string text, string withoutPrefix)
    {
        var refusal = Refused<BatteryCode>(text);

        Assert.Same(IdentifierRefusals.BatteryCodePrefixNeedless, refusal.Kind);
        Assert.StartsWith($"\"{withoutPrefix}\" is a GB/T 34014-2017 code", refusal.Detail, StringComparison.Ordinal);
        Assert.Null(BatteryCode.Parse(withoutPrefix, out _));
        Assert.Null(BatteryCode.Parse("other:X" + withoutPrefix, out _));
    }

    [Fact]
    public void A_prefix_is_followed_by_1_to_64_characters()
    {
        Assert.Null(BatteryCode.Parse("other:" + new string('a', 64), out _));
        Assert.Same(IdentifierRefusals.BatteryCodeBodyLength, Refused<BatteryCode>("other:" + new string('a', 65)).Kind);
        Assert.Same(IdentifierRefusals.BatteryCodeBodyLength, Refused<BatteryCode>("gbt45565:").Kind);
    }
}
