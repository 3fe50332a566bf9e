using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Ownership;
using Traceability.Registration;

namespace Traceability.Standalone.Sample;

/// <summary>Batteries in vehicles: installations, repairs, replacements, swaps.</summary>
internal static class Driving
{
    /// <summary>Installs those that are due in new vehicles.</summary>
    public static async Task Install(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        await Bind(world, due, isNewVehicle: true);
        foreach (var battery in due)
        {
            Fate.AfterInstallation(world, battery);
        }
    }

    /// <summary>Takes those that are due out for repair.</summary>
    public static async Task Repair(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        await Unbind(world, due, RemovalReason.Repair);
        foreach (var battery in due)
        {
            battery.Next(Step.Refit, battery.Luck.Later(battery.Due, 1, 6));
        }
    }

    /// <summary>Puts them back into the same vehicles.</summary>
    public static async Task Refit(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        await Bind(world, due, isNewVehicle: false);
        foreach (var battery in due)
        {
            battery.GoOn(battery.Due);
        }
    }

    /// <summary>Takes those that are due out at a swapping station.</summary>
    public static async Task SwapOut(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        await Unbind(world, due, RemovalReason.Swap);
        foreach (var battery in due)
        {
            battery.Next(Step.SwapIn, battery.Luck.Later(battery.Due, 0, 1));
        }
    }

    /// <summary>Puts them into other vehicles.</summary>
    public static async Task SwapIn(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        await Bind(world, due, isNewVehicle: true);
        foreach (var battery in due)
        {
            if (battery.IsInUse)
            {
                battery.GoOn(battery.Due);
            }
            else
            {
                Fate.InUse(battery, battery.Due);
            }
        }
    }

    /// <summary>Replaces those that are due by a spare of the same kind; where no workshop has one, the battery goes out of use all the same.</summary>
    public static async Task Replace(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        var replaced = new List<(SampleBattery Old, SampleBattery Spare)>();
        foreach (var old in due)
        {
            if (SpareFor(world, old) is { } spare)
            {
                spare.Vin = old.Vin;
                replaced.Add((old, spare));
            }
        }

        await Task.WhenAll(replaced.GroupBy(pair => pair.Spare.Custodian!).Select(workshop => Replace(world, workshop.Key, [.. workshop])));
        foreach (var old in due)
        {
            old.Next(Step.Retire, old.Luck.Later(old.Due, 0, 5));
        }
    }

    private static SampleBattery? SpareFor(SampleWorld world, SampleBattery old) => world.Batteries.Find(spare =>
        spare is { IsSpare: true, Step: Step.Rest, Vin: null } && spare.Model == old.Model && spare.Since < old.Due);

    private static async Task Replace(SampleWorld world, SampleParty workshop, IReadOnlyList<(SampleBattery Old, SampleBattery Spare)> replaced)
    {
        await world.Registry.Record(workshop, "/replacements", replaced.Select(pair => new ReplaceBattery
        {
            Battery = pair.Old.Code, By = pair.Spare.Code, OccurredAt = pair.Old.Due, Vin = pair.Old.Vin!.Value, Reason = RemovalReason.Replacement,
        }));
        await world.Registry.Record(workshop, "/private-sales", replaced.Select(pair => new SellToPrivateOwner
        {
            Battery = pair.Spare.Code, OccurredAt = pair.Old.Due.AddMinutes(20), Owner = SampleCodes.Owner(pair.Old.Code), Region = pair.Old.County,
        }));
        foreach (var (_, spare) in replaced)
        {
            (spare.Holder, spare.Custodian) = (null, null);
        }
    }

    private static Task Bind(SampleWorld world, IReadOnlyList<SampleBattery> due, bool isNewVehicle)
    {
        foreach (var battery in due.Where(battery => isNewVehicle))
        {
            battery.Vin = SampleCodes.Vin(Math.Max(battery.Nameplate.ProducedOn.Year, 2017), world.NextSerial());
        }

        return SampleWorld.ForEach(due, battery => WorkshopOf(world, battery), (workshop, batteries) => world.Registry.Record(
            workshop, "/installations",
            batteries.Select(battery => new InstallBattery { Battery = battery.Code, OccurredAt = battery.Due, Vin = battery.Vin!.Value, Region = RegionOf(battery) })));
    }

    private static Task Unbind(SampleWorld world, IReadOnlyList<SampleBattery> due, RemovalReason reason) =>
        SampleWorld.ForEach(due, battery => WorkshopOf(world, battery), (workshop, batteries) => world.Registry.Record(
            workshop, "/removals",
            batteries.Select(battery => new RemoveBattery
            {
                Battery = battery.Code, OccurredAt = battery.Due, Vin = battery.Vin!.Value, Reason = reason, Region = RegionOf(battery),
            })));

    // A person has the work done nearby; a party does it itself.
    private static SampleParty WorkshopOf(SampleWorld world, SampleBattery battery) =>
        battery.Custodian ?? world.Parties.With(PartyRole.Repairer).First(party => party.Is(PartyRole.Dealer) && party.Region.Prefecture == battery.County.Prefecture);

    private static RegionCode? RegionOf(SampleBattery battery) => battery.Custodian is null ? battery.County : null;
}
