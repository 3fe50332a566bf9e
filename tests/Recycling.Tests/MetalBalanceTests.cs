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
        var balance = MetalBalance.Of([Nameplate], [new(Material.LithiumCarbonate, 33.9m)], Rules);

        Assert.Equal(
            [new(Metal.Lithium, 7.08m, 6.369m, 90.0m), new(Metal.Nickel, 36m, 0, 0), new(Metal.Cobalt, 12m, 0, 0), new(Metal.Manganese, 11.4m, 0, 0)],
            balance.Metals);
        Assert.Equal(0, balance.BatteriesWithoutFactors);
    }

    [Fact]
    public void Sixty_kilowatt_hours_of_LFP_contain_lithium_only() =>
        Assert.Equal(
            [new(Metal.Lithium, 5.7m, 5.129m, 90.0m)],
            MetalBalance.Of([Nameplate with { Chemistry = Chemistry.Lfp }], [new(Material.LithiumCarbonate, 27.3m)], Rules).Metals);

    [Fact]
    public void Several_compounds_of_one_metal_add_up_and_purity_counts() =>
        Assert.Equal(
            new MetalRecovery(Metal.Lithium, 7.08m, 2.5m, 35.3m),
            MetalBalance.Of([Nameplate], [new(Material.LithiumCarbonate, 10.646m, 50), new(Material.LithiumHydroxide, 9.0675m)], Rules).Metals[0]);

    [Fact]
    public void A_metal_that_nobody_expected_has_no_rate() =>
        Assert.Contains(
            new MetalRecovery(Metal.Cobalt, 0, 1, null),
            MetalBalance.Of([Nameplate with { Chemistry = Chemistry.Lfp }], [new(Material.CobaltSulfate, 4.77m)], Rules).Metals);

    [Fact]
    public void Chemistries_without_factors_and_powders_without_assay_are_told()
    {
        var balance = MetalBalance.Of([Nameplate with { Chemistry = Chemistry.NaIon }, Nameplate], [new(Material.BlackMass, 120), new(Material.CathodeMaterial, 3)], Rules);

        Assert.Equal(1, balance.BatteriesWithoutFactors);
        Assert.Equal(123, balance.UnassayedKg);
        Assert.Equal(7.08m, balance.Metals[0].ExpectedKg);
    }

    [Fact]
    public void Of_a_compound_only_the_metal_comes_from_the_batteries()
    {
        Assert.Equal(10, MetalBalance.FromBatteriesKg(new(Material.NickelSulfate, 44.78m), Rules));
        Assert.Equal(44.78m, MetalBalance.FromBatteriesKg(new(Material.Copper, 44.78m, 99), Rules));
    }

    [Fact]
    public void Every_number_can_be_written_whatever_the_masses() => Gen.Select(Gen.Decimal[0.000001m, 20_000m], Gen.Decimal[0.000001m, 100_000_000m], Gen.Enum<Material>(), Gen.Enum<Chemistry>())
        .Sample((energyKwh, massKg, material, chemistry) =>
        {
            var balance = MetalBalance.Of(
                [Nameplate with { EnergyKwh = decimal.Round(energyKwh, 6), Chemistry = chemistry }], [new(material, decimal.Round(massKg, 6))], Rules);

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
}
