using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;
using Xunit;
using static Traceability.Recycling.Tests.Answers;
using static Traceability.Recycling.Tests.Batteries;
using static Traceability.Recycling.Tests.Parties;

namespace Traceability.Recycling.Tests;

public sealed class RecoveryTests
{
    private static readonly DatedRules<RecyclingRules> Rules = DatedRules.Embedded<RecyclingRules>(RecyclingService.Name);
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    // Of sixty kilowatt-hours of NCM622, 90 % of the lithium and 98 % of the nickel, cobalt and manganese.
    private static readonly Output[] AsTheThresholdsWant =
    [
        new(Material.LithiumCarbonate, 33.9m), new(Material.NickelSulfate, 157.98m), new(Material.CobaltSulfate, 56.1m), new(Material.ManganeseSulfate, 34.38m),
    ];

    [Theory]
    [InlineData("2019-06-01", "")]
    [InlineData("2021-06-01", "nickel-cobalt-manganese:met lithium:met water-reuse:not-measurable")]
    [InlineData("2025-06-01", "nickel-cobalt-manganese:met lithium:met copper:not-measurable aluminium:not-measurable water-reuse:not-measurable carbonate-energy:not-measurable")]
    public void The_edition_in_force_sets_the_thresholds(string day, string expected)
    {
        var rules = Rules.On(DateTimeOffset.Parse($"{day}T12:00:00+08:00", System.Globalization.CultureInfo.InvariantCulture)).Rules;
        var indicators = Indicators.OfTreatment(Of(AsTheThresholdsWant), rules).Where(result => result.DueOn is null);

        Assert.Equal(expected, string.Join(' ', indicators.Select(result => $"{Kebab(result.Indicator)}:{Kebab(result.Status)}")));
    }

    [Theory]
    [InlineData(33.9, "2025-06-01", RecoveryStatus.Met, 90.0)]
    [InlineData(33.8, "2025-06-01", RecoveryStatus.Missed, 89.7)]
    [InlineData(33.8, "2021-06-01", RecoveryStatus.Met, 89.7)]
    [InlineData(32.0, "2021-06-01", RecoveryStatus.Missed, 84.9)]
    [InlineData(40.0, "2025-06-01", RecoveryStatus.NotMeasurable, 106.1)]
    public void Lithium_is_judged_as_it_is_shown(double carbonateKg, string day, RecoveryStatus status, double percent)
    {
        var rules = Rules.On(DateTimeOffset.Parse($"{day}T12:00:00+08:00", System.Globalization.CultureInfo.InvariantCulture)).Rules;
        var lithium = Indicators.OfTreatment(Of(new Output(Material.LithiumCarbonate, (decimal)carbonateKg)), rules)
            .First(result => result.Indicator == RecoveryIndicator.Lithium);

        Assert.Equal((status, (decimal)percent), (lithium.Status, lithium.Value));
        Assert.Equal(status == RecoveryStatus.NotMeasurable ? NotMeasurable.MoreThanAll : null, lithium.Because);
        Assert.NotEmpty(lithium.Source + lithium.Certainty);
    }

    [Fact]
    public void The_european_thresholds_stand_beside_with_the_day_they_are_due()
    {
        var lithium = Indicators.OfTreatment(Of(AsTheThresholdsWant), Edition.Rules).Where(result => result is { Indicator: RecoveryIndicator.Lithium, DueOn: not null });

        Assert.Equal(
            [(new DateOnly(2027, 12, 31), 50m, RecoveryStatus.Met), (new DateOnly(2031, 12, 31), 80m, RecoveryStatus.Met)],
            lithium.Select(result => (result.DueOn!.Value, result.Limit, result.Status)));
    }

    [Fact]
    public void Water_energy_and_impurities_are_measured_where_they_are_reported()
    {
        var leaching = Of(new Output(Material.LithiumCarbonate, 33.9m)) with { Water = new(10, 8.9m), Energy = new(500, 10) };
        Assert.Equal((RecoveryStatus.Missed, 89.0m), Result(leaching, RecoveryIndicator.WaterReuse));
        Assert.Equal((RecoveryStatus.Met, 2107.67m), Result(leaching, RecoveryIndicator.CarbonateEnergy));

        var assay = new Dictionary<Metal, decimal> { [Metal.Copper] = 1.6m, [Metal.Aluminium] = 1.4m };
        var crushing = Of(new Output(Material.BlackMass, 150, AssayPercent: assay)) with { Process = TreatmentProcess.MechanicalSeparation };
        Assert.Equal((RecoveryStatus.Missed, 1.6m), Result(crushing, RecoveryIndicator.CopperInPowder));
        Assert.Equal((RecoveryStatus.Met, 1.4m), Result(crushing, RecoveryIndicator.AluminiumInPowder));
        Assert.Equal((RecoveryStatus.NotMeasurable, null), Result(crushing, RecoveryIndicator.ElectrodePowder));
    }

