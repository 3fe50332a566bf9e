using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Fixtures;
using Xunit;

namespace Traceability.Retirement.Tests;

public sealed class ScrapVehicleTests
{
    private static readonly DatedRules<RetirementRules> Rules = DatedRules.Embedded<RetirementRules>(RetirementService.Name);
    private static readonly Party Dismantler = Life.Party("91520201MA0TEXT200", PartyRole.Dismantler);
    private static readonly BatteryCode Other = BatteryCode.Of("GZ9PB0100000A1G6K0000013");

    private static readonly ScrapVehicle WithBattery = new()
    {
        Vin = Life.Vehicle, OccurredAt = Life.RetiredAt, Region = Life.Kaiyang, Batteries = [Life.Pack],
    };

    private static readonly ScrapVehicle Without = WithBattery with { Batteries = [] };

    private static readonly Standing InVehicle = Life.Installed().Then(
        Life.Maker, Life.MadeAt, new SoldToPrivateOwner { Owner = OwnerReference.Of("owner-01k7f3q8w2m4n6p8r0t2v4x6z8"), Region = Life.Guanshanhu });

    [Fact]
    public void A_battery_found_with_its_vehicle_is_retired_with_it()
    {
        var report = Report(WithBattery, InVehicle);

        Assert.Equal(new FoundBattery(Life.Pack, Belonging.Bound), Assert.Single(report.Found));
        Assert.Equal([Life.Pack], report.Bound);
        Assert.Empty(report.Missing);
        Assert.Empty(report.Warnings);
        Assert.False(report.Incomplete);
        var retired = ScrapVehicle.DecideFound(InVehicle, report, Dismantler, Life.Now).Recorded<BatteryRetired>();
        Assert.Equal((RetirementReason.VehicleScrapped, Life.Vehicle, Life.Kaiyang), (retired.Reason, retired.Vin!.Value, retired.Region));
    }

    [Fact]
    public void A_battery_that_is_missing_is_flagged_and_stays_in_the_same_hands()
    {
        var report = Report(Without, InVehicle);
        var decision = ScrapVehicle.DecideMissing(InVehicle, report);
        var standing = InVehicle.After(decision, Dismantler, Life.RetiredAt);

        Assert.True(report.Incomplete);
        Assert.Equal([Life.Pack], report.Missing);
        Assert.Equal(["battery-missing"], Codes(report));
        Assert.Equal(
            new MissingAtScrapping { Vin = Life.Vehicle, Scrapping = "scrapping-LZ9AB1CD8RG100001", Region = Life.Kaiyang },
            decision.Recorded<MissingAtScrapping>());
        Assert.Equal((InVehicle.Stage, InVehicle.Custodian), (standing.Stage, standing.Custodian));
        Assert.Equal(Life.RetiredAt, standing.MissingSince);
    }

    [Fact]
    public void A_swap_vehicle_and_a_lawful_replacement_are_excepted_where_the_rules_accept_them()
    {
        var swap = Report(Without with { SwapVehicle = true }, InVehicle);
        var replaced = Report(Without with { ProofOfReplacement = new("RO-1", "Warranty.") }, InVehicle);
        var strict = Edition(rules => rules with { SwapVehiclesExcepted = false, ReplacementAccepted = false });
        var neither = Report(Without with { SwapVehicle = true, ProofOfReplacement = new("RO-1", "Warranty.") }, strict, InVehicle);

        Assert.False(swap.Incomplete);
        Assert.Equal(ScrappingExemption.SwapVehicle, ScrapVehicle.DecideMissing(InVehicle, swap).Recorded<MissingAtScrapping>().Exemption);
        Assert.False(replaced.Incomplete);
        var claimed = ScrapVehicle.DecideMissing(InVehicle, replaced).Recorded<MissingAtScrapping>();
        Assert.Equal(ScrappingExemption.ReplacementClaimed, claimed.Exemption);
        Assert.Equal("RO-1", claimed.Document);
        Assert.True(neither.Incomplete);
        Assert.Null(neither.Exemption);
        Assert.Equal(["battery-missing", "exemption-not-accepted", "exemption-not-accepted"], Codes(neither));
    }

    [Fact]
    public void The_rules_of_the_day_flag_block_or_ignore()
    {
        var blocking = Edition(rules => rules with { CompleteVehicle = CompleteVehicle.Block });
        var legacy = Report(Without, Rules.On(Life.Noon(2026, 3, 31)), InVehicle);

        Assert.Equal(CompleteVehicle.Flag, Rules.On(Life.Noon(2026, 4, 1)).Rules.CompleteVehicle);
        Assert.False(legacy.Incomplete);
        Assert.Equal([Life.Pack], legacy.Missing);
        Assert.Empty(legacy.Warnings);
        Assert.Null(ScrapVehicle.RefuseIncomplete(Report(Without, InVehicle), Rules.On(Life.Now).Rules));
        var refusal = ScrapVehicle.RefuseIncomplete(Report(Without, blocking, InVehicle), blocking.Rules)!;
        Assert.Equal(RetirementRefusals.VehicleIncomplete, refusal.Kind);
        Assert.Contains(Life.Pack.Value, refusal.Detail, StringComparison.Ordinal);
        Assert.Null(ScrapVehicle.RefuseIncomplete(Report(Without with { SwapVehicle = true }, blocking, InVehicle), blocking.Rules));
    }

