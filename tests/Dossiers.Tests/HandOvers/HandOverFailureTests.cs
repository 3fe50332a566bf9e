using Traceability.Dossiers.HandOvers;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.HandOvers;

/// <summary>Messages that get lost, come twice or late, and processes that stop in between.</summary>
public sealed class HandOverFailureTests : IAsyncDisposable
{
    private readonly Keepers keepers = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => keepers.DisposeAsync();

    [Fact]
    public async Task Whatever_becomes_of_the_mail_everything_is_recorded_once()
    {
        keepers.Network.Decide = _ => Random.Shared.Next(10) switch { < 2 => Fate.IsLost, < 4 => Fate.ArrivesTwice, < 7 => Fate.ArrivesLate, _ => Fate.Arrives };
        Life[] offices = [await keepers.Start(Keepers.Registration), await keepers.Start(Keepers.Ownership), await keepers.Start(Keepers.Retirement)];
        foreach (var serial in Enumerable.Range(1, 5))
        {
            await offices[serial % 3].Office.Open(Some.Code(serial), Some.Act(), _ => Some.Registered, Cancellation);
        }

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(
            () => HandOverDeskTests.Sequence(HandOverDeskTests.Record(offices[i % 3], Some.Code((i % 5) + 1), Some.Corrected(i))))));

        foreach (var serial in Enumerable.Range(1, 5))
        {
            await keepers.Whole(Some.Code(serial), 13);
        }
    }

    [Fact]
    public async Task A_keeper_that_is_silent_costs_the_caller_a_while_and_nothing_else()
    {
        var registration = await keepers.Start(Keepers.Registration);
        await registration.Office.Open(Some.Code(1), Some.Act(), _ => Some.Registered, Cancellation);
        keepers.Settings = keepers.Settings with { Patience = TimeSpan.FromMilliseconds(200) };
        var ownership = await keepers.Start(Keepers.Ownership);
        keepers.Network.Decide = message => message is DossierRequest ? Fate.IsLost : Fate.Arrives;

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => HandOverDeskTests.Record(ownership, Some.Code(1), Some.Corrected(number))));

        Assert.All(outcomes, outcome => Assert.Equal("keeper-silent", Assert.IsType<Outcome.Refused>(outcome).Refusal.Kind.Code));
        var unread = await Assert.ThrowsAsync<KeeperSilentException>(() => ownership.Office.Read(Some.Code(1), Cancellation));
        Assert.Equal(DossierRefusals.KeeperSilent, unread.Refusal.Kind);
        await Assert.ThrowsAsync<KeeperSilentException>(() => ownership.Office.ReadOpening(Some.Code(1), Cancellation));

        keepers.Network.Decide = _ => Fate.Arrives;
        Assert.Equal(2, await HandOverDeskTests.Sequence(HandOverDeskTests.Record(ownership, Some.Code(1), Some.Corrected(1))));
        await keepers.Whole(Some.Code(1), 2);
    }

    [Fact]
    public async Task A_dossier_released_by_a_process_that_then_stopped_is_posted_by_the_next()
    {
        var registration = await keepers.Start(Keepers.Registration);
        var ownership = await keepers.Start(Keepers.Ownership);
        await registration.Office.Open(Some.Code(1), Some.Act(), _ => Some.Registered, Cancellation);
        keepers.Network.Decide = message => message is HandOver or DossierAnswer { HandOver: not null } ? Fate.IsLost : Fate.Arrives;

        var recording = HandOverDeskTests.Record(ownership, Some.Code(1), Some.Corrected(1));
        await Eventually.Holds("it is released", async () => (await registration.Store.Unposted(null, 1, Cancellation)).Count == 1);
        await keepers.Stop(registration);
        Assert.False(recording.IsCompleted);

        // Only the post, so that it is that which delivers.
        keepers.Network.Decide = message => message is DossierAnswer ? Fate.IsLost : Fate.Arrives;
        registration = await keepers.Start(Keepers.Registration);

        Assert.Equal(2, await HandOverDeskTests.Sequence(recording));
        await Eventually.Holds("it is posted", async () => (await registration.Store.Unposted(null, 1, Cancellation)).Count == 0);
        await keepers.Whole(Some.Code(1), 2);
    }

    [Fact]
    public async Task A_hand_over_that_comes_again_when_the_dossier_has_gone_on_changes_nothing()
    {
        var registration = await keepers.Start(Keepers.Registration);
        var ownership = await keepers.Start(Keepers.Ownership);
        var retirement = await keepers.Start(Keepers.Retirement);
        await registration.Office.Open(Some.Code(1), Some.Act(), _ => Some.Registered, Cancellation);
        keepers.Network.Decide = message => message is HandOver ? Fate.IsHeld : Fate.Arrives;

        await HandOverDeskTests.Record(ownership, Some.Code(1), Some.Corrected(1));
        await HandOverDeskTests.Record(retirement, Some.Code(1), Some.Corrected(2));
        await HandOverDeskTests.Record(registration, Some.Code(1), Some.Corrected(3));
        foreach (var late in keepers.Network.Sent.OfType<HandOver>())
        {
            var office = late.To switch { Keepers.Registration => registration, Keepers.Ownership => ownership, _ => retirement };
            await office.HandOvers!.Receive(late, Cancellation);
        }

        Assert.Equal((Keepers.Registration, 4), ((await registration.Dossier(Some.Code(1))).Keeper, (await registration.Dossier(Some.Code(1))).Sequence));
        Assert.Equal(Keepers.Retirement, (await ownership.Dossier(Some.Code(1))).Keeper);
        Assert.Equal(5, await HandOverDeskTests.Sequence(HandOverDeskTests.Record(ownership, Some.Code(1), Some.Corrected(4))));
        await keepers.Whole(Some.Code(1), 5);
    }

    [Fact]
    public async Task A_dossier_for_somebody_else_is_not_taken()
    {
        var ownership = await keepers.Start(Keepers.Ownership);
        var misdirected = new HandOver { Battery = Some.Code(1), Epoch = 2, Sequence = 0, From = Keepers.Registration, To = Keepers.Retirement };

        await Assert.ThrowsAsync<InvalidOperationException>(() => ownership.HandOvers!.Receive(misdirected, Cancellation));
        Assert.Null(await ownership.Store.Find(Some.Code(1), Cancellation));
    }

    [Fact]
    public async Task Many_who_read_one_dossier_share_one_request()
    {
        keepers.Settings = keepers.Settings with { RepeatAfter = TimeSpan.FromMinutes(1) };
        var registration = await keepers.Start(Keepers.Registration);
        var ownership = await keepers.Start(Keepers.Ownership);
        await registration.Office.Open(Some.Code(1), Some.Act(), _ => Some.Registered, Cancellation);
        keepers.Network.Decide = message => message is DossierAnswer ? Fate.IsHeld : Fate.Arrives;

        var reading = Enumerable.Range(0, 50).Select(_ => ownership.Office.Read(Some.Code(1), Cancellation)).ToList();
        await Eventually.Holds("it is answered", () => keepers.Network.Sent.OfType<DossierAnswer>().Any());
        keepers.Network.DeliverHeld();

        Assert.All(await Task.WhenAll(reading), standing => Assert.Equal(1, standing!.Sequence));
        Assert.Single(keepers.Network.Sent.OfType<DossierRequest>());
    }

    [Fact]
    public async Task A_request_that_comes_before_the_dossier_waits_for_it()
    {
        keepers.Settings = keepers.Settings with { RepeatAfter = TimeSpan.FromMinutes(1) };
        var registration = await keepers.Start(Keepers.Registration);
        var ownership = await keepers.Start(Keepers.Ownership);
        var retirement = await keepers.Start(Keepers.Retirement);
        await registration.Office.Open(Some.Code(1), Some.Act(), _ => Some.Registered, Cancellation);
        keepers.Network.Decide = message =>
            message is HandOver { To: Keepers.Ownership } or DossierAnswer { HandOver.To: Keepers.Ownership } ? Fate.IsHeld : Fate.Arrives;

        var first = HandOverDeskTests.Record(ownership, Some.Code(1), Some.Corrected(1));
        await Eventually.Holds("it is released", async () => (await registration.Dossier(Some.Code(1))).Keeper == Keepers.Ownership);
        var second = HandOverDeskTests.Record(retirement, Some.Code(1), Some.Corrected(2));
        await Eventually.Holds("the request is passed on", () => keepers.Network.Sent.OfType<DossierRequest>().Any(request => request.Hops == 1));
        keepers.Network.DeliverHeld();

        Assert.Equal(2, await HandOverDeskTests.Sequence(first));
        Assert.Equal(3, await HandOverDeskTests.Sequence(second));
        await keepers.Whole(Some.Code(1), 3);
    }
}
