using Traceability.Contracts.Entries;
using Traceability.Contracts.Parties;
using Traceability.Ownership;
using Traceability.Retirement;

namespace Traceability.Standalone.Sample;

/// <summary>Batteries go out of use: retired, taken over from their owners, tested, decided on.</summary>
internal static class OutOfUse
{
    private const decimal KmPerYear = 17_000;

    /// <summary>Takes those that are due out of use.</summary>
    public static async Task Retire(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        await SampleWorld.ForEach(due, battery => RetiredBy(world, battery), (party, batteries) =>
            world.Registry.Record(party, "/retirements", batteries.Select(battery => LineOf(battery, party))));
        foreach (var battery in due)
        {
            battery.IsRetired = true;
            if (battery.Custodian is not { } custodian)
            {
                battery.Next(Step.Collect, battery.Luck.Later(battery.Due, 0, 1));
            }
            else if (battery.Holder != custodian)
            {
                battery.Send(battery.Holder!, TransferType.Return, Step.Rest, battery.Luck.Later(battery.Due, 1, 3));
            }
            else if (battery.IsProduct)
            {
                battery.Next(Step.Test, battery.Luck.Later(battery.Due, 1, 3));
            }
            else
            {
                Fate.HandOn(world, battery, battery.Due);
            }
        }
    }

    /// <summary>Takes those that are due over from the persons who own them.</summary>
    public static async Task Collect(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        await SampleWorld.ForEach(due, battery => battery.Collector!, (collector, batteries) => world.Registry.Record(
            collector, "/private-collections",
            batteries.Select(battery => new CollectFromPrivateOwner
            {
                Battery = battery.Code, OccurredAt = battery.Due, CollectorJudgement = SampleWorld.Judge(battery, battery.Due),
            })));
        foreach (var battery in due)
        {
            battery.Holder = battery.Custodian = battery.Collector;
            Fate.HandOn(world, battery, battery.Due);
        }
    }

    /// <summary>Tests what those that are due can still hold.</summary>
    public static async Task Test(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        foreach (var battery in due)
        {
            battery.SohPercent = battery.Planted?.SohPercent ?? Fate.SohPercent(battery, battery.Due);
            battery.Hazard = battery.Planted is null && battery.Luck.Next(100) < 3 ? SafetyFinding.Deformation : null;
        }

        await SampleWorld.ForEach(due, battery => battery.Custodian!, (party, batteries) =>
            world.Registry.Record(party, "/health-assessments", batteries.Select(battery => TestOf(battery, battery.Due, battery.SohPercent!.Value))));
        foreach (var battery in due)
        {
            battery.Next(Step.Decide, battery.Luck.Later(battery.Due, 0, 2));
        }
    }

    /// <summary>A residual-capacity test that finds a state of health.</summary>
    public static AssessHealth TestOf(SampleBattery battery, DateTimeOffset at, decimal sohPercent) => new()
    {
        Battery = battery.Code,
        OccurredAt = at,
        TestedOn = Contracts.ChinaTime.Day(at),
        Laboratory = "Sample test bench",
        Equipment = "SAMPLE-BT",
        Calibration = "SAMPLE-CAL-2025",
        AmbientCelsius = 23 + (battery.Luck.Next(40) / 10m),
        CRate = 0.33m,
        OpenCircuitVoltageV = decimal.Round(battery.Nameplate.VoltageV * 1.02m, 1),
        DischargeCapacityAh = decimal.Round(battery.Nameplate.CapacityAh * sohPercent / 100, 3),
        Findings = battery.Hazard is { } hazard ? [hazard] : [],
    };

    /// <summary>Decides what becomes of those that are due: what the rules suggest, but for one in ten.</summary>
    public static async Task Decide(SampleWorld world, IReadOnlyList<SampleBattery> due)
    {
        var decided = due.Select(battery => (Battery: battery, Line: DecisionOn(world, battery))).ToList();
        await Task.WhenAll(decided.GroupBy(item => item.Battery.Custodian!).Select(group =>
            world.Registry.Record(group.Key, "/dispositions", group.Select(item => item.Line))));
        foreach (var (battery, line) in decided)
        {
            battery.IsDecided = true;
            if (battery.Custodian!.Is(PartyRole.Recycler))
            {
                battery.Next(Step.Treat, Recovering.TreatmentAfter(battery.Due));
            }
            else if (line.Disposition == Disposition.SecondLife)
            {
                var isOpened = battery.Parts.Count > 0 && battery.Custodian.Registration.VendorCodes.Contains("SP8");
                battery.Next(isOpened ? Step.Open : Step.Reuse, battery.Luck.Later(battery.Due, 1, 10));
            }
            else
            {
                Fate.HandOn(world, battery, battery.Due);
            }
        }
    }

    private static SampleParty RetiredBy(SampleWorld world, SampleBattery battery) => battery.Custodian ?? (battery.Collector = world.Parties.Near(
        battery.County, battery.Luck.Next(4) == 0 && battery.Planted is null ? PartyRole.Dismantler : PartyRole.CollectionOutlet, battery.Luck));

    private static RetireBattery LineOf(SampleBattery battery, SampleParty by)
    {
        var years = Math.Max(0.2m, (Contracts.ChinaTime.Day(battery.Due).DayNumber - battery.Nameplate.ProducedOn.DayNumber) / 365m);
        return new()
        {
            Battery = battery.Code,
            OccurredAt = battery.Due,
            Reason = battery switch
            {
                { Vin: null, IsProduct: false } => RetirementReason.ProductionScrap,
                { IsProduct: true } => RetirementReason.Fault,
                _ when by.Is(PartyRole.Dismantler) => RetirementReason.VehicleScrapped,
                _ when years < 3 => battery.Luck.Next(2) == 0 ? RetirementReason.Accident : RetirementReason.Fault,
                _ => RetirementReason.EndOfLife,
            },
            Vin = battery.Vin,
            Region = battery.Custodian is null ? battery.County : null,
            OdometerKm = battery.Vin is null ? null : decimal.Round(years * KmPerYear * (80 + battery.Luck.Next(40)) / 100),
        };
    }

    // A tenth of what could have a second life finds no buyer.
    private static DecideDisposition DecisionOn(SampleWorld world, SampleBattery battery)
    {
        var rules = world.Retirement.On(battery.Due).Rules;
        var isSuggested = rules.SohBands.Any(band =>
            band.Applications.Any(rules.Admits) && battery.SohPercent >= band.SohPercentMinFor(battery.Nameplate.Chemistry));
        var isWanted = isSuggested && !battery.IsProduct && battery.Luck.Next(10) > 0;
        var disposition = battery.Hazard is not null ? Disposition.Pretreatment : isWanted ? Disposition.SecondLife : Disposition.Recycling;
        return new()
        {
            Battery = battery.Code,
            OccurredAt = battery.Due,
            Disposition = disposition,
            OverrideReason = disposition == Disposition.Recycling && isSuggested ? "No buyer for batteries of this type." : null,
        };
    }
}
