using System.Net;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Hosting.Batches;
using Traceability.Ownership;
using Traceability.Registration;
using Traceability.Retirement;

namespace Traceability.Standalone.Sample;

/// <summary>What goes wrong in the sample on purpose, so that it can be found. README.md lists it with the query that shows each.</summary>
internal static class Misconduct
{
    private static readonly DateOnly ProducedOn = new(2019, 5, 6);

    private static readonly PlantedLife Vanished = new()
    {
        Number = 900_001, Model = "SLM-50", RetiredOn = SampleYear.At(2025, 12, 9).AddHours(10), StopAfter = Step.Retire,
    };

    private static readonly PlantedLife NeverAnswered = new()
    {
        Number = 900_002, Model = "SN5-52", RetiredOn = SampleYear.At(2026, 2, 10).AddHours(10), StopAfter = Step.Offer, GoesTo = PartyRole.Recycler,
    };

    private static readonly PlantedLife Recovers = new()
    {
        Number = 900_003, Model = "SLM-50", RetiredOn = SampleYear.At(2026, 3, 3).AddHours(10), StopAfter = Step.Test, GoesTo = PartyRole.SecondLifeUser,
        SohPercent = 71,
    };

    private static readonly PlantedLife YieldsTooMuch = new()
    {
        Number = 900_004, Model = "SN5-52", RetiredOn = SampleYear.At(2026, 4, 14).AddHours(10), GoesTo = PartyRole.Recycler, Recovery = 1.2m,
    };

    private static readonly PlantedLife OfferedToExpired = new()
    {
        Number = 900_005, Model = "SLM-50", RetiredOn = SampleYear.At(2026, 5, 12).AddHours(10), StopAfter = Step.Collect,
    };

    private static readonly PlantedLife UsedTwice = new() { Number = 900_006, Model = "SLM-50", RetiredOn = SampleYear.End.AddDays(1) };

    private static readonly PlantedLife LeftOut = new() { Number = 900_007, Model = "SLM-50", RetiredOn = SampleYear.End.AddDays(1) };

    private static readonly IReadOnlyList<PlantedLife> Lives = [Vanished, NeverAnswered, Recovers, YieldsTooMuch, OfferedToExpired, UsedTwice, LeftOut];

    /// <summary>The code of one of them: the battery whose state of health rises.</summary>
    public static BatteryCode Shown => CodeOf(Recovers);

    /// <summary>The packs on which it is planted.</summary>
    public static IEnumerable<SampleBattery> Packs(SampleWorld world) => Lives.Select(life =>
        Making.Pack(world, ModelOf(life), ProducedOn, RegionCode.Of("520103"), life.Number, new(life.Number), life));

    /// <summary>Does what no step of a life does, in the fortnight in which it is due.</summary>
    public static async Task Run(SampleWorld world, DateTimeOffset from, DateTimeOffset until)
    {
        (DateTimeOffset Due, Func<SampleWorld, DateTimeOffset, Task> Act)[] acts =
        [
            (SampleYear.At(2026, 1, 20).AddHours(11), RegisterCodeAgain),
            (SampleYear.At(2026, 6, 2).AddHours(11), TestBetterThanBefore),
            (SampleYear.At(2026, 6, 16).AddHours(11), OfferToExpiredPermit),
            (SampleYear.At(2026, 7, 7).AddHours(11), ScrapVehicleWithoutBattery),
        ];
        foreach (var (due, act) in acts.Where(act => from <= act.Due && act.Due < until))
        {
            await act(world, due);
        }
    }

    private static async Task RegisterCodeAgain(SampleWorld world, DateTimeOffset at)
    {
        var pack = PackOf(world, UsedTwice);
        var line = new RegisterBattery { Battery = pack.Code, OccurredAt = at, Nameplate = pack.Nameplate };
        await MustBeRefused(world, world.Parties.OfVendor("SP5"), "/batteries", new Batch<RegisterBattery> { Batteries = [new() { Value = line }] }, UsedTwice);
    }

    private static Task TestBetterThanBefore(SampleWorld world, DateTimeOffset at)
    {
        var pack = PackOf(world, Recovers);
        return world.Registry.Record(pack.Custodian!, "/health-assessments", [OutOfUse.TestOf(pack, at, 83.5m)]);
    }

    private static Task OfferToExpiredPermit(SampleWorld world, DateTimeOffset at)
    {
        var pack = PackOf(world, OfferedToExpired);
        var offer = new OfferTransfer
        {
            Type = TransferType.Collection,
            To = world.Parties.ExpiredRecycler.Id,
            OccurredAt = at,
            ExpiresAt = at.AddDays(20),
            Batteries = [new() { Value = new() { Battery = pack.Code, ConsignorJudgement = SampleWorld.Judge(pack, at) } }],
        };
        return MustBeRefused(world, pack.Custodian!, "/transfers", offer, OfferedToExpired);
    }

    private static Task<string> ScrapVehicleWithoutBattery(SampleWorld world, DateTimeOffset at) => world.Registry.Send(
        world.Parties.With(PartyRole.Dismantler)[0], "/vehicle-scrappings",
        new ScrapVehicle { Vin = PackOf(world, LeftOut).Vin!.Value, OccurredAt = at, Batteries = [] }, LeftOut.Key);

    private static async Task MustBeRefused<T>(SampleWorld world, SampleParty by, string path, T body, PlantedLife life)
    {
        if (await world.Registry.Try(by, path, body, life.Key) is (HttpStatusCode.Created, var answer))
        {
            throw new InvalidOperationException($"The sample does not fit the registry: {path} ({life.Key}) was to be refused, but: {answer}");
        }
    }

    private static SampleModel ModelOf(PlantedLife life) => SampleModel.All.First(model => model.Name == life.Model);

    private static BatteryCode CodeOf(PlantedLife life) =>
        SampleCodes.Battery(ModelOf(life).Vendor, 'P', ModelOf(life).Letter, ModelOf(life).Specification, ProducedOn, life.Number);

    private static SampleBattery PackOf(SampleWorld world, PlantedLife life) => world.Batteries.Find(battery => battery.Planted == life)!;
}