    [Fact]
    public void What_does_not_belong_to_the_vehicle_is_warned_of_and_not_retired()
    {
        var elsewhere = Life.Installed();
        var command = WithBattery with { Vin = Life.OtherVehicle, Batteries = [Life.Pack, Other] };

        Assert.Equal([Belonging.OtherVehicle, Belonging.NotRegistered], Report(command, elsewhere).Found.Select(found => found.Belonging));
        Assert.Equal(["battery-of-other-vehicle", "battery-of-no-vehicle", "no-battery-known"], Codes(Report(command, elsewhere)));
        Assert.Equal(Belonging.NoVehicle, Assert.Single(Report(WithBattery, Life.Registered()).Found).Belonging);
        Assert.Equal(["no-battery-known"], Codes(Report(Without)));
    }

    [Fact]
    public void What_was_retired_out_of_the_vehicle_before_is_only_noted()
    {
        var retired = InVehicle.Then(
            Life.Outlet, Life.RetiredAt, new BatteryRetired { Reason = RetirementReason.Accident, Vin = Life.Vehicle, Region = Life.Kaiyang });

        Assert.Equal(Belonging.RetiredBefore, Assert.Single(Report(WithBattery, retired).Found).Belonging);
        Assert.Empty(Report(WithBattery, retired).Warnings);
    }

    [Fact]
    public void What_moved_on_since_the_report_was_made_is_looked_at_again()
    {
        var removed = Life.Installed().Then(
            Life.Maker, Life.MadeAt, new BatteryRemoved { Vin = Life.Vehicle, Reason = RemovalReason.Repair, Region = Life.Kaiyang });

        ScrapVehicle.DecideMissing(removed, Report(Without, InVehicle)).Refused(DossierRefusals.BatteryBusy);
        ScrapVehicle.DecideFound(removed, Report(WithBattery, InVehicle), Dismantler, Life.Now).Refused(DossierRefusals.BatteryBusy);
    }

    [Fact]
    public void A_battery_that_an_organisation_still_has_on_paper_or_that_is_on_offer_stops_the_report()
    {
        var held = Life.Installed();

        ScrapVehicle.DecideFound(held, Report(WithBattery, held), Dismantler, Life.Now).Refused(DossierRefusals.NotCustodian, "batteries[0]");
        ScrapVehicle.DecideFound(held.Offered(), Report(WithBattery, held), Life.Maker, Life.Now).Refused(DossierRefusals.TransferOpen, "batteries[0]");
    }

    [Fact]
    public void What_cannot_be_a_report_is_refused()
    {
        Assert.Null(ScrapVehicle.Refuse(WithBattery, Dismantler, Life.Now));
        Refused(WithBattery, DossierRefusals.RoleMissing, caller: Life.Outlet);
        Refused(WithBattery with { OccurredAt = Life.Now.AddHours(1) }, DossierRefusals.OccurredInFuture, "occurredAt");
        Refused(WithBattery with { Batteries = [Other, Life.Pack, Other] }, DossierRefusals.BatteryRepeated, "batteries[2]");
        Refused(WithBattery with { Batteries = [.. Enumerable.Repeat(Other, 51)] }, DossierRefusals.NumberOutOfRange, "batteries");
        Refused(WithBattery with { ProofOfReplacement = new("", "Warranty.") }, DossierRefusals.TextNotUsable, "proofOfReplacement.document");
        Refused(WithBattery with { ProofOfReplacement = new("RO-1", " ") }, DossierRefusals.TextNotUsable, "proofOfReplacement.reason");
    }

    private static void Refused(ScrapVehicle command, RefusalKind kind, string? field = null, Party? caller = null)
    {
        var refusal = ScrapVehicle.Refuse(command, caller ?? Dismantler, Life.Now);
        Assert.Equal(kind, refusal?.Kind);
        Assert.Equal(field, refusal?.Field);
    }

    private static VehicleScrapping Report(ScrapVehicle command, params Standing[] known) => Report(command, Rules.On(command.OccurredAt), known);

    private static VehicleScrapping Report(ScrapVehicle command, Edition<RetirementRules> edition, params Standing[] known) =>
        ScrapVehicle.Report(command, known.ToDictionary(standing => standing.Battery), Dismantler, edition, Life.Now);

    private static Edition<RetirementRules> Edition(Func<RetirementRules, RetirementRules> change) =>
        Rules.On(Life.Now) with { Rules = change(Rules.On(Life.Now).Rules) };

    private static IEnumerable<string> Codes(VehicleScrapping report) => report.Warnings.Select(warning => warning.Code);
}