    [Fact]
    public void Direct_regeneration_is_measured_by_the_cathode_material()
    {
        var repair = Treatment.Of(
            "treatment-1",
            TreatBatteriesTests.Command(new Output(Material.CathodeMaterial, 99)) with { Batteries = [], Process = TreatmentProcess.DirectRegeneration },
            [],
            [(ALot(Material.CathodeMaterial, 100), 100)],
            Recycler,
            Edition);

        Assert.Equal((RecoveryStatus.Met, 99.0m), Result(repair, RecoveryIndicator.DirectRegeneration));
    }

    [Fact]
    public void What_is_in_process_speaks_for_the_recycler_until_it_is_recovered()
    {
        var flows = new RecoveryFlows { Metals = new Dictionary<Metal, MetalFlow> { [Metal.Lithium] = new() { BatteriesKg = 100, ProductsKg = 80 } } };

        Assert.Equal((RecoveryStatus.Missed, null), OfParty(flows, 9));
        Assert.Equal((RecoveryStatus.NotMeasurable, NotMeasurable.InProcess), OfParty(flows, 10));
        Assert.Equal((RecoveryStatus.NotMeasurable, NotMeasurable.NothingIn), OfParty(new(), 10));
    }

    [Fact]
    public async Task A_year_adds_up_from_batteries_over_black_mass_to_salts_and_what_was_passed_on()
    {
        await using var store = await AStore.Open();
        var assay = new Dictionary<Metal, decimal> { [Metal.Lithium] = 4, [Metal.Nickel] = 20 };
        var crushing = Step(await store.Give(1, ReadyToTreat), new Output(Material.BlackMass, 170, AssayPercent: assay));
        var powder = Value<TreatmentRecorded>(await store.Treat(crushing)).Treatment.Lots[0].Lot;
        Value<TreatmentRecorded>(await store.Treat(crushing with
        {
            Process = TreatmentProcess.Hydrometallurgy, Batteries = [], Lots = [new(powder, 100)], Outputs = [new(Material.LithiumCarbonate, 19.16m)],
        }));
        await store.Ship(powder, new() { OccurredAt = crushing.OccurredAt, To = OtherRecycler.Id, MassKg = 50 });
        await store.Relay.TellAll(Cancellation);
        await store.Relay.TellAll(Cancellation);

        var own = await Balance(store, Recycler);
        Assert.Equal(new MetalAccount(Metal.Lithium, 7.08m, 3.599m, 2, 0.8m, true, 79.1m), own.Metals[0]);
        Assert.Equal(new MetalAccount(Metal.Nickel, 36, 0, 10, 4, true, 27.8m), own.Metals[1]);
        Assert.Equal(2, own.Treatments);
        Assert.Equal((RecoveryStatus.NotMeasurable, 79.1m, 90.4m), Lithium(own));
        var other = await Balance(store, OtherRecycler);
        Assert.Equal(new MetalAccount(Metal.Lithium, 2, 0, 0, 2, true, 0), other.Metals[0]);

        Assert.Equal(0, (await Balance(store, Recycler, from: "2020-01", to: "2020-12")).Treatments);
        Assert.Equal(own.Metals, (await Balance(store, RegulatorOfZunyi, Recycler)).Metals);
        Assert.Equal("balance-not-yours", await Problem(store, RegulatorOfBijie, Recycler));
        Assert.Equal("balance-not-yours", await Problem(store, OtherRecycler, Recycler));
        foreach (var (from, to) in new[] { ("2026-02", "2026-01"), ("2026-13", null), ("0001-01", "0001-02"), (null, "9999-12"), ("2001-01", "2026-01") })
        {
            Assert.Equal("months-out-of-range", await Problem(store, Recycler, null, from, to));
        }
    }

