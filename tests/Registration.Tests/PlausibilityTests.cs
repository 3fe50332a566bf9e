using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Xunit;

namespace Traceability.Registration.Tests;

public sealed class PlausibilityTests
{
    private static readonly Nameplate Cell = Given.Nameplate with
    {
        Level = BatteryLevel.Cell, VoltageV = 3.2m, CapacityAh = 173, EnergyKwh = 0.5536m, MassKg = 3.2m,
    };

    [Fact]
    public void Nothing_is_odd_about_a_sound_nameplate()
    {
        Assert.Empty(Plausibility.Of(Given.Nameplate, 'B', Given.Rules));
        Assert.Empty(Plausibility.Of(Cell, null, Given.Rules));
    }

    [Theory]
    [InlineData(57.9, 0)]
    [InlineData(57.8, 1)]
    [InlineData(61.4, 0)]
    [InlineData(61.5, 1)]
    public void Energy_is_voltage_times_capacity_within_the_tolerance(double energyKwh, int warnings) =>
        Assert.Equal(warnings, Codes(Given.Nameplate with { EnergyKwh = (decimal)energyKwh }).Count(code => code == "energy-implausible"));

    [Theory]
    [InlineData(640, false)]
    [InlineData(650, true)]
    [InlineData(297, false)]
    [InlineData(290, true)]
    public void Specific_energy_lies_in_the_band_of_chemistry_and_level(int massKg, bool isOdd) =>
        Assert.Equal(isOdd, Codes(Given.Nameplate with { MassKg = massKg }).Contains("specific-energy-implausible"));

    [Theory]
    [InlineData(3.1, false)]
    [InlineData(3.3, false)]
    [InlineData(3.35, true)]
    [InlineData(3.0, true)]
    public void The_voltage_of_a_cell_is_that_of_its_chemistry(double voltageV, bool isOdd) =>
        Assert.Equal(isOdd, Codes(Cell with { VoltageV = (decimal)voltageV, EnergyKwh = (decimal)voltageV * 0.173m }).Contains("cell-voltage-implausible"));

    [Fact]
    public void The_letter_in_the_code_stands_for_the_chemistry() =>
        Assert.Equal(["chemistry-not-that-of-code"], Plausibility.Of(Given.Nameplate, 'E', Given.Rules).Select(warning => warning.Code));

    [Fact]
    public void Parts_weigh_no_more_and_hold_no_more_than_the_whole()
    {
        var part = Given.ModuleAfter();

        Assert.Empty(Plausibility.OfParts(Given.Nameplate, []));
        Assert.Empty(Plausibility.OfParts(Given.Nameplate, [.. Enumerable.Repeat(part, 10)]));
        Assert.Equal(
            ["parts-heavier-than-whole", "parts-energy-implausible"],
            Plausibility.OfParts(Given.Nameplate, [.. Enumerable.Repeat(part, 11)]).Select(warning => warning.Code));
        Assert.Equal(["parts-energy-implausible"], Plausibility.OfParts(Given.Nameplate, [part]).Select(warning => warning.Code));
    }

    [Fact]
    public void A_registration_gives_all_its_warnings()
    {
        var command = new RegisterBattery
        {
            Battery = BatteryCode.Of("001PEQ40000003G6J0000001"),
            OccurredAt = Given.Noon,
            Nameplate = Given.Nameplate with { EnergyKwh = 75 },
        };
        var decision = RegisterBattery.Decide(command, [Given.ModuleAfter()], Given.Maker, Given.Rules);

        Assert.Equal(
            ["battery-code-ambiguous-letter", "energy-implausible", "chemistry-not-that-of-code", "parts-energy-implausible"], decision.WarningCodes());
    }

    private static IEnumerable<string> Codes(Nameplate nameplate) => Plausibility.Of(nameplate, null, Given.Rules).Select(warning => warning.Code);
}
