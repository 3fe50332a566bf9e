using CsCheck;
using Traceability.Contracts;
using Traceability.Contracts.Materials;
using Traceability.Dossiers.Rules;
using Xunit;
using static Traceability.Recycling.Tests.Batteries;

namespace Traceability.Recycling.Tests;

public sealed class MetalBalanceTests
{
    private static readonly RecyclingRules Rules = Edition.Rules;

    [Fact]
    public void Sixty_kilowatt_hours_of_NCM622_contain_the_usual_metal()
    {
        var balance = Of([Nameplate], new Output(Material.LithiumCarbonate, 33.9m));

        Assert.Equal(
            [
                new(Metal.Lithium, 7.08m, 5.31m, 9.204m, 6.369m, true, 90.0m), new(Metal.Nickel, 36m, 27, 46.8m, 0, true, 0),
                new(Metal.Cobalt, 12m, 9, 15.6m, 0, true, 0), new(Metal.Manganese, 11.4m, 8.55m, 14.82m, 0, true, 0),
            ],
            balance.Metals);
        Assert.Equal(0, balance.BatteriesWithoutFactors);
    }

    [Fact]
    public void Sixty_kilowatt_hours_of_LFP_contain_lithium_only() =>
        Assert.Equal(
            [new(Metal.Lithium, 5.7m, 4.275m, 7.41m, 5.129m, true, 90.0m)],
            Of([Nameplate with { Chemistry = Chemistry.Lfp }], new Output(Material.LithiumCarbonate, 27.3m)).Metals);

    [Fact]
    public void Several_compounds_of_one_metal_add_up_and_purity_counts()
    {
        var lithium = Of([Nameplate], new Output(Material.LithiumCarbonate, 10.646m, 50), new Output(Material.LithiumHydroxide, 9.0675m)).Metals[0];

        Assert.Equal((2.5m, 35.3m), (lithium.RecoveredKg, lithium.RatePercent));
    }

    [Fact]
    public void A_metal_that_nobody_expected_has_no_rate_and_is_flagged()
    {
        var balance = Of([Nameplate with { Chemistry = Chemistry.Lfp }], new Output(Material.CobaltSulfate, 4.77m));

        Assert.Contains(new MetalRecovery(Metal.Cobalt, 0, 0, 0, 1, true), balance.Metals);
        Assert.Equal(Metal.Cobalt, Assert.Single(balance.Flags(Rules)).Metal);
    }

    [Fact]
    public void Chemistries_without_factors_and_powders_without_assay_are_told_and_leave_no_rate()
    {
        var balance = Of([Nameplate with { Chemistry = Chemistry.NaIon }, Nameplate], new Output(Material.BlackMass, 120), new Output(Material.CathodeMaterial, 3));

        Assert.Equal(1, balance.BatteriesWithoutFactors);
        Assert.Equal(123, balance.UnassayedKg);
        Assert.Equal((7.08m, false, null), (balance.Metals[0].ExpectedKg, balance.Metals[0].IsExpectedKnown, balance.Metals[0].RatePercent));
        Assert.Empty(balance.Flags(Rules));
    }

    [Fact]
    public void Black_mass_counts_by_its_assay_on_both_sides_and_says_nothing_of_a_metal_that_it_does_not_name()
    {
        var assay = new Dictionary<Metal, decimal> { [Metal.Lithium] = 4, [Metal.Nickel] = 20 };
        var made = Of([Nameplate], new Output(Material.BlackMass, 170, AssayPercent: assay));
        Assert.Equal([(6.8m, 96.0m), (34m, 94.4m)], made.Metals.Take(2).Select(metal => (metal.RecoveredKg, metal.RatePercent!.Value)));

        var powder = new LotIn("lot-1", Material.BlackMass, 170, new Dictionary<Metal, decimal> { [Metal.Lithium] = 6.8m, [Metal.Nickel] = 34 });
        var refined = MetalBalance.Of([], [powder], Outputs(new Output(Material.NickelSulfate, 149.2m), new Output(Material.CobaltSulfate, 10)), Rules);
        Assert.Equal(new MetalRecovery(Metal.Nickel, 34, 34, 34, 33.318m, true, 98.0m), refined.Metals.Single(metal => metal.Metal == Metal.Nickel));
        Assert.False(refined.Metals.Single(metal => metal.Metal == Metal.Cobalt).IsExpectedKnown);
        Assert.Empty(refined.Flags(Rules));
    }

    [Theory]
    [InlineData(38.8, false)]
    [InlineData(38.9, true)]
    public void More_of_a_metal_out_than_in_is_flagged_with_the_numbers(double carbonateKg, bool flagged)
    {
        var flags = Of([Nameplate], new Output(Material.LithiumCarbonate, (decimal)carbonateKg)).Flags(Rules);

        Assert.Equal(flagged ? [new("recovery-above-all", Metal.Lithium, 7.08m, 9.204m, 7.308m, 103.2m)] : Array.Empty<TreatmentFlag>(), flags);
    }

    [Fact]
    public void Copper_of_a_battery_is_only_a_range()
    {
        var copper = Of([Nameplate], new Output(Material.Copper, 30)).Metals.Single(metal => metal.Metal == Metal.Copper);

        Assert.Equal(new(Metal.Copper, 0, 24, 54, 30, false), copper);
    }

    [Fact]
    public void Of_a_compound_only_the_metal_comes_from_the_batteries()
    {
        var outputs = Outputs(new Output(Material.NickelSulfate, 44.78m), new Output(Material.Copper, 44.78m, 99));
        Assert.Equal(
            [10, 44.78m],
            outputs.Select(lot => decimal.Round(Contents.FromBatteriesKg(lot.Output.Material, lot.Output.MassKg, lot.MetalPercent, Rules), 3)));
    }

    [Fact]
    public void Every_number_can_be_written_whatever_the_masses() => Gen.Select(Gen.Decimal[0.000001m, 20_000m], Gen.Decimal[0.000001m, 100_000_000m], Gen.Enum<Material>(), Gen.Enum<Chemistry>())
        .Sample((energyKwh, massKg, material, chemistry) =>
        {
            var balance = Of(
                [Nameplate with { EnergyKwh = decimal.Round(energyKwh, 6), Chemistry = chemistry }], new Output(material, decimal.Round(massKg, 6)));

            System.Text.Json.JsonSerializer.Serialize(balance, TraceabilityJson.Options);
            Assert.All(balance.Metals, metal => Assert.True(metal.ExpectedKg > 0 || metal.RecoveredKg > 0));
        });

    [Fact]
    public void The_rules_know_every_compound_and_every_lithium_ion_chemistry_with_a_usual_content()
    {
        Assert.All(DatedRules.Embedded<RecyclingRules>(RecyclingService.Name).Editions, edition =>
        {
            Assert.Equal(5, edition.Rules.Compounds.Count);
            Assert.Equal(
                [Chemistry.Lfp, Chemistry.Ncm111, Chemistry.Ncm523, Chemistry.Ncm622, Chemistry.Ncm811, Chemistry.Nca, Chemistry.Lmfp, Chemistry.Lmo, Chemistry.Lco],
                edition.Rules.MetalKgPerKwh.Keys.Order());
        });
    }

    private static MetalBalance Of(IReadOnlyList<Contracts.Entries.Nameplate> nameplates, params Output[] outputs) => MetalBalance.Of(nameplates, [], Outputs(outputs), Rules);

    private static IReadOnlyList<LotOut> Outputs(params Output[] outputs) =>
        [.. outputs.Select((output, number) => new LotOut($"lot-{number}", output, Contents.PercentOf(output, Rules)))];
}
