using System.Text.Json.Nodes;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Hosting.Tests.Bus.Clients;

namespace Traceability.Hosting.Tests.Bus;

public sealed class EvMakerTests
{
    private const int Packs = 100;

    private static readonly string User = $"{ARegistry.Maker.Id}-2";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_maker_with_MassTransit_registers_installs_and_offers_its_packs_and_follows_their_entries()
    {
        await using var broker = await ABroker.Start();
        await using var registry = await ARegistry.Start(broker);
        await using var maker = new MassTransitMaker(
            await broker.AddUser(User, declaresAll: true), User, "entry.*.lfp.520115");
        await maker.Start(Cancellation);
        var now = DateTimeOffset.UtcNow;
        var packs = Enumerable.Range(1, Packs).Select(number => BatteryCode.Of($"GZ9PB0100000A1G6K{number:0000000}")).ToList();

        await AllDone("batteries", pack => new { Battery = pack, OccurredAt = now.AddMinutes(-4), Nameplate = Life.Nameplate(pack) });
        await AllDone("installations", pack => new { Battery = pack, OccurredAt = now.AddMinutes(-3), Vin = Life.Vehicle });
        await AllDone("removals", pack => new { Battery = pack, OccurredAt = now.AddMinutes(-2), Vin = Life.Vehicle, Reason = RemovalReason.Recall });
        Done(await maker.Do(
            "transfers",
            new
            {
                Type = TransferType.Sale,
                To = ARegistry.Buyer.Id,
                OccurredAt = now.AddMinutes(-1),
                ExpiresAt = now.AddDays(9),
                Batteries = packs.Select(pack => new { Battery = pack }),
            },
            Cancellation));

        await Eventually.Holds("every entry is heard of", () => maker.Heard.Select(message => message.MessageId).Distinct().Count() == 4 * Packs);
        Assert.All(maker.Heard, message => Assert.True(message.Entry.SealHolds()));
        Assert.All(
            maker.Heard.GroupBy(message => message.OrderKey),
            entries => Assert.Equal(
                [typeof(BatteryRegistered), typeof(BatteryInstalled), typeof(BatteryRemoved), typeof(TransferOffered)],
                entries.DistinctBy(message => message.MessageId).OrderBy(message => message.Entry.Entry.Sequence).Select(message => message.Entry.Entry.Data.GetType())));

        async Task AllDone(string operation, Func<BatteryCode, object> line) =>
            Done(await maker.Do(operation, new { Batteries = packs.Select(line) }, Cancellation));
    }

    [Fact]
    public async Task A_maker_with_Node_does_the_same()
    {
        await using var broker = await ABroker.Start();
        await using var registry = await ARegistry.Start(broker);

        var heard = await NodeMaker.Run(await broker.AddUser(User), User, ARegistry.Buyer.Id.Value, Packs, Cancellation);

        Assert.Equal($$"""{"battery-registered":{{Packs}},"battery-installed":{{Packs}},"battery-removed":{{Packs}},"transfer-offered":{{Packs}}}""", heard);
    }

    private static void Done(JsonObject answer)
    {
        var results = answer["results"]?.AsArray() ?? throw new InvalidOperationException(answer.ToJsonString());
        Assert.Equal(Packs, results.Count);
        Assert.All(results, result => Assert.True(result!["receipt"] is not null, result.ToJsonString()));
    }
}
