using CsCheck;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.Bus;

public sealed class EntryRelayTests : IAsyncDisposable
{
    private readonly SqliteFile file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Fact]
    public Task Every_subscriber_gets_every_entry_in_order_whatever_fails_and_whoever_is_late() =>
        Gen.Select(Gen.Int[1, 9].Array[1, 40], Gen.Int[0, 25], Gen.Int[0, 25]).SampleAsync(
            async (counts, failPercent, forgetPercent) =>
            {
                await using var fresh = new SqliteFile();
                var steady = new Witness();
                var flaky = new Witness(_ => Random.Shared.Next(100) < failPercent);
                await using var life = await new Life(fresh, subscribers: [steady, flaky]).Start();

                await Task.WhenAll(counts.Select((count, i) => Task.Run(() => WriteAndHand(life, Some.Code(i + 1), count, forgetPercent))));
                await life.EverythingIsSent();

                Assert.Empty(steady.Complaints);
                Assert.Empty(flaky.Complaints);
                Assert.All(counts, (count, i) => Assert.Equal(count, steady.Taken(Some.Code(i + 1))));
                Assert.All(counts, (count, i) => Assert.Equal(count, flaky.Taken(Some.Code(i + 1))));
            },
            iter: 3,
            threads: 1);

    [Fact]
    public async Task A_subscriber_that_fails_on_one_battery_delays_nobody_else()
    {
        var (bad, good) = (Some.Code(1), Some.Code(2));
        var steady = new Witness();
        var stubborn = new Witness(messages => messages.Any(message => message.Entry.Entry.Battery == bad));
        await using var life = await new Life(file, subscribers: [stubborn, steady]).Start();

        await WriteAndHand(life, bad, 3, 0);
        await WriteAndHand(life, good, 5, 0);
        await Eventually.Holds("others have it", () => stubborn.Taken(good) == 5 && steady.Taken(good) == 5 && steady.Taken(bad) == 3);
        await WriteAndHand(life, bad, 4, 0);
        await Eventually.Holds("others have later ones too", () => steady.Taken(bad) == 4);
        await Eventually.Holds("only the bad battery is on its way", () => life.Relay.Busy == 1);

        Assert.Equal(0, stubborn.Taken(bad));
        await Eventually.Holds("only the bad battery is unsent", async () => await life.Store.Unsent(null, 10, Cancellation) is [var only] && only == (bad, 0));
    }

    [Fact]
    public async Task Sent_rises_only_when_every_subscriber_has_the_entry()
    {
        var mayTake = 0;
        var hesitant = new Witness(messages => messages.Any(message => message.Entry.Entry.Sequence > Volatile.Read(ref mayTake)));
        var steady = new Witness();
        await using var life = await new Life(file, subscribers: [steady, hesitant]).Start();

        await WriteAndHand(life, Some.Code(1), 6, 0);
        await Eventually.Holds("the steady one has all", () => steady.Taken(Some.Code(1)) == 6);
        await Eventually.Holds("the hesitant one was asked again", () => hesitant.Calls > 3);
        Assert.Equal(0, (await life.Dossier(Some.Code(1))).Sent);

        Volatile.Write(ref mayTake, 2);
        await Eventually.Holds("two are sent", async () => (await life.Dossier(Some.Code(1))).Sent == 2);
        Volatile.Write(ref mayTake, 6);
        await life.EverythingIsSent();

        Assert.Equal(6, (await life.Dossier(Some.Code(1))).Sent);
        Assert.Equal(6, hesitant.Taken(Some.Code(1)));
        Assert.Empty(hesitant.Complaints);
    }

    [Fact]
    public async Task Entries_written_before_and_after_the_dossier_was_elsewhere_are_published_across_the_gap()
    {
        var code = Some.Code(1);
        var archive = new Archive();
        await using var life = await new Life(file, subscribers: archive).Start();
        await life.Write(Some.Opening(code));
        var left = await life.Dossier(code);
        await life.Store.Release(code, Some.Keeper, 1, "recycling", Cancellation);
        var there = Some.After(code, left, Some.Corrected(1), Some.Corrected(2));
        await life.Store.Accept(
            new()
            {
                Battery = code, Epoch = 3, Sequence = 3, Seal = there.Entries[^1].Seal, Standing = there.Standing, From = "recycling", To = Some.Keeper,
            },
            Cancellation);

        foreach (var _ in Enumerable.Range(0, 3))
        {
            var dossier = await life.Dossier(code);
            var next = await life.Write(Some.Following(dossier));
            life.Relay.Hand(code, dossier.Sent, next.Entries);
        }

        await life.EverythingIsSent();
        Assert.Equal([1, 4, 5, 6], archive.Of(code).Select(entry => entry.Entry.Sequence));
        Assert.Equal(6, (await life.Dossier(code)).Sent);
    }

    [Fact]
    public async Task What_was_not_published_at_a_crash_is_published_in_the_next_life()
    {
        await using (var before = new Life(file))
        {
            await before.Write(Some.After(Some.Code(1), null, Some.Registered, Some.Corrected(1)));
            await before.Write(Some.Opening(Some.Code(2)));
            await before.Store.MarkSent(new Dictionary<BatteryCode, int> { [Some.Code(1)] = 1 }, Cancellation);
        }

        await file.Reopen();
        var witness = new Witness();
        await using var life = await new Life(file, subscribers: [witness]).Start();
        await life.EverythingIsSent();

        Assert.Equal(2, witness.Taken(Some.Code(1)));
        Assert.Equal(1, witness.Taken(Some.Code(2)));
    }

    [Fact]
    public async Task What_a_subscriber_did_not_take_before_the_end_it_gets_in_the_next_life()
    {
        await using (var before = await new Life(file, subscribers: [new Witness(_ => true)]).Start())
        {
            await WriteAndHand(before, Some.Code(1), 3, 0);
        }

        await file.Reopen();
        var witness = new Witness();
        await using var life = await new Life(file, subscribers: [witness]).Start();
        await life.EverythingIsSent();

        Assert.Equal(3, witness.Taken(Some.Code(1)));
        Assert.Empty(witness.Complaints);
    }

    [Fact]
    public async Task More_than_the_relay_may_hold_waits_in_the_store()
    {
        var open = false;
        var witness = new Witness(_ => !Volatile.Read(ref open));
        await using var life = await new Life(file, busyMax: 10, subscribers: [witness]).Start();

        foreach (var serial in Enumerable.Range(1, 25))
        {
            await WriteAndHand(life, Some.Code(serial), 2, 0);
            Assert.InRange(life.Relay.Busy, 1, 10);
        }

        Volatile.Write(ref open, true);
        await life.EverythingIsSent();
        Assert.All(Enumerable.Range(1, 25), serial => Assert.Equal(2, witness.Taken(Some.Code(serial))));
    }

    private static async Task WriteAndHand(Life life, BatteryCode code, int upTo, int forgetPercent)
    {
        var handing = new List<Task>();
        while (await life.Store.Find(code, Cancellation) is var dossier && (dossier?.Sequence ?? 0) < upTo)
        {
            var append = await life.Write(dossier is null ? Some.Opening(code) : Some.Following(dossier));
            if (Random.Shared.Next(100) >= forgetPercent)
            {
                handing.Add(Task.Run(() => life.Relay.Hand(code, dossier?.Sent ?? 0, append.Entries)));
            }
        }

        await Task.WhenAll(handing);
    }
}
