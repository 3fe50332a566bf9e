using System.Text;
using Traceability.Dossiers.Documents;
using Xunit;

namespace Traceability.Dossiers.Tests.Stores;

/// <summary>What every store of documents must do. A class for each store derives from it.</summary>
public abstract class DocumentStoreContract : IAsyncDisposable
{
    private IDocumentStore? store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IDocumentStore Store => store ??= Open();

    public abstract ValueTask DisposeAsync();

    /// <summary>The store under test, empty at first.</summary>
    protected abstract IDocumentStore Open();

    /// <summary>Closes the store as at the end of a process.</summary>
    protected abstract Task Close();

    [Fact]
    public async Task What_was_never_written_is_not_found()
    {
        Assert.Null(await Store.Find("lots", "a", Cancellation));
        Assert.Empty(await Store.List("lots", null, null, 10, Cancellation));
        await Store.Delete("lots", "a", Cancellation);
    }

    [Fact]
    public async Task A_document_is_found_as_it_was_written_also_after_opening_again()
    {
        Assert.True(await Store.Put(Document("a", 1, "硫酸锂", "open", "to:x"), Cancellation));
        await Close();
        store = Open();

        var found = await Store.Find("lots", "a", Cancellation);
        Assert.Equal(("lots", "a", 1L, "硫酸锂"), (found!.Collection, found.Id, found.Version, BodyOf(found)));
        Assert.Equal(["open", "to:x"], found.Tags.Order());
    }

    [Fact]
    public async Task A_new_document_has_version_1_and_each_change_follows_the_stored_version()
    {
        Assert.False(await Store.Put(Document("a", 2, "too high"), Cancellation));
        Assert.True(await Store.Put(Document("a", 1, "first"), Cancellation));
        Assert.False(await Store.Put(Document("a", 1, "again"), Cancellation));
        Assert.False(await Store.Put(Document("a", 3, "skips"), Cancellation));
        Assert.True(await Store.Put(Document("a", 2, "second"), Cancellation));
        Assert.False(await Store.Put(Document("a", 2, "repeats"), Cancellation));

        Assert.Equal("second", BodyOf((await Store.Find("lots", "a", Cancellation))!));
    }

    [Fact]
    public async Task Collections_do_not_know_of_each_other()
    {
        await Store.Put(Document("a", 1, "lot", "open"), Cancellation);
        Assert.True(await Store.Put(Document("a", 1, "transfer", "open") with { Collection = "transfers" }, Cancellation));
        await Store.Delete("lots", "a", Cancellation);

        Assert.Null(await Store.Find("lots", "a", Cancellation));
        Assert.Empty(await Store.List("lots", "open", null, 10, Cancellation));
        Assert.Equal("transfer", BodyOf((await Store.List("transfers", "open", null, 10, Cancellation)).Single()));
    }

    [Fact]
    public async Task Documents_are_listed_by_the_tags_they_carry_now()
    {
        await Store.Put(Document("a", 1, "", "open", "blue"), Cancellation);
        await Store.Put(Document("b", 1, "", "open"), Cancellation);
        await Store.Put(Document("c", 1, ""), Cancellation);
        await Store.Put(Document("a", 2, "", "blue", "blue"), Cancellation);
        Assert.False(await Store.Put(Document("b", 5, "", "green"), Cancellation));

        Assert.Equal(["b"], await Ids("open"));
        Assert.Equal(["a"], await Ids("blue"));
        Assert.Empty(await Ids("green"));
        Assert.Equal(["a", "b", "c"], await Ids(null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("open")]
    public async Task Lists_come_in_pages_by_ordinal_id(string? tag)
    {
        string[] ids = ["B", "a", "a-1", "a1", "b", "z"];
        foreach (var id in ids.Reverse())
        {
            await Store.Put(Document(id, 1, "", "open"), Cancellation);
        }

        Assert.Equal(ids[..4], await Ids(tag, null, 4));
        Assert.Equal(ids[4..], await Ids(tag, ids[3], 4));
        Assert.Empty(await Ids(tag, "z", 4));
    }

    [Fact]
    public async Task A_deleted_document_begins_again_with_version_1()
    {
        await Store.Put(Document("a", 1, "", "open"), Cancellation);
        await Store.Put(Document("a", 2, "", "open"), Cancellation);
        await Store.Delete("lots", "a", Cancellation);

        Assert.Empty(await Ids("open"));
        Assert.False(await Store.Put(Document("a", 3, ""), Cancellation));
        Assert.True(await Store.Put(Document("a", 1, ""), Cancellation));
        Assert.Empty(await Ids("open"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Of_a_hundred_writers_of_one_version_exactly_one_wins(int version)
    {
        if (version > 1)
        {
            await Store.Put(Document("a", 1, ""), Cancellation);
        }

        var won = await Task.WhenAll(Enumerable.Range(1, 100).Select(i => Task.Run(() => Store.Put(Document("a", version, $"{i}", $"by {i}"), Cancellation))));

        Assert.Single(won, true);
        var winner = Array.IndexOf(won, true) + 1;
        Assert.Equal($"{winner}", BodyOf((await Store.Find("lots", "a", Cancellation))!));
        Assert.Equal(["a"], await Ids($"by {winner}"));
    }

    [Fact]
    public async Task A_hundred_changes_of_one_document_are_all_made()
    {
        var counters = new Documents<Counter>(Store, "counters", _ => []);

        await Task.WhenAll(Enumerable.Range(1, 100).Select(_ => Task.Run(() =>
            counters.Change("a", counter => new Counter((counter?.Count ?? 0) + 1), Cancellation))));
        var untouched = await counters.Change("a", _ => null, Cancellation);

        Assert.Equal(new(100), untouched?.Value);
        Assert.Equal(100, untouched?.Version);
        Assert.Null(await counters.Change("b", _ => null, Cancellation));
    }

    private static Document Document(string id, long version, string body, params string[] tags) =>
        new("lots", id, version, Encoding.UTF8.GetBytes(body), tags);

    private static string BodyOf(Document document) => Encoding.UTF8.GetString(document.Body.Span);

    private async Task<IEnumerable<string>> Ids(string? tag, string? after = null, int limit = 100) =>
        (await Store.List("lots", tag, after, limit, Cancellation)).Select(document => document.Id);

    private sealed record Counter(int Count);
}
