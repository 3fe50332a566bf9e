using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Registration;
using Traceability.SecondLife;

namespace Traceability.Standalone.Sample;

/// <summary>Second lives: packs opened, products made, put to work, moved, taken back.</summary>
internal static class SecondLives
{
    private static readonly (SecondLifeApplication Application, int Weight)[] Applications =
    [
        (SecondLifeApplication.StationaryStorage, 40), (SecondLifeApplication.TelecomBackup, 30), (SecondLifeApplication.ChargingStation, 15),
        (SecondLifeApplication.UninterruptiblePower, 10), (SecondLifeApplication.StreetLight, 5),
    ];

    /// <summary>Takes the modules out of those that are due. The modules are tested, the emptied pack goes to a recycler.</summary>
    public static async Task Open(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        await SampleWorld.ForEach(due, battery => battery.Custodian!, (party, batteries) => world.Registry.Record(
            party, "/part-removals",
            batteries.Select(battery => new TakeOutParts
            {
                Battery = battery.Code, OccurredAt = battery.Due, Parts = [.. battery.Parts.Select(part => part.Code)], Reason = "Opened for a second life of its modules.",
            })));
        foreach (var battery in due)
        {
            foreach (var module in battery.Parts)
            {
                (module.Holder, module.Custodian, module.IsRetired) = (battery.Holder, battery.Custodian, true);
                module.Next(Step.Test, module.Luck.Later(battery.Due, 1, 5));
                world.Add(module);
            }

            (battery.IsEmptied, battery.IsDecided, battery.SohPercent, battery.Parts) = (true, false, null, []);
            battery.Next(Step.Decide, battery.Luck.Later(battery.Due, 1, 5));
        }
    }

    /// <summary>Makes products of those that are due: of one pack or a few, of up to a dozen modules.</summary>
    public static Task Reuse(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        var products = due
            .GroupBy(battery => (battery.Custodian, battery.Model, battery.Nameplate.Level))
            .SelectMany(group => group.Chunk(group.Key.Level == BatteryLevel.Module ? 12 : 1 + group.First().Luck.Next(3)))
            .Select(origins => (Origins: origins, Product: ProductOf(world, origins)))
            .ToList();
        return Task.WhenAll(products.Select(async made =>
        {
            var (origins, product) = made;
            await world.Registry.Send(
                product.Holder!, "/products",
                new MakeProduct
                {
                    Product = product.Code,
                    OccurredAt = origins.Max(origin => origin.Due),
                    Nameplate = product.Nameplate,
                    Origins = [.. origins.Select(origin => new Origin { Battery = origin.Code })],
                },
                world.Registry.Key(product.Code.Value));
            Array.ForEach(origins, origin => origin.Rest());
        }));
    }

    /// <summary>Puts those that are due to work, for lawful uses only.</summary>
    public static async Task Deploy(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        await SampleWorld.ForEach(due, product => product.Custodian!, (party, products) => world.Registry.Record(
            party, "/deployments",
            products.Select(product => new DeployProduct
            {
                Battery = product.Code, OccurredAt = product.Due, Application = ApplicationOf(product), Site = SiteOf(product), Region = product.County,
            })));
        foreach (var product in due)
        {
            if (!product.IsInUse)
            {
                PlanWork(product);
            }

            product.GoOn(product.Due);
        }
    }

    /// <summary>Moves those that are due to another site.</summary>
    public static async Task Move(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        await SampleWorld.ForEach(due, product => product.Custodian!, (party, products) => world.Registry.Record(
            party, "/deployment-moves",
            products.Select(product => new MoveProduct { Battery = product.Code, OccurredAt = product.Due, Site = SiteOf(product), Region = product.Custodian!.Region })));
        foreach (var product in due)
        {
            product.GoOn(product.Due);
        }
    }

    /// <summary>Takes those that are due back from their sites; they are put to work again.</summary>
    public static async Task TakeBack(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        await SampleWorld.ForEach(due, product => product.Custodian!, (party, products) => world.Registry.Record(
            party, "/take-backs",
            products.Select(product => new TakeBackProduct { Battery = product.Code, OccurredAt = product.Due, Reason = "The site was closed." })));
        foreach (var product in due)
        {
            product.Next(Step.Deploy, product.Luck.Later(product.Due, 5, 30));
        }
    }

    private static void PlanWork(SampleBattery product)
    {
        product.IsInUse = true;
        var (step, chance) = product.Luck.Next(100) switch
        {
            < 12 => (Step.Move, true),
            < 22 => (Step.TakeBack, true),
            < 28 => (Step.Retire, true),
            _ => (Step.Rest, false),
        };
        if (chance)
        {
            product.Plan.Enqueue((step, product.Luck.Later(product.Due, 20, 150)));
        }
    }

    private static SampleBattery ProductOf(SampleWorld world, SampleBattery[] origins)
    {
        var (first, at) = (origins[0], origins.Max(origin => origin.Due));
        var (day, serial) = (ChinaTime.Day(at), world.NextSerial());
        var maker = first.Custodian!;
        var vendor = maker.Registration.VendorCodes[0];
        var isOfModules = first.Nameplate.Level == BatteryLevel.Module;
        var capacityAh = decimal.Round(isOfModules ? origins.Min(Residual) : origins.Sum(Residual));
        var voltageV = first.Nameplate.VoltageV * (isOfModules ? origins.Length : 1);
        var product = new SampleBattery(world.SeedOf(serial))
        {
            Code = SampleCodes.Product(vendor, first.Model.Letter, first.Model.Specification, day, serial),
            Model = first.Model,
            Nameplate = new()
            {
                Level = BatteryLevel.Pack,
                Chemistry = first.Model.Chemistry,
                CapacityAh = capacityAh,
                VoltageV = voltageV,
                EnergyKwh = decimal.Round(capacityAh * voltageV / 1000, 3),
                MassKg = decimal.Round(origins.Sum(origin => origin.Nameplate.MassKg) * 1.03m, 1),
                Model = $"2L-{vendor}-{origins.Length}",
                ProducedOn = day,
            },
            County = GuizhouRegions.Counties[first.Luck.Next(GuizhouRegions.Counties.Count)],
            Holder = maker,
            Custodian = maker,
            IsProduct = true,
        };
        product.Next(Step.Deploy, first.Luck.Later(at, 3, 20));
        world.Add(product);
        return product;
    }

    private static decimal Residual(SampleBattery battery) => battery.Nameplate.CapacityAh * battery.SohPercent!.Value / 100;

    private static SecondLifeApplication ApplicationOf(SampleBattery product)
    {
        var left = product.Luck.Next(100);
        return Applications.First(item => (left -= item.Weight) < 0).Application;
    }

    private static string SiteOf(SampleBattery product) => $"Sample site {product.County}-{product.Luck.Next(1, 40)}";
}
