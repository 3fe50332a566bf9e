using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Parties;

namespace Traceability.Standalone.Sample;

/// <summary>What chance makes of a battery. All that is drawn here comes from the battery's own chance.</summary>
internal static class Fate
{
    // How likely a battery goes out of use within the year, in thousandths, by its age in years.
    private static readonly int[] RetiredOfThousand = [4, 8, 10, 25, 50, 130, 280, 380, 480, 580];

    /// <summary>Whose it becomes when its maker has registered it.</summary>
    public static void AfterRegistration(SampleWorld world, SampleBattery battery)
    {
        var (maker, luck, at) = (battery.Holder!, battery.Luck, battery.Due);
        if (battery.Planted is null && at >= SampleYear.Begin && luck.Next(1000) < 4)
        {
            battery.Next(Step.Retire, luck.Later(at, 2, 10));
        }
        else if (battery.Model.Use == SampleUse.Swap)
        {
            battery.Send(world.Parties.With(PartyRole.SwapOperator)[0], TransferType.Lease, Step.SwapIn, luck.Later(at, 3, 10));
        }
        else if (battery.IsSpare)
        {
            var workshops = world.Parties.With(PartyRole.Repairer).Where(party => party.Is(PartyRole.Dealer)).ToList();
            battery.Send(workshops[luck.Next(workshops.Count)], TransferType.Sale, Step.Rest, luck.Later(at, 5, 20));
        }
        else if (maker.Is(PartyRole.VehicleMaker) || maker.Is(PartyRole.Importer))
        {
            battery.Next(Step.Install, luck.Later(at, 2, 12));
        }
        else
        {
            var carMakers = world.Parties.With(PartyRole.VehicleMaker).Where(party => !party.Is(PartyRole.BatteryMaker)).ToList();
            battery.Send(carMakers[luck.Next(carMakers.Count)], TransferType.Sale, Step.Install, luck.Later(at, 3, 15));
        }
    }

    /// <summary>To whom the vehicle goes that it was installed in.</summary>
    public static void AfterInstallation(SampleWorld world, SampleBattery battery)
    {
        var (luck, at) = (battery.Luck, battery.Due);
        if (battery.Model.Use == SampleUse.Bus)
        {
            var companies = world.Parties.With(PartyRole.Repairer).Where(party => !party.Is(PartyRole.Dealer)).ToList();
            battery.Send(companies[luck.Next(companies.Count)], TransferType.Sale, Step.Rest, luck.Later(at, 5, 20));
        }
        else
        {
            battery.Send(world.Parties.Near(battery.County, PartyRole.Dealer, luck), TransferType.Sale, Step.SellToOwner, luck.Later(at, 4, 25));
        }
    }

    /// <summary>What will happen to it in the sample year, now that it is in use.</summary>
    public static void InUse(SampleBattery battery, DateTimeOffset since)
    {
        var luck = battery.Luck;
        var from = since > SampleYear.Begin ? since : SampleYear.Begin;
        battery.IsInUse = true;
        if (battery.Planted is { } planted)
        {
            battery.Plan.Enqueue((Step.Retire, planted.RetiredOn));
        }
        else
        {
            var planned = new List<(Step Step, DateTimeOffset Due)>();
            var age = SampleYear.Begin.Year + 1 - battery.Nameplate.ProducedOn.Year;
            if (luck.Next(1000) < RetiredOfThousand[Math.Clamp(age, 0, RetiredOfThousand.Length - 1)])
            {
                planned.Add((luck.Next(10) == 0 && battery.Model.Use == SampleUse.Car ? Step.Replace : Step.Retire, Some(luck, from)));
            }

            if (battery.Model.Use != SampleUse.Swap && luck.Next(1000) < 25)
            {
                planned.Add((Step.Repair, Some(luck, from)));
            }

            for (var swap = 0; battery.Model.Use == SampleUse.Swap && swap < 3; swap++)
            {
                planned.Add((Step.SwapOut, Some(luck, from)));
            }

            // What is retired is not repaired afterwards.
            planned.Sort((one, other) => one.Due.CompareTo(other.Due));
            var last = planned.FindIndex(item => item.Step is Step.Retire or Step.Replace);
            planned[..(last < 0 ? planned.Count : last + 1)].ForEach(battery.Plan.Enqueue);
        }

        battery.GoOn(since);
    }

    /// <summary>Where it goes when it is out of use and its holder has it in hand: to a second life, or to a recycler.</summary>
    public static void HandOn(SampleWorld world, SampleBattery battery, DateTimeOffset at)
    {
        var luck = battery.Luck;
        var isReusable = battery is { IsDecided: false, IsProduct: false } && luck.Next(100) < (IsDurable(battery.Nameplate.Chemistry) ? 80 : 15);
        var role = isReusable ? PartyRole.SecondLifeUser : PartyRole.Recycler;
        if (battery.Planted is { GoesTo: { } fixedRole })
        {
            role = fixedRole;
        }

        var receivers = world.Parties.With(role);
        var receiver = battery.Planted is null ? receivers[luck.Next(receivers.Count)] : receivers[0];
        battery.Send(receiver, TransferType.Collection, role == PartyRole.SecondLifeUser ? Step.Test : Step.Weigh, luck.Later(at, 1, 4));
    }

    /// <summary>State of health in per cent at an age: durable chemistries fade more slowly, and no two batteries alike.</summary>
    public static decimal SohPercent(SampleBattery battery, DateTimeOffset at)
    {
        var years = (ChinaTime.Day(at).DayNumber - battery.Nameplate.ProducedOn.DayNumber) / 365.25;
        var perYear = battery.Nameplate.Chemistry switch
        {
            Chemistry.Lto => 1.4,
            var chemistry when IsDurable(chemistry) => 3.2,
            _ => 4.1,
        };
        var soh = 99 - (perYear * years) - (battery.Luck.NextDouble() * 10) - (battery.IsProduct ? 15 : 0);
        return (decimal)Math.Round(Math.Clamp(soh, 22, 98), 1);
    }

    /// <summary>Some instant in the rest of the year.</summary>
    private static DateTimeOffset Some(Random luck, DateTimeOffset from) =>
        luck.WorkingHour(ChinaTime.Day(from).AddDays(1 + luck.Next(Math.Max(1, (SampleYear.End - from).Days - 2))));

    private static bool IsDurable(Chemistry chemistry) => chemistry is Chemistry.Lfp or Chemistry.Lmfp or Chemistry.Lto or Chemistry.NaIon;
}
