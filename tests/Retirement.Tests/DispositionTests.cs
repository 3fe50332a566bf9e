using System.Text.Json;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Fixtures;
using Xunit;

namespace Traceability.Retirement.Tests;

public sealed class DispositionTests
{
    private static readonly RetirementRules Rules = DatedRules.Embedded<RetirementRules>(RetirementService.Name).On(Life.Now).Rules;

    private static DecideDisposition Choose(Disposition disposition, string? overrideReason = null) => new()
    {
        Battery = Life.Pack,
        OccurredAt = Life.Noon(2026, 10, 16),
        Disposition = disposition,
        OverrideReason = overrideReason,
    };

    private static Decision Decide(Standing standing, DecideDisposition command, Party? caller = null, RetirementRules? rules = null) =>
        DecideDisposition.Decide(standing, command, caller ?? Life.Maker, rules ?? Rules, Life.Now);

    private static IEnumerable<string> Words(Suggestion suggestion) =>
        suggestion.FitFor.Select(use => $"fit-for-{JsonNamingPolicy.KebabCaseLower.ConvertName(use.ToString())}");

    [Theory]
    [InlineData(Chemistry.Lfp, 60, Disposition.SecondLife, "soh-at-least-60")]
    [InlineData(Chemistry.Lfp, 59.9, Disposition.Recycling, "soh-below-60")]
    [InlineData(Chemistry.Ncm622, 70, Disposition.SecondLife, "soh-at-least-70")]
    [InlineData(Chemistry.Ncm622, 69.9, Disposition.Recycling, "soh-below-70")]
    [InlineData(Chemistry.Other, 69.9, Disposition.Recycling, "soh-below-70")]
    public void A_second_life_comes_first_for_whatever_is_healthy_enough(Chemistry chemistry, double soh, Disposition suggested, string ground)
    {
        var suggestion = Suggestion.For(chemistry, Life.Retired().Tested((decimal)soh).Health, Rules);

        Assert.Equal(suggested, suggestion.Disposition);
        Assert.Equal([ground, .. Words(suggestion)], suggestion.Grounds);
        Assert.Equal(suggested == Disposition.SecondLife, suggestion.FitFor.Count > 0);
        Assert.False(suggestion.IsVeto);
    }

    [Theory]
    [InlineData(Chemistry.Lfp, 70, true, true)]
    [InlineData(Chemistry.Lfp, 69.9, false, true)]
    [InlineData(Chemistry.Ncm622, 75, true, true)]
    [InlineData(Chemistry.Ncm622, 74.9, false, true)]
    [InlineData(Chemistry.Ncm622, 69.9, false, false)]
    public void A_battery_is_fit_for_the_uses_of_the_bands_that_it_reaches(Chemistry chemistry, double soh, bool storage, bool backup)
    {
        var fitFor = Suggestion.For(chemistry, Life.Retired().Tested((decimal)soh).Health, Rules).FitFor;

        Assert.Equal(storage, fitFor.Contains(SecondLifeApplication.StationaryStorage));
        Assert.Equal(backup, fitFor.Contains(SecondLifeApplication.TelecomBackup));
        Assert.DoesNotContain(SecondLifeApplication.ElectricBicycle, fitFor);
    }

    [Fact]
    public void Until_order_73_a_weak_battery_was_fit_for_low_demand()
    {
        var rules = DatedRules.Embedded<RetirementRules>(RetirementService.Name).On(Life.Noon(2026, 3, 31)).Rules;

        var suggestion = Suggestion.For(Chemistry.Lfp, Life.Retired().Tested(45).Health, rules);

        Assert.Equal(Disposition.SecondLife, suggestion.Disposition);
        Assert.Contains("soh-at-least-40", suggestion.Grounds);
        Assert.Contains("fit-for-low-speed-vehicle", suggestion.Grounds);
    }

    [Fact]
    public void Rules_may_suggest_recycling_first()
    {
        var rules = Rules with { SecondLifeFirst = false };

        var decided = Decide(Life.Retired().Tested(80), Choose(Disposition.Recycling), rules: rules).Recorded<DispositionDecided>();
        Assert.Equal("recycling-first", decided.Grounds[0]);
        Decide(Life.Retired().Tested(80), Choose(Disposition.SecondLife), rules: rules).Refused(RetirementRefusals.OverrideReasonMissing, "overrideReason");
        Decide(Life.Retired().Tested(80), Choose(Disposition.SecondLife, "Sold already."), rules: rules).Recorded<DispositionDecided>();
    }

    [Fact]
    public void A_use_that_the_law_closes_is_not_suggested()
    {
        var rules = Rules with { AdmissibleApplications = [SecondLifeApplication.StationaryStorage] };

        Assert.Equal([SecondLifeApplication.StationaryStorage], Suggestion.For(Chemistry.Lfp, Life.Retired().Tested(80).Health, rules).FitFor);
        var weaker = Suggestion.For(Chemistry.Lfp, Life.Retired().Tested(65).Health, rules);
        Assert.Equal((Disposition.Recycling, "soh-below-70"), (weaker.Disposition, Assert.Single(weaker.Grounds)));
    }

    [Theory]
    [InlineData(SafetyFinding.Leak, Disposition.Pretreatment, "veto-leak")]
    [InlineData(SafetyFinding.InsulationFault, Disposition.Pretreatment, "veto-insulation-fault")]
    [InlineData(SafetyFinding.UnknownHistory, Disposition.Recycling, "veto-unknown-history")]
    public void A_hazard_vetoes_a_second_life_however_healthy_the_battery(SafetyFinding finding, Disposition suggested, string ground)
    {
        var suggestion = Suggestion.For(Chemistry.Lfp, Life.Retired().Tested(95, finding).Health, Rules);

        Assert.Equal(suggested, suggestion.Disposition);
        Assert.Equal([ground, "soh-at-least-60"], suggestion.Grounds);
        Assert.True(suggestion.IsVeto);
    }

