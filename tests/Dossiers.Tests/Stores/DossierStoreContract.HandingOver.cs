using Traceability.Contracts.Entries;
using Traceability.Dossiers.HandOvers;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.Stores;

/// <content>Letting go of dossiers and taking them over.</content>
public abstract partial class DossierStoreContract
{
    private const string Other = "recycling";

    [Fact]
    public async Task A_released_dossier_is_the_successors_and_waits_to_be_posted()
    {
        await Store.Append(Some.After(Code, null, Some.Registered, Some.Corrected(1)), Cancellation);
        var before = await Found();

        Assert.True(await Store.Release(Code, Some.Keeper, 2, Other, Cancellation));

        var after = await Found();
        Assert.Equal((Other, 2L, 2, 0), (after.Keeper, after.Epoch, after.Sequence, after.Sent));
        var outgoing = Assert.Single(await Store.Unposted(null, 10, Cancellation));
        Assert.Equal(
            (Code, 2L, 2, before.Seal, Some.Keeper, Other),
            (outgoing.Battery, outgoing.Epoch, outgoing.Sequence, outgoing.Seal, outgoing.From, outgoing.To));
        Assert.Equal(Text.Of(before.Standing), Text.Of(outgoing.Standing));
        Assert.False(await Store.Append(Some.Following(before), Cancellation));
        Assert.False(await Store.Claim(Code, Some.Keeper, 2, "order", Cancellation));
        Assert.Equal([(Code, 0)], await Store.Unsent(null, 10, Cancellation));
    }

    [Fact]
    public async Task Only_its_keeper_lets_go_of_a_dossier_and_only_as_it_stands_and_unclaimed()
    {
        await Store.Append(Some.Opening(Code), Cancellation);
        await Store.Append(Some.Opening(Some.Code(2)), Cancellation);
        await Store.Claim(Some.Code(2), Some.Keeper, 1, "order", Cancellation);
        await Store.Claim(Some.Code(3), Some.Keeper, 0, "order", Cancellation);

        Assert.False(await Store.Release(Code, Other, 1, "retirement", Cancellation));
        Assert.False(await Store.Release(Code, Some.Keeper, 0, Other, Cancellation));
        Assert.False(await Store.Release(Code, Some.Keeper, 2, Other, Cancellation));
        Assert.False(await Store.Release(Some.Code(2), Some.Keeper, 1, Other, Cancellation));
        Assert.False(await Store.Release(Some.Code(3), Some.Keeper, 0, Other, Cancellation));
        Assert.False(await Store.Release(Some.Code(4), Some.Keeper, 1, Other, Cancellation));

        Assert.Empty(await Store.Unposted(null, 10, Cancellation));
        Assert.Equal((Some.Keeper, 1L), ((await Found()).Keeper, (await Found()).Epoch));
        Assert.Null(await Store.Find(Some.Code(4), Cancellation));
    }

    [Fact]
    public async Task Of_a_hundred_who_want_it_exactly_one_gets_the_dossier()
    {
        await Store.Append(Some.Opening(Code), Cancellation);

        var won = await Task.WhenAll(Enumerable.Range(1, 100).Select(i => Task.Run(() => Store.Release(Code, Some.Keeper, 1, $"keeper {i}", Cancellation))));

        Assert.Single(won, true);
        Assert.Equal($"keeper {Array.IndexOf(won, true) + 1}", (await Found()).Keeper);
        Assert.Equal(2, (await Found()).Epoch);
        Assert.Single(await Store.Unposted(null, 10, Cancellation));
    }

    [Fact]
    public async Task Of_a_release_and_a_write_at_one_number_exactly_one_wins()
    {
        foreach (var serial in Enumerable.Range(1, 50))
        {
            var opening = Some.Opening(Some.Code(serial));
            await Store.Append(opening, Cancellation);
            var dossier = (await Store.Find(Some.Code(serial), Cancellation))!;

            var won = await Task.WhenAll(
                Task.Run(() => Store.Release(Some.Code(serial), Some.Keeper, 1, Other, Cancellation)),
                Task.Run(() => Store.Append(Some.Following(dossier), Cancellation)));

            Assert.Single(won, true);
        }
    }

