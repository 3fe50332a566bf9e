using System.Text.Json;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Materials;
using Traceability.Recycling;

namespace Traceability.Standalone.Sample;

/// <summary>Recyclers weigh batteries in and recover their materials, every fortnight and by kind of cathode.</summary>
internal static class Recovering
{
    private const int DaysBetweenTreatments = 14;
    private const int BatteriesMax = 200;

    /// <summary>The day on which a recycler treats what it has on an instant.</summary>
    public static DateTimeOffset TreatmentAfter(DateTimeOffset at) =>
        SampleYear.Begin.AddDays((((at - SampleYear.Begin).Days / DaysBetweenTreatments) + 1) * DaysBetweenTreatments).AddHours(10);

    /// <summary>Weighs those that are due in.</summary>
    public static async Task Weigh(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        foreach (var battery in due)
        {
            var leftKg = battery.Nameplate.MassKg - (battery.IsEmptied ? battery.Model.Modules * battery.Model.ModuleMassKg : 0);
            battery.ReceivedKg = decimal.Round(leftKg * (985 + battery.Luck.Next(20)) / 1000, 1);
        }

        await SampleWorld.ForEach(due, battery => battery.Custodian!, (recycler, batteries) => world.Registry.Record(
            recycler, "/intakes",
            batteries.Select(battery => new ReceiveBattery { Battery = battery.Code, OccurredAt = battery.Due, MassKg = battery.ReceivedKg })));
        foreach (var battery in due)
        {
            if (battery.IsDecided)
            {
                battery.Next(Step.Treat, TreatmentAfter(battery.Due));
            }
            else
            {
                battery.Next(Step.Decide, battery.Luck.Later(battery.Due, 1, 4));
            }
        }
    }

    /// <summary>Treats those that are due; what comes out is shipped later by <see cref="Materials"/>.</summary>
    public static Task Treat(SampleWorld world, IReadOnlyList<SampleBattery> due) =>
        SampleWorld.ForEach(due, battery => (Recycler: battery.Custodian!, Kind: KindOf(battery), battery.Planted), (line, all) =>
            Task.WhenAll(all.Chunk(BatteriesMax).Select(async (batteries, number) =>
            {
                var treatment = new TreatBatteries
                {
                    OccurredAt = batteries[0].Due,
                    Process = line.Kind is "iron" or "ternary" ? TreatmentProcess.Hydrometallurgy : TreatmentProcess.MechanicalSeparation,
                    Batteries = [.. batteries.Select(battery => new BatteryToTreat(battery.Code))],
                    Outputs = OutputsOf(world, batteries),
                };
                var key = line.Planted?.Key ?? world.Registry.Key($"{line.Recycler.Id}-{line.Kind}", number);
                using var answer = JsonDocument.Parse(await world.Registry.Send(line.Recycler, "/treatments", treatment, key, batteries.Length));
                var lots = LotsIn(answer, line.Recycler, batteries[0]).ToList();
                lock (world.Lots)
                {
                    world.Lots.AddRange(lots);
                }

                Array.ForEach(batteries, battery => battery.Rest());
            })));

    private static string KindOf(SampleBattery battery) => battery switch
    {
        { IsEmptied: true } => "housings",
        { Nameplate.Chemistry: Chemistry.Lfp or Chemistry.Lmfp } => "iron",
        { Nameplate.Chemistry: Chemistry.Lto or Chemistry.NaIon or Chemistry.NiMh or Chemistry.Other } => "others",
        _ => "ternary",
    };

    /// <summary>
    /// What comes out of some batteries: of each metal in them 90 to 99 % as a compound, and copper, aluminium and graphite; steel, plastic
    /// and residues make up the rest, so that 95 % of the mass is accounted for.
    /// </summary>
    private static List<Output> OutputsOf(SampleWorld world, SampleBattery[] batteries)
    {
        var first = batteries[0];
        var rules = world.Recycling.On(first.Due).Rules;
        var outputs = first.IsEmptied ? [] : CompoundsOf(batteries, rules);
        if (!first.IsEmptied)
        {
            var energyKwh = batteries.Sum(battery => battery.Nameplate.EnergyKwh);
            outputs.Add(new(Material.Copper, decimal.Round(energyKwh * 0.55m, 3)));
            outputs.Add(new(Material.Graphite, decimal.Round(energyKwh * 0.9m, 3)));
        }

        var accounted = (batteries.Sum(battery => battery.ReceivedKg) * 0.95m) - outputs.Sum(output =>
            Contents.FromBatteriesKg(output.Material, output.MassKg, Contents.PercentOf(output, rules), rules));
        outputs.Add(new(Material.Aluminium, decimal.Round(accounted * 0.4m, 3)));
        outputs.Add(new(Material.Steel, decimal.Round(accounted * 0.2m, 3)));
        outputs.Add(new(Material.Plastic, decimal.Round(accounted * 0.1m, 3)));
        outputs.Add(new(Material.Other, decimal.Round(accounted * 0.3m, 3), Description: "residues"));
        return outputs;
    }

    private static List<Output> CompoundsOf(SampleBattery[] batteries, RecyclingRules rules)
    {
        const decimal PurityPercent = 99.5m;
        var first = batteries[0];
        return
        [
            .. from compound in rules.Compounds.Where(compound => compound.Key != Material.LithiumHydroxide).OrderBy(compound => compound.Key)
               let metalKg = batteries.Sum(battery => battery.Nameplate.EnergyKwh * MetalKgPerKwh(battery, compound.Value.Metal, rules))
               where metalKg > 0
               let recovery = first.Planted?.Recovery ?? (compound.Value.Metal == Metal.Lithium ? 0.90m : 0.96m) + (first.Luck.Next(30) / 1000m)
               select new Output(compound.Key, decimal.Round(metalKg * recovery * compound.Value.KgPerKgMetal * 100 / PurityPercent, 3), PurityPercent),
        ];
    }

    private static decimal MetalKgPerKwh(SampleBattery battery, Metal metal, RecyclingRules rules) =>
        rules.MetalKgPerKwh.GetValueOrDefault(battery.Nameplate.Chemistry)?.GetValueOrDefault(metal) ?? 0;

    private static IEnumerable<SampleLot> LotsIn(JsonDocument answer, SampleParty recycler, SampleBattery first) =>
        from line in answer.RootElement.GetProperty("treatment").GetProperty("lots").EnumerateArray()
        let output = line.GetProperty("output")
        let material = JsonSerializer.Deserialize<Material>(output.GetProperty("material"), TraceabilityJson.Options)
        select new SampleLot(line.GetProperty("lot").GetString()!, material, recycler, first.Luck.Later(first.Due, 5, 20))
        {
            MassKg = output.GetProperty("massKg").GetDecimal(),
        };
}