    [Fact]
    public async Task Flagged_treatments_are_listed_for_the_owner_and_the_regulator_of_the_region()
    {
        await using var store = await AStore.Open();
        var codes = await store.Give(2, ReadyToTreat);
        var good = Step([codes[0]], new Output(Material.LithiumCarbonate, 33.9m));
        await store.Treat(good);
        var flagged = Value<TreatmentRecorded>(
            await store.Treat(good with { Batteries = [new(codes[1])], Outputs = [new(Material.LithiumCarbonate, 45)] })).Treatment;
        await store.Relay.TellAll(Cancellation);

        Assert.Equal([new TreatmentFlag("recovery-above-all", Metal.Lithium, 7.08m, 9.204m, 8.454m, 119.4m)], flagged.Flags);
        foreach (var (reader, sees) in new[] { (Recycler, true), (RegulatorOfZunyi, true), (RegulatorOfBijie, false), (OtherRecycler, false) })
        {
            var page = Assert.IsType<Ok<TreatmentPage>>((await List(reader, TreatmentFlag.RecoveryAboveAll)).Result).Value!;
            Assert.Equal(sees ? [flagged.Id] : [], page.Treatments.Select(treatment => treatment.Id));
        }

        Assert.Equal(2, Assert.IsType<Ok<TreatmentPage>>((await List(Recycler, null)).Result).Value!.Treatments.Count);
        Assert.Equal("malformed-parameter", Code(await List(Recycler, "all")));
        var recovery = (await ReadTreatmentsEndpoints.ReadRecovery(flagged.Id, new(RegulatorOfZunyi), store.Treatments, Rules, Cancellation)).Result;
        Assert.NotEmpty(Assert.IsType<Ok<TreatmentRecovery>>(recovery).Value!.Indicators);

        Task<Results<Ok<TreatmentPage>, ProblemHttpResult>> List(Party reader, string? flag) =>
            ReadTreatmentsEndpoints.List(flag, null, null, new(reader), store.Treatments, Cancellation);
    }

    private static Treatment Of(params Output[] outputs) =>
        Treatment.Of("treatment-1", TreatBatteriesTests.Command(outputs), [Standing(ReadyToTreat)], [], Recycler, Edition);

    private static Lot ALot(Material material, decimal massKg) => new()
    {
        Id = "lot-1", Material = material, MassKg = massKg, RemainingKg = massKg, Owner = Recycler.Id, Region = Recycler.Region, RecoveredAt = Now.AddDays(-9),
    };

    private static (RecoveryStatus, decimal?) Result(Treatment treatment, RecoveryIndicator indicator)
    {
        var result = Indicators.OfTreatment(treatment, Edition.Rules).First(result => result.Indicator == indicator);
        return (result.Status, result.Value);
    }

    private static (RecoveryStatus, NotMeasurable?) OfParty(RecoveryFlows flows, decimal inProcessKg)
    {
        var lithium = Indicators.OfParty(flows, new Dictionary<Metal, decimal> { [Metal.Lithium] = inProcessKg }, Edition.Rules)
            .First(result => result.Indicator == RecoveryIndicator.Lithium);
        return (lithium.Status, lithium.Because);
    }

    private static (RecoveryStatus, decimal?, decimal?) Lithium(RecoveryBalance balance)
    {
        var lithium = balance.Indicators.First(result => result.Indicator == RecoveryIndicator.Lithium);
        return (lithium.Status, lithium.Value, lithium.ValueWithStock);
    }

    private static async Task<RecoveryBalance> Balance(AStore store, Party reader, Party? of = null, string? from = null, string? to = null) =>
        Value<RecoveryBalance>(await Read(store, reader, of, from, to));

    private static async Task<string?> Problem(AStore store, Party reader, Party? of, string? from = null, string? to = null) =>
        Code(await Read(store, reader, of, from, to));

    private static Task<Results<Ok<RecoveryBalance>, ProblemHttpResult>> Read(AStore store, Party reader, Party? of, string? from, string? to) => ReadBalanceEndpoint.Handle(
        of is null ? null : new InPath<PartyId>(of.Id), from, to, new(reader), store.Months, store.PartyCopy, Rules, TimeProvider.System, Cancellation);

    private static string Kebab<T>(T word)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString());
}