    [Fact]
    public async Task An_accepted_dossier_is_written_on_where_the_others_left_off()
    {
        var arriving = Arriving(epoch: 2, count: 3);
        Assert.True(await Store.Accept(arriving, Cancellation));

        var dossier = await Found();
        Assert.Equal((Some.Keeper, 2L, 3, 3, (string?)null), (dossier.Keeper, dossier.Epoch, dossier.Sequence, dossier.Sent, dossier.Claim));
        Assert.Equal(arriving.Seal, dossier.Seal);
        Assert.Equal(Text.Of(arriving.Standing), Text.Of(dossier.Standing));
        Assert.Empty(await Store.Unsent(null, 10, Cancellation));
        Assert.Empty(await Store.Entries(Code, 0, Cancellation));

        Assert.True(await Store.Append(Some.Following(dossier), Cancellation));
        Assert.Equal([4], await Numbers());
        Assert.Equal([(Code, 3)], await Store.Unsent(null, 10, Cancellation));
    }

    [Fact]
    public async Task A_late_or_doubled_hand_over_does_nothing()
    {
        var second = Arriving(epoch: 2, count: 1);
        var fourth = Arriving(epoch: 4, count: 2);
        Assert.True(await Store.Accept(fourth, Cancellation));
        await Store.Append(Some.Following(await Found()), Cancellation);
        var before = await Found();

        Assert.False(await Store.Accept(fourth, Cancellation));
        Assert.False(await Store.Accept(second, Cancellation));
        Assert.Equal(Text.Of(before), Text.Of(await Found()));

        await Store.Release(Code, Some.Keeper, 3, Other, Cancellation);
        Assert.False(await Store.Accept(fourth, Cancellation));
        Assert.Equal(Other, (await Found()).Keeper);
        Assert.Single(await Store.Unposted(null, 10, Cancellation));
    }

    [Fact]
    public async Task Of_a_hundred_copies_of_a_hand_over_one_is_accepted()
    {
        var arriving = Arriving(epoch: 2, count: 1);

        var accepted = await Task.WhenAll(Enumerable.Range(1, 100).Select(_ => Task.Run(() => Store.Accept(arriving, Cancellation))));

        Assert.Single(accepted, true);
    }

    [Fact]
    public async Task A_dossier_that_comes_back_keeps_its_old_entries_and_what_of_them_is_unsent()
    {
        await Store.Append(Some.After(Code, null, Some.Registered, Some.Corrected(1), Some.Corrected(2)), Cancellation);
        await MarkSent(1);
        var left = await Found();
        await Store.Release(Code, Some.Keeper, 3, Other, Cancellation);
        Assert.True(await Store.Accept(Elsewhere(left, epoch: 3, Some.Corrected(3), Some.Corrected(4)), Cancellation));

        Assert.Equal((1, 5), ((await Found()).Sent, (await Found()).Sequence));
        Assert.Equal([(Code, 1)], await Store.Unsent(null, 10, Cancellation));
        await Store.Append(Some.Following(await Found()), Cancellation);
        Assert.Equal([1, 2, 3, 6], await Numbers());

        await MarkSent(3);
        Assert.Equal([(Code, 3)], await Store.Unsent(null, 10, Cancellation));
        await MarkSent(6);
        Assert.Empty(await Store.Unsent(null, 10, Cancellation));
        Assert.Equal(6, (await Found()).Sent);
    }

    [Fact]
    public async Task What_is_sent_after_the_dossier_came_back_leaves_nothing_unsent()
    {
        await Store.Append(Some.Opening(Code), Cancellation);
        var left = await Found();
        await Store.Release(Code, Some.Keeper, 1, Other, Cancellation);
        await Store.Accept(Elsewhere(left, epoch: 3, Some.Corrected(1)), Cancellation);

        await MarkSent(1);

        Assert.Empty(await Store.Unsent(null, 10, Cancellation));
        Assert.Equal(2, (await Found()).Sent);
    }

    private static HandOver Arriving(long epoch, int count) => Elsewhere(null, epoch, [Some.Registered, .. Enumerable.Range(1, count - 1).Select(Some.Corrected)]);

    // The dossier as it comes back here after somebody else has written in it.
    private static HandOver Elsewhere(Dossier? left, long epoch, params IReadOnlyList<EntryData> written)
    {
        var append = Some.After(Code, left, written);
        return new()
        {
            Battery = Code,
            Epoch = epoch,
            Sequence = append.Standing.Sequence,
            Seal = append.Entries[^1].Seal,
            Standing = append.Standing,
            From = Other,
            To = Some.Keeper,
        };
    }

    private async Task<IEnumerable<int>> Numbers() => (await Store.Entries(Code, 0, Cancellation)).Select(entry => entry.Entry.Sequence);
}
