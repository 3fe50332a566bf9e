using Microsoft.Data.Sqlite;
using Traceability.Dossiers.Sqlite;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.Sqlite;

public sealed class SqliteDatabaseTests : IAsyncDisposable
{
    private readonly SqliteFile file = new();

    public SqliteDatabaseTests() => Database.Migrate("numbers", "create table numbers (number integer primary key)");

    private SqliteDatabase Database => file.Database;

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Fact]
    public async Task The_file_is_in_wal_mode_and_every_commit_is_flushed()
    {
        var (journal, synchronous) = await Database.Write(session => (
            session.One("pragma journal_mode", row => row.GetString(0)), session.One("pragma synchronous", row => row.GetInt32(0))));

        Assert.Equal("wal", journal);
        Assert.Equal(2, synchronous);
    }

    [Fact]
    public void A_reader_cannot_write() =>
        Assert.Throws<SqliteException>(() => Database.Read(session => session.Run("insert into numbers values (1)")));

    [Fact]
    public async Task Writes_that_come_together_share_commits()
    {
        var before = Database.Commits;
        await Task.WhenAll(Enumerable.Range(1, 2000).Select(Insert));

        Assert.Equal(2000, Count());
        Assert.InRange(Database.Commits - before, 1, 500);
    }

    [Fact]
    public async Task A_write_that_fails_fails_alone()
    {
        await Insert(500);
        var writes = Enumerable.Range(1, 1000).Select(Insert).ToList();
        var odd = Database.Write<int>(_ => throw new InvalidDataException("no"));
        var last = Insert(2000);

        await Assert.ThrowsAsync<InvalidDataException>(() => odd);
        await last;
        for (var i = 0; i < writes.Count; i++)
        {
            await (i == 499 ? Assert.ThrowsAsync<SqliteException>(() => writes[499]) : (Task)writes[i]);
        }

        Assert.Equal(1001, Count());
    }

    [Fact]
    public async Task What_a_failing_write_had_done_before_it_failed_is_undone()
    {
        var half = Database.Write<int>(session =>
        {
            session.Run("insert into numbers values (1)");
            throw new InvalidDataException("no");
        });
        await Task.WhenAll(Insert(2), Insert(3));

        await Assert.ThrowsAsync<InvalidDataException>(() => half);
        Assert.Equal(2, Count());
    }

    [Fact]
    public async Task Whoever_wrote_reads_it_at_once()
    {
        await Task.WhenAll(Enumerable.Range(1, 200).Select(number => Task.Run(async () =>
        {
            await Insert(number);
            Assert.Equal(1, Database.Read(session => session.One("select count(*) from numbers where number = $1", row => row.GetInt32(0), number)));
        })));
    }

    [Fact]
    public async Task Reads_run_beside_a_write_and_do_not_see_what_is_not_committed()
    {
        using var written = new SemaphoreSlim(0);
        using var mayCommit = new SemaphoreSlim(0);
        var write = Database.Write(session =>
        {
            session.Run("insert into numbers values (1)");
            written.Release();
            return mayCommit.Wait(TimeSpan.FromSeconds(30));
        });
        await written.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, Count());
        mayCommit.Release();
        Assert.True(await write);
        Assert.Equal(1, Count());
    }

    [Fact]
    public async Task Disposal_finishes_the_writes_that_wait_and_takes_no_more()
    {
        var writes = Enumerable.Range(1, 3000).Select(Insert).ToList();
        await file.Close();

        Assert.All(writes, write => Assert.True(write.IsCompleted));
        await Task.WhenAll(writes);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Insert(1));
        Assert.Throws<ObjectDisposedException>(() => Count());

        await file.Reopen();
        Assert.Equal(3000, Count());
    }

    [Fact]
    public async Task Each_step_of_a_migration_runs_once()
    {
        string[] steps = ["create table letters (letter text)", "insert into letters values ('a')", "insert into letters values ('b')"];
        Database.Migrate("letters", steps[..2]);
        await file.Reopen();
        Database.Migrate("letters", steps[..2]);
        Database.Migrate("letters", steps);
        Database.Migrate("letters", steps[..1]);
        Database.Migrate("letters", steps);

        Assert.Equal(["a", "b"], Database.Read(session => session.All("select letter from letters order by letter", row => row.GetString(0))));
    }

    private Task<int> Insert(int number) => Database.Write(session => session.Run("insert into numbers values ($1)", number));

    private int Count() => Database.Read(session => session.One("select count(*) from numbers", row => row.GetInt32(0)));
}
