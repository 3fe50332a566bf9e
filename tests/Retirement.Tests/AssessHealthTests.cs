using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Fixtures;
using Xunit;

namespace Traceability.Retirement.Tests;

public sealed class AssessHealthTests
{
    private static readonly RetirementRules Rules = DatedRules.Embedded<RetirementRules>(RetirementService.Name).On(Life.Now).Rules;

    private static readonly AssessHealth Test = new()
    {
        Battery = Life.Pack,
        OccurredAt = Life.Noon(2026, 10, 15),
        TestedOn = new(2026, 10, 15),
        Laboratory = "Hall 2",
        Equipment = "Cycler 4",
        Calibration = "CAL-1",
        AmbientCelsius = 24.5m,
        CRate = 0.33m,
        OpenCircuitVoltageV = 342.1m,
        ChargeCapacityAh = 134.1m,
        DischargeCapacityAh = 132.7m,
        DischargeEnergyKwh = 45.4m,
        InternalResistanceMilliohm = 88,
        CycleCount = 1310,
        Findings = [],
    };

    private static Decision Decide(AssessHealth test, Standing? standing = null) =>
        AssessHealth.Decide(standing ?? Life.Retired(), test, Life.Maker, Rules, Life.Now);

    [Fact]
    public void The_state_of_health_is_computed_from_the_rated_capacity_in_the_dossier()
    {
        var standing = Life.Retired().After(Decide(Test), Life.Maker, Test.OccurredAt);

        Assert.Equal(173, standing.Health?.RatedCapacityAh);
        Assert.Equal(76.7m, standing.Health?.SohPercent);
        Assert.Equal(1310, standing.Health?.CycleCount);
    }

    [Theory]
    [InlineData(80.05, 100, 80.1)]
    [InlineData(80.04, 100, 80)]
    [InlineData(60.25, 100, 60.3)]
    [InlineData(0, 100, 0)]
    public void The_state_of_health_is_rounded_to_one_decimal_away_from_zero(double residual, double rated, double soh) =>
        Assert.Equal((decimal)soh, AssessHealth.SohPercent((decimal)residual, (decimal)rated));

    [Fact]
    public void A_new_test_sets_the_decision_on_the_old_one_aside()
    {
        var decided = Life.Retired().Tested(80).Decided(Disposition.SecondLife);

        Assert.Null(decided.After(Decide(Test, decided), Life.Maker, Test.OccurredAt).Disposition);
    }

    [Fact]
    public void A_hazard_named_twice_is_recorded_once() =>
        Assert.Equal(
            [SafetyFinding.Leak],
            Decide(Test with { Findings = [SafetyFinding.Leak, SafetyFinding.Leak] }).Recorded<HealthAssessed>().Findings);

    [Theory]
    [InlineData(19.9)]
    [InlineData(30.1)]
    public void An_ambient_temperature_outside_the_standard_is_warned_of(double celsius) =>
        Decide(Test with { AmbientCelsius = (decimal)celsius }).Recorded<HealthAssessed>("ambient-out-of-standard");

    [Fact]
    public void More_than_the_rated_capacity_is_warned_of() =>
        Decide(Test with { DischargeCapacityAh = 180 }).Recorded<HealthAssessed>("soh-above-100");

    [Fact]
    public void A_state_of_health_that_rises_is_warned_of() =>
        Decide(Test, Life.Retired().Tested(70)).Recorded<HealthAssessed>("soh-rises");

    [Fact]
    public void A_test_before_the_retirement_is_warned_of() =>
        Decide(Test with { TestedOn = new(2026, 10, 7) }).Recorded<HealthAssessed>("tested-before-retirement");

    [Fact]
    public void Far_more_than_the_rated_capacity_is_refused() =>
        Decide(Test with { DischargeCapacityAh = 225 }).Refused(RetirementRefusals.CapacityImplausible, "dischargeCapacityAh");

    [Fact]
    public void A_rated_capacity_near_zero_is_no_exception()
    {
        var tiny = Life.Nameplate(Life.Pack) with { CapacityAh = 0.0000000000000000000000000001m };
        var standing = Life.Retired().Then(Life.Maker, Life.Now, new BatteryCorrected { Corrects = 1, Reason = "A test", Nameplate = tiny });

        Decide(Test with { DischargeCapacityAh = 20_000 }, standing).Refused(RetirementRefusals.CapacityImplausible, "dischargeCapacityAh");
    }

    [Fact]
    public void A_test_of_tomorrow_is_refused_and_one_of_today_in_china_is_not()
    {
        Decide(Test with { TestedOn = new(2026, 10, 21) }).Refused(RetirementRefusals.TestedInFuture, "testedOn");
        Decide(Test with { TestedOn = new(2026, 10, 20) }).Recorded<HealthAssessed>();
    }

    [Fact]
    public void A_battery_in_use_is_not_assessed() => Decide(Test, Life.Installed()).Refused(DossierRefusals.WrongStage);

    [Fact]
    public void Only_the_custodian_assesses() =>
        AssessHealth.Decide(Life.Retired(), Test, Life.Stranger, Rules, Life.Now).Refused(DossierRefusals.NotCustodian);

    [Fact]
    public void A_dismantler_does_not_assess() =>
        AssessHealth.Decide(Life.Retired(), Test, Life.Maker with { Roles = [PartyRole.Dismantler] }, Rules, Life.Now).Refused(DossierRefusals.RoleMissing);

    [Fact]
    public void A_battery_on_offer_is_not_assessed() => Decide(Test, Life.Retired().Offered()).Refused(DossierRefusals.TransferOpen);

    [Fact]
    public void Texts_are_short_and_printable()
    {
        Decide(Test with { Laboratory = "" }).Refused(DossierRefusals.TextNotUsable, "laboratory");
        Decide(Test with { Equipment = "a\nb" }).Refused(DossierRefusals.TextNotUsable, "equipment");
        Decide(Test with { Calibration = new('x', 101) }).Refused(DossierRefusals.TextNotUsable, "calibration");
    }

    [Fact]
    public void Numbers_that_no_test_yields_are_refused()
    {
        Decide(Test with { AmbientCelsius = 91 }).Refused(DossierRefusals.NumberOutOfRange, "ambientCelsius");
        Decide(Test with { CRate = 0 }).Refused(DossierRefusals.NumberOutOfRange, "cRate");
        Decide(Test with { OpenCircuitVoltageV = -1 }).Refused(DossierRefusals.NumberOutOfRange, "openCircuitVoltageV");
        Decide(Test with { ChargeCapacityAh = -1 }).Refused(DossierRefusals.NumberOutOfRange, "chargeCapacityAh");
        Decide(Test with { DischargeCapacityAh = decimal.MaxValue }).Refused(DossierRefusals.NumberOutOfRange, "dischargeCapacityAh");
        Decide(Test with { DischargeEnergyKwh = -1 }).Refused(DossierRefusals.NumberOutOfRange, "dischargeEnergyKwh");
        Decide(Test with { InternalResistanceMilliohm = 0 }).Refused(DossierRefusals.NumberOutOfRange, "internalResistanceMilliohm");
        Decide(Test with { CycleCount = -1 }).Refused(DossierRefusals.NumberOutOfRange, "cycleCount");
    }
}
