using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Traceability.Dossiers.Sqlite;

/// <summary>
/// One SQLite file, durable: WAL, synchronous=FULL. All writes pass one thread, which puts those that wait into one commit, so
/// that many writers share a disk flush. What is erased is overwritten. Reads run beside them on their own connections and see the last commit.
/// </summary>
public sealed class SqliteDatabase : IAsyncDisposable
{
    private const int GroupMax = 1024;

    // SQLite empties the cache of a reader, and maps the file anew, after each commit of the writer: a map, or a large cache, costs more than it saves.
    private const string ReaderPragmas = "pragma query_only=on; pragma mmap_size=0; pragma cache_size=-2048;";

    private readonly string connectionString;

    // Its blocking wait needs no pool thread, so that writers who block the pool cannot keep their own writes from being done.
    private readonly BlockingCollection<PendingWrite> writes = [];
    private readonly ConcurrentBag<SqliteSession> readers = [];
    private readonly SqliteSession writer;
    private readonly Thread thread;
    private long commits;
    private volatile bool flushes = true;
    private bool flushing = true;
    private volatile bool disposed;

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    public SqliteDatabase(string path)
    {
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString();
        writer = SqliteSession.Open(connectionString, "pragma journal_mode=wal; pragma synchronous=full; pragma secure_delete=on; pragma wal_autocheckpoint=4000; pragma cache_size=-8192;");
        thread = new Thread(WriteUntilDisposed) { Name = "sqlite-writer", IsBackground = true };
        thread.Start();
    }

    /// <summary>How many commits there have been: fewer than writes, where writers came together.</summary>
    public long Commits => Interlocked.Read(ref commits);

    /// <summary>
    /// Does work whose commits do not wait for the disk: a power cut meanwhile loses the last of them, the end of the process none. For what
    /// can be made again, such as a sample. Once it has ended the disk has everything.
    /// </summary>
    public async Task<T> WithoutFlushing<T>(Func<Task<T>> work)
    {
        flushes = false;
        try
        {
            return await work();
        }
        finally
        {
            flushes = true;
            await Write(_ => true);
        }
    }

    /// <summary>Runs a change in a commit shared with others; durable once the task ends.</summary>
    /// <param name="change">The change. It must not depend on anything but the database, since it may run twice.</param>
    /// <typeparam name="T">What the change answers.</typeparam>
    public Task<T> Write<T>(Func<SqliteSession, T> change)
    {
        var write = new PendingWrite<T>(change);
        try
        {
            writes.Add(write);
        }
        catch (InvalidOperationException)
        {
            return Task.FromException<T>(new ObjectDisposedException(nameof(SqliteDatabase)));
        }

        return write.Done.Task;
    }

    /// <summary>Runs a read. Each of its statements sees the last commit.</summary>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var session = readers.TryTake(out var free) ? free : SqliteSession.Open(connectionString, ReaderPragmas);
        try
        {
            return read(session);
        }
        finally
        {
            readers.Add(session);
            if (disposed)
            {
                DisposeReaders();
            }
        }
    }

    /// <summary>Runs the statements that make a store's tables, once per file and version.</summary>
    /// <param name="store">Whose tables.</param>
    /// <param name="steps">One script per version, oldest first; scripts that ran are never changed, only followed by others.</param>
    public void Migrate(string store, params IReadOnlyList<string> steps) => Write(session =>
    {
        session.Run("create table if not exists migrations (store text primary key, version integer not null)");
        var version = session.One("select version from migrations where store = $1", row => row.GetInt32(0), store);
        foreach (var step in steps.Skip(version))
        {
            session.RunScript(step);
        }

        session.Run("insert into migrations values ($1, $2) on conflict do update set version = max(version, excluded.version)", store, steps.Count);
        return true;
    }).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        writes.CompleteAdding();
        await Task.Run(thread.Join);
        disposed = true;
        DisposeReaders();
        writer.Dispose();
    }

    private void DisposeReaders()
    {
        while (readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private void WriteUntilDisposed()
    {
        var group = new List<PendingWrite>(GroupMax);
        foreach (var first in writes.GetConsumingEnumerable())
        {
            group.Clear();
            group.Add(first);
            while (group.Count < GroupMax && writes.TryTake(out var next))
            {
                group.Add(next);
            }

            Commit(group);
        }
    }

    private void Commit(List<PendingWrite> group)
    {
        try
        {
            SetFlushing();
            writer.Run("begin immediate");
            foreach (var write in group)
            {
                write.Run(writer);
            }

            writer.Run("commit");
            Interlocked.Increment(ref commits);
        }
        catch (Exception failure)
        {
            Abort(group, failure);
            return;
        }

        group.ForEach(write => write.Finish());
    }

    private void SetFlushing()
    {
        if (flushing != flushes)
        {
            writer.RunScript(flushing ? "pragma synchronous=normal" : "pragma synchronous=full; pragma wal_checkpoint(full)");
            flushing = !flushing;
        }
    }

    // One bad write must not spoil its neighbours': each gets a commit of its own.
    private void Abort(List<PendingWrite> group, Exception failure)
    {
        try
        {
            writer.Run("rollback");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (disk full, for one).
        }

        if (group.Count == 1)
        {
            group[0].Fail(failure);
            return;
        }

        foreach (var write in group)
        {
            Commit([write]);
        }
    }

    private abstract class PendingWrite
    {
        public abstract void Run(SqliteSession session);

        public abstract void Finish();

        public abstract void Fail(Exception failure);
    }

    private sealed class PendingWrite<T>(Func<SqliteSession, T> change) : PendingWrite
    {
        private T? result;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Run(SqliteSession session) => result = change(session);

        public override void Finish() => Done.TrySetResult(result!);

        public override void Fail(Exception failure) => Done.TrySetException(failure);
    }
}
