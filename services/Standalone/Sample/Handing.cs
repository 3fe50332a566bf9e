using System.Text.Json;
using Traceability.Contracts.Entries;
using Traceability.Hosting.Batches;
using Traceability.Ownership;

namespace Traceability.Standalone.Sample;

/// <summary>Batteries change hands: offers, acceptances, sales to persons.</summary>
internal static class Handing
{
    private const int OfferDays = 28;

    /// <summary>Offers those that are due: what one party sends another in a fortnight, or in a quarter of the years before, by one transfer.</summary>
    public static Task Offer(SampleWorld world, IReadOnlyList<SampleBattery> due, DateTimeOffset now) =>
        SampleWorld.ForEach(
            due,
            battery => (From: OffererOf(battery), battery.Destination.To, battery.Destination.Type, battery.Planted, Quarter: QuarterOf(battery.Due)),
            (sending, batteries) => Task.WhenAll(batteries.Chunk(BatchRecorder.LinesMax).Select(async (chunk, number) =>
            {
                var at = chunk.Max(battery => battery.Due);
                var key = sending.Planted?.Key ?? world.Registry.Key($"{sending.Type}-{sending.To.Id}-{sending.Quarter}", number);
                var answer = await world.Registry.Send(sending.From, "/transfers", OfferOf(sending.To, sending.Type, chunk, at, now), key, chunk.Length);
                using var json = JsonDocument.Parse(answer);
                var transfer = json.RootElement.GetProperty("transfer").GetString();
                var acceptedAt = chunk[0].Luck.Later(at, 1, 4);
                foreach (var battery in chunk)
                {
                    battery.Transfer = transfer;
                    battery.Next(Step.Accept, acceptedAt);
                }
            })));

    /// <summary>Accepts the transfers that are due, wholly.</summary>
    public static Task Accept(SampleWorld world, IReadOnlyList<SampleBattery> due) =>
        SampleWorld.ForEach(due, battery => battery.Transfer!, async (transfer, batteries) =>
        {
            var (first, receiver) = (batteries[0], batteries[0].Destination.To);
            var acceptance = new AcceptTransfer
            {
                OccurredAt = first.Due,
                Batteries = [.. batteries.Select(battery => new Line<AnsweredBattery>
                {
                    Value = new() { Battery = battery.Code, ConsigneeJudgement = SampleWorld.Judge(battery, first.Due) },
                })],
            };
            await world.Registry.Send(receiver, $"/transfers/{transfer}/acceptance", acceptance, world.Registry.Key(transfer), batteries.Count);
            foreach (var battery in batteries)
            {
                Arrived(world, battery, receiver);
            }
        });

    /// <summary>Sells those that are due to persons, each to one of its own.</summary>
    public static Task SellToOwners(SampleWorld world, IReadOnlyList<SampleBattery> due) =>
        SampleWorld.ForEach(due, battery => battery.Holder!, async (dealer, batteries) =>
        {
            await world.Registry.Record(dealer, "/private-sales", batteries.Select(battery => new SellToPrivateOwner
            {
                Battery = battery.Code,
                OccurredAt = battery.Due,
                Owner = SampleCodes.Owner(battery.Code),
                Region = battery.County,
            }));
            foreach (var battery in batteries)
            {
                (battery.Holder, battery.Custodian) = (null, null);
                Fate.InUse(battery, battery.Due);
            }
        });

    private static int QuarterOf(DateTimeOffset at) => (at.Year * 4) + ((at.Month - 1) / 3);

    private static SampleParty OffererOf(SampleBattery battery) =>
        battery.Destination.Type == TransferType.Return ? battery.Custodian! : battery.Holder!;

    private static OfferTransfer OfferOf(
        SampleParty to, TransferType type, IReadOnlyList<SampleBattery> batteries, DateTimeOffset at, DateTimeOffset now) => new()
    {
        Type = type,
        To = to.Id,
        OccurredAt = at,
        ExpiresAt = now.AddDays(OfferDays),
        Batteries = [.. batteries.Select(battery => new Line<OfferedBattery>
        {
            Value = new() { Battery = battery.Code, ConsignorJudgement = SampleWorld.Judge(battery, at) },
        })],
    };

    private static void Arrived(SampleWorld world, SampleBattery battery, SampleParty receiver)
    {
        var (_, type, then) = battery.Destination;
        battery.Custodian = receiver;
        if (type is TransferType.Sale or TransferType.Collection)
        {
            battery.Holder = receiver;
        }

        if (type == TransferType.Return)
        {
            Fate.HandOn(world, battery, battery.Due);
        }
        else if (then == Step.Rest && battery.Model.Use == SampleUse.Bus)
        {
            Fate.InUse(battery, battery.Due);
        }
        else if (then == Step.Rest)
        {
            battery.Rest();
        }
        else
        {
            battery.Next(then, battery.Luck.Later(battery.Due, 0, 6));
        }
    }
}
