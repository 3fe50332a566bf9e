using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Xunit;
using static Traceability.Recycling.Tests.Batteries;
using static Traceability.Recycling.Tests.Decisions;
using static Traceability.Recycling.Tests.Parties;

namespace Traceability.Recycling.Tests;

public sealed class TreatBatteriesTests
{
    private static readonly Output Salt = new(Material.LithiumCarbonate, 33.9m, 99.5m);

    [Fact]
    public void A_battery_that_is_to_be_recycled_ends_in_the_treatment()
    {
        var standing = Standing(ReadyToTreat);
        var treatment = TreatmentOf(standing, Command(Salt, new(Material.Copper, 30)));

        var (entry, _) = AssertRecorded<BatteryTreated>(Decide(standing, treatment));

        Assert.Equal("treatment-1", entry.Treatment);
        Assert.Equal(339.2m, entry.MassKg);
        Assert.Equal(treatment.Lots.Select(lot => lot.Lot), entry.Lots);
        Assert.Equal(2, entry.Lots.Distinct().Count());
        var after = standing.After(entry);
        Assert.Equal((Stage.Treated, "treatment-1"), (after.Stage, after.Treatment));
    }

    [Fact]
    public void A_pretreated_battery_may_be_treated() =>
        AssertRecorded<BatteryTreated>(Decide(Standing([.. AtTheRecycler, Received, Decided(Disposition.Pretreatment)])));

    [Fact]
    public void The_mass_given_goes_before_that_of_the_intake() =>
        Assert.Equal(300, TreatmentOf(Standing(ReadyToTreat), Command(Salt) with { Batteries = [new(Code, 300)] }).MassInKg);

    [Fact]
    public void Lots_have_the_same_ids_whenever_the_treatment_has()
    {
        var first = TreatmentOf(Standing(ReadyToTreat), Command(Salt));

        Assert.Equal(first.Lots[0].Lot, TreatmentOf(Standing(ReadyToTreat), Command(Salt)).Lots[0].Lot);
        Assert.NotEqual(first.Lots[0].Lot, Treatment.Of("treatment-2", Command(Salt), [Standing(ReadyToTreat)], [], Recycler, Edition).Lots[0].Lot);
    }

    [Fact]
    public void A_battery_that_was_not_received_is_refused() =>
        AssertRefused(RecyclingRefusals.NotReceived, Decide(Standing([.. AtTheRecycler, Decided(Disposition.Recycling)])));

    [Fact]
    public void A_battery_without_disposition_is_refused() =>
        AssertRefused(RecyclingRefusals.DispositionMissing, Decide(Standing([.. AtTheRecycler, Received])));

    [Fact]
    public void Whether_a_disposition_is_needed_is_a_rule_and_not_code() =>
        AssertRecorded<BatteryTreated>(Decide(Standing([.. AtTheRecycler, Received]), rules: Edition.Rules with { SecondLifeIsConsideredFirst = false }));

    [Fact]
    public void A_battery_that_gets_a_second_life_is_refused() =>
        AssertRefused(RecyclingRefusals.DispositionIsSecondLife, Decide(Standing([.. AtTheRecycler, Received, Decided(Disposition.SecondLife)])));

    [Fact]
    public void Only_a_recycler_treats() => AssertRefused(DossierRefusals.RoleMissing, Decide(Standing(ReadyToTreat), caller: Dealer));

    [Fact]
    public void A_battery_in_other_hands_is_refused() => AssertRefused(DossierRefusals.NotCustodian, Decide(Standing(ReadyToTreat), caller: OtherRecycler));

    [Fact]
    public void A_battery_of_another_owner_is_refused() =>
        AssertRefused(DossierRefusals.NotHolder, Decide(Standing(Registered, Retired, OfferedToRecycler, LentToRecycler)));

    [Fact]
    public void A_battery_in_use_is_refused() => AssertRefused(DossierRefusals.WrongStage, Decide(Standing(Registered, OfferedToRecycler, AcceptedByRecycler)));

    [Fact]
    public void A_battery_on_offer_is_refused() => AssertRefused(DossierRefusals.TransferOpen, Decide(Standing([.. ReadyToTreat, OnOffer])));

    [Theory]
    [InlineData(Material.BlackMass, 349.37, false)]
    [InlineData(Material.BlackMass, 349.38, true)]
    [InlineData(Material.NickelSulfate, 349.38, false)]
    [InlineData(Material.NickelSulfate, 1565, true)]
    public void More_than_went_in_cannot_come_out_and_salts_count_by_their_metal(Material material, double massKg, bool refused)
    {
        var refusal = TreatBatteries.RefuseBalance(TreatmentOf(Standing(ReadyToTreat), Command(new Output(material, (decimal)massKg))), Edition.Rules);

        Assert.Equal(refused ? RecyclingRefusals.MoreOutThanIn : null, refusal?.Kind);
    }

    [Theory]
    [InlineData(33.9, false)]
    [InlineData(60, true)]
    public void More_metal_than_the_batteries_contain_is_warned_of(double massKg, bool warned) =>
        Assert.Equal(
            warned ? ["recovery-above-all"] : [],
            TreatmentOf(Standing(ReadyToTreat), Command(new Output(Material.LithiumCarbonate, (decimal)massKg))).Warnings.Select(warning => warning.Code));

