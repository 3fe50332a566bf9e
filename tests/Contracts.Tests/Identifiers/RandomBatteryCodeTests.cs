using CsCheck;
using Traceability.Contracts.Identifiers;
using Xunit;

namespace Traceability.Contracts.Tests.Identifiers;

public sealed class RandomBatteryCodeTests
{
    private const string YearLetters = "123456789ABCDEFGHJKLMNPRSTVWXY";
    private const string MonthLetters = "123456789ABC";
    private const string DayLetters = "123456789ABCDEFGHJKLMNPRSTVWXY0";

    private static readonly Gen<char> Letter = Gen.Char["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

    private static readonly Gen<(string Vendor, char Level, char Chemistry, string Specification, string Trace)> Design =
        Gen.Select(Gen.String[Letter, 3, 3], Gen.Char["PMC"], Gen.Char["ABCDEFGZ"], Gen.String[Letter, 2, 2], Gen.String[Letter, 7, 7]);

    private static readonly Gen<(DateOnly ProducedOn, int Serial)> Production =
        Gen.Select(Gen.Int[0, new DateOnly(2040, 12, 31).DayNumber - FirstDay.DayNumber].Select(FirstDay.AddDays), Gen.Int[1, 9_999_999]);

    private static DateOnly FirstDay => new(2011, 1, 1);

    [Fact]
    public void A_code_built_from_parts_is_decoded_into_these_parts() => Gen.Select(Design, Production).Sample((design, production) =>
    {
        var (vendor, level, chemistry, specification, trace) = design;
        var code = BatteryCode.Of($"{vendor}{level}{chemistry}{specification}{trace}{Lettered(production.ProducedOn)}{production.Serial:0000000}");

        AssertDecoded(code, design, production);
        Assert.Equal(BatteryCodeScheme.GbT34014, code.Scheme);
        Assert.Equal(trace, code.TraceCode);
        Assert.False(code.IsSecondLife);
    });

    [Fact]
    public void A_second_life_code_built_from_parts_is_decoded_into_these_parts() => Gen.Select(Design, Production).Sample((design, production) =>
    {
        var (vendor, level, chemistry, specification, _) = design;
        var code = BatteryCode.Of($"{vendor}{level}{chemistry}{specification}{Lettered(production.ProducedOn)}{production.Serial:0000000}R{level}");

        AssertDecoded(code, design, production);
        Assert.Equal(BatteryCodeScheme.GbT34014SecondLife, code.Scheme);
        Assert.Null(code.TraceCode);
        Assert.True(code.IsSecondLife);
    });

    private static void AssertDecoded(
        BatteryCode code, (string Vendor, char Level, char Chemistry, string Specification, string Trace) design, (DateOnly ProducedOn, int Serial) production)
    {
        Assert.Equal(design.Vendor, code.VendorCode);
        Assert.Equal(design.Level, code.Level.ToString()![0]);
        Assert.Equal(design.Chemistry, code.ChemistryLetter);
        Assert.Equal(design.Specification, code.SpecificationCode);
        Assert.Equal(production.ProducedOn, code.ProducedOn);
        Assert.Equal($"{production.Serial:0000000}", code.SerialNumber);
    }

    private static string Lettered(DateOnly date) =>
        $"{YearLetters[date.Year - FirstDay.Year]}{MonthLetters[date.Month - 1]}{DayLetters[date.Day - 1]}";
}
