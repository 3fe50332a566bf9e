using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.Stores;

/// <summary>What every store of dossiers must do. A class for each store derives from it.</summary>
public abstract partial class DossierStoreContract : IAsyncDisposable
{
    private static readonly BatteryCode Code = Some.Code(1);
    private IDossierStore? store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IDossierStore Store => store ??= Open();

    public abstract ValueTask DisposeAsync();

    /// <summary>The store under test, empty at first.</summary>
    protected abstract IDossierStore Open();

    /// <summary>Closes the store as at the end of a process.</summary>
    protected abstract Task Close();

    [Fact]
    public async Task What_was_never_written_is_not_found()
    {
        Assert.Null(await Store.Find(Code, Cancellation));
        Assert.Empty(await Store.Entries(Code, 0, Cancellation));
        Assert.Null(await Store.Recall(Some.Maker, "key", Code, Cancellation));
        Assert.Empty(await Store.Unsent(null, 10, Cancellation));
    }

    [Fact]
    public async Task An_opened_dossier_is_found_as_it_was_written()
    {
        var opening = Some.Opening(Code);
        Assert.True(await Store.Append(opening, Cancellation));

        var dossier = await Found();
        Assert.Equal(Some.Keeper, dossier.Keeper);
        Assert.Equal(1, dossier.Epoch);
        Assert.Equal(1, dossier.Sequence);
        Assert.Equal(0, dossier.Sent);
        Assert.Null(dossier.Claim);
        Assert.Equal(opening.Entries[0].Seal, dossier.Seal);
        Assert.Equal(Text.Of(opening.Standing), Text.Of(dossier.Standing));
    }

    [Fact]
    public async Task Of_two_openings_of_one_code_the_first_wins()
    {
        var first = Some.Opening(Code);
        Assert.True(await Store.Append(first, Cancellation));
        Assert.False(await Store.Append(Some.After(Code, null, Some.Registered with { Maker = Some.OtherMaker }), Cancellation));

        Assert.Equal(first.Entries[0].Seal, (await Found()).Seal);
        Assert.Single(await Store.Entries(Code, 0, Cancellation));
    }

    [Fact]
    public async Task Of_a_hundred_writers_of_one_number_exactly_one_wins()
    {
        await Store.Append(Some.Opening(Code), Cancellation);
        var dossier = await Found();
        var racing = Enumerable.Range(1, 100).Select(i => Some.After(Code, dossier, Some.Corrected(i))).ToList();

        var won = await Task.WhenAll(racing.Select(append => Task.Run(() => Store.Append(append, Cancellation))));

        var winner = racing[Array.IndexOf(won, true)];
        Assert.Single(won, true);
        Assert.Equal(winner.Entries[0].Seal, (await Found()).Seal);
        Assert.Equal(winner.Entries[0].Seal, (await Store.Entries(Code, 1, Cancellation)).Single().Seal);
    }

    [Fact]
    public async Task Of_a_hundred_openings_of_one_code_exactly_one_wins()
    {
        var won = await Task.WhenAll(Enumerable.Range(1, 100).Select(_ => Task.Run(() => Store.Append(Some.Opening(Code), Cancellation))));

        Assert.Single(won, true);
        Assert.Single(await Store.Entries(Code, 0, Cancellation));
    }

    [Fact]
    public async Task A_write_over_another_number_is_not_taken()
    {
        await Store.Append(Some.Opening(Code), Cancellation);
        var dossier = await Found();
        await Store.Append(Some.Following(dossier), Cancellation);

        Assert.False(await Store.Append(Some.Following(dossier), Cancellation));
        Assert.False(await Store.Append(Some.After(Some.Code(2), dossier with { Code = Some.Code(2), Standing = dossier.Standing! with { Battery = Some.Code(2) } }, Some.Corrected(1)), Cancellation));
        Assert.Equal(2, (await Found()).Sequence);
        Assert.Null(await Store.Find(Some.Code(2), Cancellation));
    }

    [Fact]
    public async Task Only_the_keeper_writes_and_claims()
    {
        await Store.Append(Some.Opening(Code), Cancellation);

        Assert.False(await Store.Append(Some.Following(await Found()) with { Keeper = "recycling" }, Cancellation));
        Assert.False(await Store.Claim(Code, "recycling", 1, "order", Cancellation));
        Assert.Equal(1, (await Found()).Sequence);
        Assert.Null((await Found()).Claim);
    }

    [Fact]
    public async Task Several_entries_are_written_together_and_read_in_order()
    {
        await Store.Append(Some.After(Code, null, Some.Registered, Some.Corrected(1), Some.Installed), Cancellation);
        await Store.Append(Some.After(Code, await Found(), [.. Enumerable.Range(2, 10).Select(Some.Corrected)]), Cancellation);

        Assert.Equal(Enumerable.Range(1, 13), (await Store.Entries(Code, 0, Cancellation)).Select(entry => entry.Entry.Sequence));
        Assert.Equal(Enumerable.Range(12, 2), (await Store.Entries(Code, 11, Cancellation)).Select(entry => entry.Entry.Sequence));
        Assert.Empty(await Store.Entries(Code, 13, Cancellation));
        Assert.All(await Store.Entries(Code, 0, Cancellation), entry => Assert.True(entry.SealHolds()));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_opening_again()
    {
        var opening = Some.Opening(Code) with { Remember = Some.Remembered(Some.Opening(Code), "key") };
        await Store.Append(opening, Cancellation);
        await Store.Claim(Code, Some.Keeper, 1, "order", Cancellation);
        await Store.MarkSent(new Dictionary<BatteryCode, int> { [Code] = 1 }, Cancellation);
        var before = await Found();

        await Close();
        store = Open();

        var after = await Found();
        Assert.Equal(before with { Standing = null }, after with { Standing = null });
        Assert.Equal(Text.Of(before.Standing), Text.Of(after.Standing));
        Assert.Equal(opening.Entries[0].Utf8Json.ToArray(), (await Store.Entries(Code, 0, Cancellation)).Single().Utf8Json.ToArray());
        Assert.NotNull(await Store.Recall(Some.Maker, "key", Code, Cancellation));
    }

    private async Task<Dossier> Found() => await Store.Find(Code, Cancellation) ?? throw new InvalidOperationException("The dossier is missing.");
}
