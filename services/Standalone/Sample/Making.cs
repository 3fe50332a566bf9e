using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;
using Traceability.Registration;

namespace Traceability.Standalone.Sample;

/// <summary>Makes the packs with their modules, and some with their cells, and registers them.</summary>
internal static class Making
{
    // Production by year, in thousandths; the last two are those of the sample year itself.
    private static readonly (int Year, int Share)[] Years =
        [(2017, 20), (2018, 40), (2019, 50), (2020, 60), (2021, 100), (2022, 140), (2023, 150), (2024, 90), (2025, 110), (2026, 240)];

    private static readonly PartyId ForeignMaker = PartyId.Of("999000111");

    /// <summary>The packs of the sample, each due on the day it is made: one of each kind, so that none is missing from a small sample, the others by chance.</summary>
    public static IEnumerable<SampleBattery> Packs(SampleWorld world)
    {
        for (var number = 0; number < world.Options.Packs; number++)
        {
            var serial = world.NextSerial();
            var luck = new Random(world.SeedOf(serial));
            var kind = number < SampleModel.All.Count ? SampleModel.All[number] : null;
            var year = luck.Weighted(Years, item => kind?.IsMadeIn(item.Year) ?? true ? item.Share : 0).Year;
            var day = new DateOnly(year, 1, 1).AddDays(luck.Next(year == 2026 ? 266 : 364));
            var model = kind ?? luck.Weighted(SampleModel.All, item => item.IsMadeIn(year) ? item.Share : 0);
            var county = GuizhouRegions.Counties[luck.Next(GuizhouRegions.Counties.Count)];
            yield return Pack(world, model, day, county, serial, luck, planted: null);
        }
    }

    /// <summary>A pack with its parts, not yet registered.</summary>
    public static SampleBattery Pack(
        SampleWorld world, SampleModel model, DateOnly day, RegionCode county, int serial, Random luck, PlantedLife? planted)
    {
        var maker = world.Parties.OfVendor(model.Vendor);
        var pack = new SampleBattery(world.SeedOf(serial))
        {
            Code = SampleCodes.Battery(model.Vendor, 'P', model.Letter, model.Specification, day, serial),
            Model = model,
            Nameplate = model.Pack(day),
            County = county,
            Holder = maker,
            Custodian = maker,
            IsSpare = planted is null && model.Use == SampleUse.Car && day.Year >= 2025 && luck.Next(100) < 4,
            Planted = planted,
        };
        var hasCells = model.HasCodedCells && planted is null && luck.Next(100) < 1;
        pack.Parts = [.. Enumerable.Range(0, model.Modules).Select(number => Module(world, pack, (serial * 10) + number, hasCells))];
        pack.Next(Step.Make, luck.WorkingHour(day.AddDays(1)));
        return pack;
    }

    /// <summary>Registers those that are due: cells first, then modules, then packs.</summary>
    public static Task Register(SampleWorld world, IReadOnlyList<SampleBattery> due) =>
        SampleWorld.ForEach(due, pack => pack.Holder!, async (maker, packs) =>
        {
            var modules = packs.SelectMany(pack => pack.Parts.Select(module => (Battery: module, pack.Due))).ToList();
            var cells = modules.SelectMany(module => module.Battery.Parts.Select(cell => (Battery: cell, module.Due)));
            await world.Registry.Record(maker, "/batteries", cells.Select(cell => Line(cell.Battery, maker, cell.Due)));
            await world.Registry.Record(maker, "/batteries", modules.Select(module => Line(module.Battery, maker, module.Due)));
            await world.Registry.Record(maker, "/batteries", packs.Select(pack => Line(pack, maker, pack.Due) with { RecycledContent = Cited(maker, pack) }));
            foreach (var pack in packs)
            {
                Fate.AfterRegistration(world, pack);
            }
        });

    private static RegisterBattery Line(SampleBattery battery, SampleParty maker, DateTimeOffset at) => new()
    {
        Battery = battery.Code,
        OccurredAt = at,
        Nameplate = battery.Nameplate,
        Maker = maker.Is(Contracts.Parties.PartyRole.Importer) ? ForeignMaker : null,
        Parts = [.. battery.Parts.Select(part => part.Code)],
    };

    // A maker that owns recovered material uses up its oldest lot first: 50 g of it for each kilowatt-hour.
    private static IReadOnlyList<RecycledContent> Cited(SampleParty maker, SampleBattery pack)
    {
        var needKg = decimal.Round(pack.Nameplate.EnergyKwh * 0.05m, 3);
        if (maker.Stock.Find(lot => lot.MassKg >= needKg && lot.Due <= pack.Due && IsFor(lot.Material, pack.Model)) is not { } stock)
        {
            return [];
        }

        stock.MassKg -= needKg;
        return [new(stock.Id, needKg)];
    }

    private static bool IsFor(Material material, SampleModel model) =>
        material is Material.LithiumCarbonate or Material.Graphite || model.Name.StartsWith("SN", StringComparison.Ordinal);

    private static SampleBattery Module(SampleWorld world, SampleBattery pack, int serial, bool hasCells)
    {
        var model = pack.Model;
        var day = pack.Nameplate.ProducedOn;
        return new(world.SeedOf(-serial))
        {
            Code = SampleCodes.Battery(model.Vendor, 'M', model.Letter, model.Specification, day, serial % 10_000_000),
            Model = model,
            Nameplate = model.Module(day),
            County = pack.County,
            Parts = hasCells ? [.. Enumerable.Range(1, model.CellsPerModule).Select(_ => Cell(world, pack))] : [],
        };
    }

    private static SampleBattery Cell(SampleWorld world, SampleBattery pack) => new(0)
    {
        Code = SampleCodes.Battery(pack.Model.Vendor, 'C', pack.Model.Letter, pack.Model.Specification, pack.Nameplate.ProducedOn, world.NextSerial()),
        Model = pack.Model,
        Nameplate = pack.Model.Cell(pack.Nameplate.ProducedOn),
        County = pack.County,
    };

    /// <summary>One of some, each as likely as its weight.</summary>
    private static T Weighted<T>(this Random luck, IReadOnlyList<T> items, Func<T, int> weight)
    {
        var left = luck.Next(items.Sum(weight));
        return items.First(item => (left -= weight(item)) < 0);
    }
}
