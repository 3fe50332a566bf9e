using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.Stores;

/// <content>Claims, receipts, and the outbox.</content>
public abstract partial class DossierStoreContract
{
    [Fact]
    public async Task A_claim_keeps_others_out_and_leaves_with_the_write_that_names_it()
    {
        await Store.Append(Some.Opening(Code), Cancellation);
        var unclaimed = await Found();
        Assert.True(await Store.Claim(Code, Some.Keeper, 1, "mine", Cancellation));

        Assert.Equal("mine", (await Found()).Claim);
        Assert.False(await Store.Claim(Code, Some.Keeper, 1, "other", Cancellation));
        Assert.False(await Store.Append(Some.Following(unclaimed), Cancellation));
        Assert.False(await Store.Append(Some.Following(unclaimed with { Claim = "other" }), Cancellation));

        Assert.True(await Store.Append(Some.Following(await Found()), Cancellation));
        Assert.Null((await Found()).Claim);
        Assert.Equal(2, (await Found()).Sequence);
    }

    [Fact]
    public async Task A_write_that_names_a_claim_needs_it()
    {
        await Store.Append(Some.Opening(Code), Cancellation);

        Assert.False(await Store.Append(Some.Following(await Found() with { Claim = "mine" }), Cancellation));
        Assert.Equal(1, (await Found()).Sequence);
    }

    [Fact]
    public async Task A_work_order_may_claim_again_what_it_has_claimed()
    {
        await Store.Append(Some.Opening(Code), Cancellation);

        Assert.True(await Store.Claim(Code, Some.Keeper, 1, "mine", Cancellation));
        Assert.True(await Store.Claim(Code, Some.Keeper, 1, "mine", Cancellation));
        Assert.True(await Store.Claim(Some.Code(2), Some.Keeper, 0, "mine", Cancellation));
        Assert.True(await Store.Claim(Some.Code(2), Some.Keeper, 0, "mine", Cancellation));
    }

    [Fact]
    public async Task A_dossier_at_another_number_is_not_claimed()
    {
        Assert.False(await Store.Claim(Code, Some.Keeper, 1, "mine", Cancellation));
        await Store.Append(Some.Opening(Code), Cancellation);

        Assert.False(await Store.Claim(Code, Some.Keeper, 0, "mine", Cancellation));
        Assert.False(await Store.Claim(Code, Some.Keeper, 2, "mine", Cancellation));
        Assert.Null((await Found()).Claim);
    }

    [Fact]
    public async Task A_code_is_reserved_and_opened_by_the_work_order_that_reserved_it()
    {
        Assert.True(await Store.Claim(Code, Some.Keeper, 0, "mine", Cancellation));
        var reserved = await Found();
        Assert.Equal(0, reserved.Sequence);
        Assert.Null(reserved.Standing);
        Assert.Null(reserved.Seal);
        Assert.Empty(await Store.Unsent(null, 10, Cancellation));

        Assert.False(await Store.Claim(Code, Some.Keeper, 0, "other", Cancellation));
        Assert.False(await Store.Append(Some.Opening(Code), Cancellation));
        Assert.True(await Store.Append(Some.After(Code, reserved, Some.Registered), Cancellation));
        Assert.Equal(1, (await Found()).Sequence);
        Assert.Null((await Found()).Claim);
    }

    [Fact]
    public async Task A_reserved_code_is_given_back()
    {
        await Store.Claim(Code, Some.Keeper, 0, "mine", Cancellation);
        await Store.Unclaim(Code, "mine", Cancellation);

        Assert.Null(await Store.Find(Code, Cancellation));
        Assert.True(await Store.Append(Some.Opening(Code), Cancellation));
    }

