using Traceability.Contracts;
using Traceability.Dossiers.HandOvers;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.Stores;

/// <content>Hand-overs not yet posted, dossiers that are handed over empty, and what is left after opening the store again.</content>
public abstract partial class DossierStoreContract
{
    [Fact]
    public async Task A_hand_over_is_found_until_it_is_marked_as_posted_at_its_epoch()
    {
        foreach (var serial in Enumerable.Range(1, 3).Reverse())
        {
            await Store.Append(Some.Opening(Some.Code(serial)), Cancellation);
            await Store.Release(Some.Code(serial), Some.Keeper, 1, Other, Cancellation);
        }

        Assert.Equal([Some.Code(1), Some.Code(2)], (await Store.Unposted(null, 2, Cancellation)).Select(handOver => handOver.Battery));
        Assert.Equal([Some.Code(3)], (await Store.Unposted(Some.Code(2), 2, Cancellation)).Select(handOver => handOver.Battery));

        await Store.MarkPosted(Some.Code(1), 1, Cancellation);
        await Store.MarkPosted(Some.Code(2), 2, Cancellation);
        await Store.MarkPosted(Some.Code(9), 2, Cancellation);
        Assert.Equal([Some.Code(1), Some.Code(3)], (await Store.Unposted(null, 10, Cancellation)).Select(handOver => handOver.Battery));
    }

    [Fact]
    public async Task A_hand_over_that_has_come_back_is_no_longer_to_be_posted()
    {
        await Store.Append(Some.Opening(Code), Cancellation);
        var left = await Found();
        await Store.Release(Code, Some.Keeper, 1, Other, Cancellation);

        await Store.Accept(Elsewhere(left, epoch: 3, Some.Corrected(1)), Cancellation);
        Assert.Empty(await Store.Unposted(null, 10, Cancellation));

        await Store.Release(Code, Some.Keeper, 2, Other, Cancellation);
        await Store.MarkPosted(Code, 2, Cancellation);
        Assert.Equal(4, Assert.Single(await Store.Unposted(null, 10, Cancellation)).Epoch);
    }

    [Fact]
    public async Task A_code_is_reserved_for_a_successor_who_opens_it()
    {
        Assert.True(await Store.Release(Code, Some.Keeper, 0, Other, Cancellation));
        Assert.False(await Store.Release(Code, Some.Keeper, 0, "retirement", Cancellation));
        Assert.False(await Store.Append(Some.Opening(Code), Cancellation));
        Assert.False(await Store.Claim(Code, Some.Keeper, 0, "order", Cancellation));
        var reserved = Assert.Single(await Store.Unposted(null, 10, Cancellation));
        Assert.Equal((2L, 0, (Seal?)null, (Standing?)null, Other), (reserved.Epoch, reserved.Sequence, reserved.Seal, reserved.Standing, reserved.To));

        var empty = new HandOver { Battery = Some.Code(2), Epoch = 2, Sequence = 0, From = Other, To = Some.Keeper };
        Assert.True(await Store.Accept(empty, Cancellation));
        Assert.True(await Store.Append(Some.Opening(Some.Code(2)), Cancellation));
        var opened = (await Store.Find(Some.Code(2), Cancellation))!;
        Assert.Equal((2L, 1, 0), (opened.Epoch, opened.Sequence, opened.Sent));
        Assert.False(await Store.Accept(empty, Cancellation));
    }

    [Fact]
    public async Task An_empty_dossier_is_claimed_given_back_and_handed_on_without_being_forgotten()
    {
        await Store.Accept(new() { Battery = Code, Epoch = 2, Sequence = 0, From = Other, To = Some.Keeper }, Cancellation);
        Assert.True(await Store.Claim(Code, Some.Keeper, 0, "order", Cancellation));
        Assert.False(await Store.Release(Code, Some.Keeper, 0, Other, Cancellation));

        await Store.Unclaim(Code, "order", Cancellation);
        Assert.Equal((2L, (string?)null), ((await Found()).Epoch, (await Found()).Claim));
        Assert.True(await Store.Release(Code, Some.Keeper, 0, Other, Cancellation));
        Assert.Equal((3L, Other), ((await Found()).Epoch, (await Found()).Keeper));
    }

    [Fact]
    public async Task What_was_handed_over_is_so_after_opening_again()
    {
        await Store.Append(Some.Opening(Code), Cancellation);
        await Store.Release(Code, Some.Keeper, 1, Other, Cancellation);
        await Store.Release(Some.Code(2), Some.Keeper, 0, Other, Cancellation);
        var third = Arriving(epoch: 5, count: 2) with { Battery = Some.Code(3) };
        await Store.Accept(third with { Standing = third.Standing! with { Battery = Some.Code(3) } }, Cancellation);
        var before = await All();
        var unposted = await Store.Unposted(null, 10, Cancellation);

        await Close();
        store = Open();

        Assert.Equal(Text.Of(before), Text.Of(await All()));
        Assert.Equal(Text.Of(unposted), Text.Of(await Store.Unposted(null, 10, Cancellation)));
        Assert.Equal(2, unposted.Count);
        Assert.Equal([(Code, 0)], await Store.Unsent(null, 10, Cancellation));
        await Store.MarkPosted(Code, 2, Cancellation);
        Assert.Single(await Store.Unposted(null, 10, Cancellation));

        Task<Dossier?[]> All() => Task.WhenAll(Enumerable.Range(1, 3).Select(serial => Store.Find(Some.Code(serial), Cancellation)));
    }
}