    public static TheoryData<string, string, string?> BadRequests => new()
    {
        { "no batteries", "treatment-size", "batteries" },
        { "too many batteries", "treatment-size", "batteries" },
        { "no outputs", "treatment-size", "outputs" },
        { "too many outputs", "treatment-size", "outputs" },
        { "null battery", "malformed-body", "batteries[1]" },
        { "null output", "malformed-body", "outputs[0]" },
        { "mass of a battery", "number-out-of-range", "batteries[0].massKg" },
        { "mass of an output", "number-out-of-range", "outputs[1].massKg" },
        { "purity", "number-out-of-range", "outputs[0].purityPercent" },
        { "nameless", "text-not-usable", "outputs[0].description" },
        { "long name", "text-not-usable", "outputs[0].description" },
        { "too many lots", "treatment-size", "lots" },
        { "lot twice", "lot-repeated", "lots" },
        { "null lot", "malformed-body", "lots[0]" },
        { "mass of a lot", "number-out-of-range", "lots[0].massKg" },
        { "assay of a salt", "assay-not-usable", "outputs[0].assayPercent" },
        { "assay above all", "assay-not-usable", "outputs[0].assayPercent" },
        { "null residue", "malformed-body", "residues[0]" },
        { "nameless residue", "text-not-usable", "residues[0].description" },
        { "energy", "number-out-of-range", "energy.electricityKwh" },
        { "water", "number-out-of-range", "water.reusedM3" },
        { "loss", "number-out-of-range", "lossKg" },
        { "role", "role-missing", null },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public void A_request_that_no_dossier_could_make_right_is_refused(string what, string code, string? field)
    {
        var good = Command(Salt);
        var command = what switch
        {
            "no batteries" => good with { Batteries = [] },
            "too many batteries" => good with { Batteries = [.. Enumerable.Repeat(new BatteryToTreat(Code), 1001)] },
            "no outputs" => good with { Outputs = [] },
            "too many outputs" => good with { Outputs = [.. Enumerable.Repeat(Salt, 51)] },
            "null battery" => good with { Batteries = [new(Code), null!] },
            "null output" => good with { Outputs = [null!] },
            "mass of a battery" => good with { Batteries = [new(Code, 0)] },
            "mass of an output" => good with { Outputs = [Salt, Salt with { MassKg = 0.0000001m }] },
            "purity" => good with { Outputs = [Salt with { PurityPercent = 100.1m }] },
            "nameless" => good with { Outputs = [new(Material.Other, 1)] },
            "too many lots" => good with { Lots = [.. Enumerable.Range(0, 51).Select(number => new LotToTake($"lot-{number}"))] },
            "lot twice" => good with { Lots = [new("lot-1"), new("lot-1")] },
            "null lot" => good with { Lots = [null!] },
            "mass of a lot" => good with { Lots = [new("lot-1", 0)] },
            "assay of a salt" => good with { Outputs = [Salt with { AssayPercent = Assay(18.7m) }] },
            "assay above all" => good with { Outputs = [new(Material.BlackMass, 1, AssayPercent: Assay(100.5m))] },
            "null residue" => good with { Residues = [null!] },
            "nameless residue" => good with { Residues = [new(WasteKind.Hazardous, 1, " ")] },
            "energy" => good with { Energy = new(-1) },
            "water" => good with { Water = new(1, 2) },
            "loss" => good with { LossKg = 0 },
            "long name" => good with { Outputs = [Salt with { Description = new string('x', 101) }] },
            _ => good,
        };

        var refusal = TreatBatteries.Refuse(command, what == "role" ? Maker : Recycler)!;

        Assert.Equal((code, field), (refusal.Kind.Code, refusal.Field));
        Assert.NotEmpty(refusal.Detail);
        Assert.Null(TreatBatteries.Refuse(good, Recycler));
    }

    [Fact]
    public void Losses_count_as_out_and_residues_only_beyond_the_reagents_added()
    {
        var treatment = TreatmentOf(Standing(ReadyToTreat), Command(new Output(Material.BlackMass, 200)));

        Assert.Null(TreatBatteries.RefuseBalance(treatment with { LossKg = 149.3m }, Edition.Rules));
        Assert.Equal("outputs", TreatBatteries.RefuseBalance(treatment with { LossKg = 149.4m }, Edition.Rules)!.Field);
        var withResidue = treatment with { Residues = [new(WasteKind.GeneralIndustrial, 300, "slag")] };
        Assert.Equal("residues", TreatBatteries.RefuseBalance(withResidue, Edition.Rules)!.Field);
        Assert.Null(TreatBatteries.RefuseBalance(withResidue with { ReagentsKg = 160 }, Edition.Rules));
    }

    private static Dictionary<Metal, decimal> Assay(decimal lithium) => new() { [Metal.Lithium] = lithium };

    internal static TreatBatteries Command(params Output[] outputs) => new()
    {
        OccurredAt = Now,
        Process = TreatmentProcess.Hydrometallurgy,
        Batteries = [new(Code)],
        Outputs = outputs,
    };

    private static Treatment TreatmentOf(Standing standing, TreatBatteries command) => Treatment.Of("treatment-1", command, [standing], [], Recycler, Edition);

    private static Decision Decide(Standing standing, Treatment? treatment = null, Party? caller = null, RecyclingRules? rules = null)
    {
        treatment ??= TreatmentOf(standing, Command(Salt));
        return TreatBatteries.Decide(standing, treatment.Batteries[0], treatment, caller ?? Recycler, rules ?? Edition.Rules, Now);
    }
}