    [Fact]
    public async Task Only_the_work_order_itself_takes_its_claim_off()
    {
        await Store.Append(Some.Opening(Code), Cancellation);
        await Store.Claim(Code, Some.Keeper, 1, "mine", Cancellation);
        await Store.Claim(Some.Code(2), Some.Keeper, 0, "mine", Cancellation);

        await Store.Unclaim(Code, "other", Cancellation);
        await Store.Unclaim(Some.Code(2), "other", Cancellation);
        Assert.Equal("mine", (await Found()).Claim);
        Assert.NotNull(await Store.Find(Some.Code(2), Cancellation));

        await Store.Unclaim(Code, "mine", Cancellation);
        await Store.Unclaim(Some.Code(3), "mine", Cancellation);
        Assert.Null((await Found()).Claim);
        Assert.Equal(1, (await Found()).Sequence);
    }

    [Fact]
    public async Task Of_a_hundred_work_orders_exactly_one_claims_a_dossier()
    {
        await Store.Append(Some.Opening(Code), Cancellation);

        var won = await Task.WhenAll(Enumerable.Range(1, 100).Select(i => Task.Run(() => Store.Claim(Code, Some.Keeper, 1, $"order {i}", Cancellation))));

        Assert.Single(won, true);
        Assert.Equal($"order {Array.IndexOf(won, true) + 1}", (await Found()).Claim);
    }

    [Fact]
    public async Task A_receipt_is_remembered_with_its_entries_or_not_at_all()
    {
        var opening = Some.Opening(Code);
        await Store.Append(opening with { Remember = Some.Remembered(opening, "first", "hash") }, Cancellation);
        var lost = Some.Opening(Code);
        Assert.False(await Store.Append(lost with { Remember = Some.Remembered(lost, "second") }, Cancellation));

        var recalled = await Store.Recall(Some.Maker, "first", Code, Cancellation);
        Assert.Equal("hash", recalled?.RequestHash);
        Assert.Equal(opening.Entries[0].Seal, recalled?.Receipt.Seal);
        Assert.Null(await Store.Recall(Some.Maker, "second", Code, Cancellation));
        Assert.Null(await Store.Recall(Some.OtherMaker, "first", Code, Cancellation));
    }

    [Fact]
    public async Task Under_one_key_each_battery_has_its_receipt_and_a_stranger_gets_any()
    {
        foreach (var serial in Enumerable.Range(1, 3))
        {
            var opening = Some.Opening(Some.Code(serial));
            await Store.Append(opening with { Remember = Some.Remembered(opening, "key") }, Cancellation);
        }

        Assert.Equal(Some.Code(2), (await Store.Recall(Some.Maker, "key", Some.Code(2), Cancellation))?.Receipt.Battery);
        Assert.NotNull(await Store.Recall(Some.Maker, "key", Some.Code(9), Cancellation));
    }

    [Fact]
    public async Task Unsent_dossiers_are_listed_by_code_in_pages()
    {
        foreach (var serial in Enumerable.Range(1, 5).Reverse())
        {
            await Store.Append(Some.Opening(Some.Code(serial)), Cancellation);
        }

        var first = await Store.Unsent(null, 3, Cancellation);
        var second = await Store.Unsent(first[^1].Code, 3, Cancellation);
        Assert.Equal(Enumerable.Range(1, 3).Select(serial => (Some.Code(serial), 0)), first);
        Assert.Equal(Enumerable.Range(4, 2).Select(serial => (Some.Code(serial), 0)), second);
    }

    [Fact]
    public async Task What_is_marked_sent_leaves_the_list_and_is_never_lowered()
    {
        await Store.Append(Some.After(Code, null, Some.Registered, Some.Corrected(1), Some.Corrected(2)), Cancellation);

        await MarkSent(2);
        Assert.Equal([(Code, 2)], await Store.Unsent(null, 10, Cancellation));
        await MarkSent(1);
        Assert.Equal(2, (await Found()).Sent);
        await MarkSent(3);
        Assert.Empty(await Store.Unsent(null, 10, Cancellation));

        await Store.Append(Some.Following(await Found()), Cancellation);
        Assert.Equal([(Code, 3)], await Store.Unsent(null, 10, Cancellation));
    }

    private Task MarkSent(int sent) => Store.MarkSent(new Dictionary<BatteryCode, int> { [Code] = sent, [Some.Code(99)] = 7 }, Cancellation);
}
