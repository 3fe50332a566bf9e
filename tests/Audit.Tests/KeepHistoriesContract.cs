using CsCheck;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using static Traceability.Audit.Tests.Histories;

namespace Traceability.Audit.Tests;

public abstract class KeepHistoriesContract : AuditContract
{
    [Fact]
    public async Task Entries_may_come_in_any_order_and_any_number_of_times()
    {
        var all = Enumerable.Range(1, 3).SelectMany(serial => Life(Battery(serial), 8)).ToArray();
        await Gen.Shuffle(all.Concat(all).ToArray()).Select(Gen.Int[1, 9]).SampleAsync(
            async (deliveries, batch) =>
            {
                await using var histories = await Open();
                foreach (var chunk in deliveries.Chunk(batch))
                {
                    await histories.Receive(chunk);
                }

                for (var serial = 1; serial <= 3; serial++)
                {
                    Assert.Equal((true, 8), (await histories.Verify(Battery(serial))) is var verification ? (verification.Valid, verification.Verified) : default);
                }
            },
            iter: Samples(20),
            threads: 2);
    }

    [Fact]
    public async Task Replicas_that_take_the_same_entries_at_once_agree()
    {
        await using var histories = await Open();
        var life = Life(Battery(1), 40);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            foreach (var entry in life)
            {
                await histories.Receive(entry);
            }
        })));
        Assert.True((await histories.Verify(Battery(1))).Valid);
        Assert.Equal(40, (await histories.Store.Standing(Battery(1), Cancellation))!.Sequence);
    }

    [Fact]
    public async Task A_gap_is_not_stepped_over()
    {
        await using var histories = await Open();
        var life = Life(Battery(1), 6);
        await histories.Receive(life.Where(entry => entry.Entry.Sequence != 3));
        Assert.Equal(2, (await histories.Store.Standing(Battery(1), Cancellation))!.Sequence);
        await histories.Receive(life[2]);
        Assert.Equal(6, (await histories.Store.Standing(Battery(1), Cancellation))!.Sequence);
    }

    [Fact]
    public async Task A_second_entry_with_a_number_that_is_taken_is_kept_as_evidence_and_named()
    {
        await using var histories = await Open();
        var life = Life(Battery(1), 4);
        await histories.Receive(life);
        await histories.Receive(Close(Battery(1), 3, life[1].Seal, new BatteryRemoved { Vin = Vin.Of("LZ9AB1CD8RG100001"), Reason = RemovalReason.Swap, Region = Zunyi }));

        var verification = await histories.Verify(Battery(1));
        Assert.Equal("number-repeated", verification.FirstFlaw?.Code);
        Assert.Equal(3, verification.FirstFlaw?.Sequence);
    }

    [Fact]
    public async Task An_entry_that_does_not_fit_stops_the_standing_and_delays_no_other_battery()
    {
        await using var histories = await Open();
        var life = Life(Battery(1), 2);
        var misfit = Close(Battery(1), 3, life[1].Seal, new BatteryInstalled { Vin = Vin.Of("LZ9AB1CD8RG100001"), Region = Zunyi });
        await histories.Receive([.. life, misfit, .. Life(Battery(2), 4)]);

        Assert.Equal(2, (await histories.Store.Standing(Battery(1), Cancellation))!.Sequence);
        Assert.Equal(("entry-does-not-fit", 3), (await histories.Verify(Battery(1))).FirstFlaw is { } flaw ? (flaw.Code, flaw.Sequence) : default);
        Assert.True((await histories.Verify(Battery(2))).Valid);
    }
}
