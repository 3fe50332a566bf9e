using Traceability.Contracts.Identifiers;
using Xunit;

namespace Traceability.Contracts.Tests.Identifiers;

public sealed class BatteryCodeTests
{
    [Theory]
    [InlineData("001CB240000003B3C0221953", "001", BatteryLevel.Cell, 'B', "24", "0000003", "2021-03-12", "0221953")]
    [InlineData("04QCB76836300JBC40000903", "04Q", BatteryLevel.Cell, 'B', "76", "836300J", "2021-12-04", "0000903")]
    [InlineData("04QCB52091380JG120006435", "04Q", BatteryLevel.Cell, 'B', "52", "091380J", "2026-01-02", "0006435")]
    [InlineData("X12MCPM27KLPCLX2M2382320", "X12", BatteryLevel.Module, 'C', "PM", "27KLPCL", "2039-02-21", "2382320")]
    [InlineData("GZ9PE0100000A1G6K0000012", "GZ9", BatteryLevel.Pack, 'E', "01", "00000A1", "2026-06-19", "0000012")]
    public void A_code_from_a_label_is_decoded(
        string text, string vendor, BatteryLevel level, char chemistry, string specification, string trace, string producedOn, string serial)
    {
        var code = BatteryCode.Of(text);

        Assert.Equal(BatteryCodeScheme.GbT34014, code.Scheme);
        Assert.Equal(vendor, code.VendorCode);
        Assert.Equal(level, code.Level);
        Assert.Equal(chemistry, code.ChemistryLetter);
        Assert.Equal(specification, code.SpecificationCode);
        Assert.Equal(trace, code.TraceCode);
        Assert.Equal(DateOnly.ParseExact(producedOn, "yyyy-MM-dd"), code.ProducedOn);
        Assert.Equal(serial, code.SerialNumber);
        Assert.False(code.IsSecondLife);
        Assert.True(code.IsIssuable);
    }

    [Fact]
    public void A_second_life_code_has_no_trace_code()
    {
        var code = BatteryCode.Of("GZ9PB01G6K0000012RP");

        Assert.Equal(BatteryCodeScheme.GbT34014SecondLife, code.Scheme);
        Assert.True(code.IsSecondLife);
        Assert.True(code.IsIssuable);
        Assert.Null(code.TraceCode);
        Assert.Equal(new DateOnly(2026, 6, 19), code.ProducedOn);
        Assert.Equal("0000012", code.SerialNumber);
        Assert.Equal(BatteryLevel.Pack, code.Level);
    }

    [Fact]
    public void The_older_second_life_code_of_26_characters_is_read_but_not_issued()
    {
        var code = BatteryCode.Of("GZ9PE0100000A1G6K0000012RM");

        Assert.Equal(BatteryCodeScheme.GbT34014SecondLife, code.Scheme);
        Assert.True(code.IsSecondLife);
        Assert.False(code.IsIssuable);
        Assert.Equal("00000A1", code.TraceCode);
        Assert.Equal("0000012", code.SerialNumber);
    }

    [Theory]
    [InlineData("gbt45565:A1B2-33", BatteryCodeScheme.GbT45565, false)]
    [InlineData("gbt45565:A1B2C3D4-R-00017", BatteryCodeScheme.GbT45565, true)]
    [InlineData("gbt45565:A1B2C3D4-R", BatteryCodeScheme.GbT45565, true)]
    [InlineData("gbt45565:A1B2C3D4-R00017", BatteryCodeScheme.GbT45565, false)]
    [InlineData("gbt45565:A1B2IO", BatteryCodeScheme.GbT45565, false)]
    [InlineData("gbt45565:R", BatteryCodeScheme.GbT45565, false)]
    [InlineData("other:SN_2017.04-a", BatteryCodeScheme.Other, false)]
    [InlineData("other:x-R-1234567890abcd", BatteryCodeScheme.Other, false)]
    public void A_code_of_another_scheme_is_kept_without_being_decoded(string text, BatteryCodeScheme scheme, bool isSecondLife)
    {
        var code = BatteryCode.Of(text);

        Assert.Equal(text, code.ToString());
        Assert.Equal(scheme, code.Scheme);
        Assert.Equal(isSecondLife, code.IsSecondLife);
        Assert.True(code.IsIssuable);
        Assert.Null(code.VendorCode);
        Assert.Null(code.Level);
        Assert.Null(code.ChemistryLetter);
        Assert.Null(code.SpecificationCode);
        Assert.Null(code.TraceCode);
        Assert.Null(code.ProducedOn);
        Assert.Null(code.SerialNumber);
        Assert.Empty(code.Warnings("code"));
    }

    [Theory]
    [InlineData("110", 2011, 1, 31)]
    [InlineData("E2X", 2024, 2, 29)]
    [InlineData("YCY", 2040, 12, 30)]
    public void The_date_alphabet_runs_from_2011_to_2040(string letters, int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), BatteryCode.Of($"GZ9PE0100000A1{letters}0000012").ProducedOn);

    [Theory]
    [InlineData("04QCB52091380JG120006435", "\"Q\" in position 3:")]
    [InlineData("GI9PEO1000O0A1G6K0000012", "\"I\", \"O\", \"O\" in position 2, 6, 11:")]
    [InlineData("GZ9PBQ1G6K0000012RP", "\"Q\" in position 6:")]
    public void Letters_that_are_misread_as_digits_are_accepted_with_a_warning(string text, string sentence)
    {
        var warning = Assert.Single(BatteryCode.Of(text).Warnings("batteries[3].code"));

        Assert.Equal("battery-code-ambiguous-letter", warning.Code);
        Assert.Equal("batteries[3].code", warning.Field);
        Assert.Contains(sentence, warning.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_without_doubt_has_no_warning() =>
        Assert.Empty(BatteryCode.Of("001CB240000003B3C0221953").Warnings("code"));

    [Fact]
    public void Reading_a_valid_code_allocates_nothing()
    {
        const int Repetitions = 1000;
        BatteryCode.Parse("001CB240000003B3C0221953", out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            BatteryCode.Parse("001CB240000003B3C0221953", out _);
        }

        // Less than a byte per code: the runtime itself may allocate once in between.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Repetitions - 1);
    }
}