    [Fact]
    public void Of_several_hazards_the_one_that_must_be_removed_first_decides() =>
        Assert.Equal(
            Disposition.Pretreatment,
            Suggestion.For(Chemistry.Lfp, Life.Retired().Tested(95, SafetyFinding.UnknownHistory, SafetyFinding.Immersion).Health, Rules).Disposition);

    [Fact]
    public void Every_edition_knows_every_hazard() =>
        Assert.All(DatedRules.Embedded<RetirementRules>(RetirementService.Name).Editions, edition =>
        {
            Assert.Equal(Enum.GetValues<SafetyFinding>(), edition.Rules.Vetoes.Keys.Order());
            Assert.DoesNotContain(Disposition.SecondLife, edition.Rules.Vetoes.Values);
        });

    [Fact]
    public void Deciding_as_suggested_needs_no_reason()
    {
        var healthy = Life.Retired().Tested(80);
        var standing = healthy.After(Decide(healthy, Choose(Disposition.SecondLife)), Life.Maker, Life.Now);

        Assert.Equal(Disposition.SecondLife, standing.Disposition?.Disposition);
        Assert.Equal(Disposition.SecondLife, standing.Disposition?.Suggested);
        Assert.Equal("soh-at-least-60", standing.Disposition?.Grounds[0]);
        Assert.Contains("fit-for-telecom-backup", standing.Disposition!.Grounds);
        Assert.Null(standing.Disposition?.OverrideReason);
    }

    [Fact]
    public void Deciding_otherwise_needs_a_reason_which_the_entry_keeps()
    {
        var healthy = Life.Retired().Tested(80);

        Decide(healthy, Choose(Disposition.Recycling)).Refused(RetirementRefusals.OverrideReasonMissing, "overrideReason");
        var decided = Decide(healthy, Choose(Disposition.Recycling, "No buyer.")).Recorded<DispositionDecided>();
        Assert.Equal((Disposition.Recycling, Disposition.SecondLife, "No buyer."), (decided.Disposition, decided.Suggested, decided.OverrideReason));
    }

    [Fact]
    public void A_weak_battery_may_be_given_a_second_life_with_a_reason() =>
        Assert.Equal(
            ["soh-below-60"],
            Decide(Life.Retired().Tested(55), Choose(Disposition.SecondLife, "Street lights.")).Recorded<DispositionDecided>().Grounds);

    [Fact]
    public void A_reason_without_need_is_warned_of_and_not_recorded() =>
        Assert.Null(
            Decide(Life.Retired().Tested(80), Choose(Disposition.SecondLife, "Because.")).Recorded<DispositionDecided>("override-not-needed").OverrideReason);

    [Fact]
    public void No_reason_overrides_a_veto_towards_a_second_life()
    {
        var leaking = Life.Retired().Tested(95, SafetyFinding.Leak);

        Decide(leaking, Choose(Disposition.SecondLife, "It is only a drop.")).Refused(RetirementRefusals.Vetoed, "disposition");
        Decide(leaking, Choose(Disposition.Recycling, "Goes to a wet process.")).Recorded<DispositionDecided>();
        Decide(leaking, Choose(Disposition.Pretreatment)).Recorded<DispositionDecided>();
    }

    [Fact]
    public void A_pretreated_battery_that_is_tested_again_is_no_longer_vetoed() =>
        Decide(Life.Retired().Tested(95, SafetyFinding.Leak).Tested(95), Choose(Disposition.SecondLife)).Recorded<DispositionDecided>();

    [Fact]
    public void Rules_that_admit_no_second_life_veto_it()
    {
        var strict = Rules with { AdmissibleApplications = [] };

        Decide(Life.Retired().Tested(95), Choose(Disposition.SecondLife, "Please."), rules: strict).Refused(RetirementRefusals.Vetoed, "disposition");
        Assert.Equal(
            ["second-life-not-allowed", "soh-at-least-60"],
            Decide(Life.Retired().Tested(95), Choose(Disposition.Recycling), rules: strict).Recorded<DispositionDecided>().Grounds);
    }

    [Fact]
    public void A_second_life_needs_a_test_since_the_retirement_and_recycling_does_not()
    {
        Decide(Life.Retired(), Choose(Disposition.SecondLife, "It looks fine.")).Refused(RetirementRefusals.NoAssessment);
        Assert.Equal(["no-assessment"], Decide(Life.Retired(), Choose(Disposition.Recycling)).Recorded<DispositionDecided>().Grounds);
        Decide(Life.Retired(), Choose(Disposition.Pretreatment)).Refused(RetirementRefusals.OverrideReasonMissing, "overrideReason");
    }

    [Fact]
    public void Who_where_and_when_are_checked_first()
    {
        var chosen = Choose(Disposition.Recycling);

        Decide(Life.Retired(), chosen, Life.Maker with { Roles = [PartyRole.MaterialMaker] }).Refused(DossierRefusals.RoleMissing);
        Decide(Life.Retired(), chosen, Life.Stranger).Refused(DossierRefusals.NotCustodian);
        Decide(Life.Registered(), chosen).Refused(DossierRefusals.WrongStage);
        Decide(Life.Retired().Offered(), chosen).Refused(DossierRefusals.TransferOpen);
        Decide(Life.Retired(), Choose(Disposition.Recycling, new('x', 501))).Refused(DossierRefusals.TextNotUsable, "overrideReason");
    }
}
