using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Traceability.Contracts;
using Traceability.SystemTests;

namespace Traceability.Benchmarks;

/// <summary>
/// The least that any store must do to keep what a registration leaves behind - the entry and the standing, in the dossier and in
/// Audit's copy - done by the bare driver: the same bytes under the same keys, the same durability, writers grouped into commits.
/// </summary>
internal sealed class BareInserts : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand[] inserts;
    private readonly BlockingCollection<Write> writes = [];
    private readonly Thread thread;
    private readonly byte[] entry;
    private readonly byte[] standing;
    private readonly string seal;
    private int serial;

    public BareInserts(string folder)
    {
        var sample = Lives.Registration();
        entry = sample.Utf8Json.ToArray();
        standing = JsonSerializer.SerializeToUtf8Bytes(default(Standing).After(sample.Entry), TraceabilityJson.Options);
        seal = sample.Seal.Value;
        connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")};Pooling=False");
        connection.Open();
        Run("""
            pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=4000; pragma cache_size=-65536;
            create table dossiers (code text primary key, sequence integer not null, seal text, standing blob);
            create table entries (code text, sequence integer, json blob not null, primary key (code, sequence)) without rowid;
            create table audit_entries (battery text, sequence integer, seal text, json blob not null, primary key (battery, sequence, seal)) without rowid;
            create table audit_standings (battery text primary key, sequence integer not null, standing blob not null);
            """);
        inserts =
        [
            Prepare("insert into dossiers values ($1, $2, $3, $4)", 4),
            Prepare("insert into entries values ($1, $2, $3)", 3),
            Prepare("insert into audit_entries values ($1, $2, $3, $4)", 4),
            Prepare("insert into audit_standings values ($1, $2, $3)", 3),
        ];
        thread = new Thread(Work) { IsBackground = true };
        thread.Start();
    }

    /// <summary>Clients that insert so many batteries with each write.</summary>
    public Func<int, Func<int>> Inserts(int perWrite) => _ => () =>
    {
        using var write = new Write(Interlocked.Add(ref serial, perWrite) - perWrite, perWrite);
        writes.Add(write);
        write.Done.Wait();
        return perWrite;
    };

    public void Dispose()
    {
        writes.CompleteAdding();
        thread.Join();
        connection.Dispose();
    }

    private void Work()
    {
        var group = new List<Write>();
        foreach (var first in writes.GetConsumingEnumerable())
        {
            group.Clear();
            group.Add(first);
            while (group.Count < 1024 && writes.TryTake(out var next))
            {
                group.Add(next);
            }

            Run("begin immediate");
            group.ForEach(Insert);
            Run("commit");
            group.ForEach(write => write.Done.Set());
        }
    }

    private void Insert(Write write)
    {
        for (var number = write.First; number < write.First + write.Count; number++)
        {
            var code = Codes.Ncm('P', number);
            Execute(inserts[0], code, 1, seal, standing);
            Execute(inserts[1], code, 1, entry);
            Execute(inserts[2], code, 1, seal, entry);
            Execute(inserts[3], code, 1, standing);
        }
    }

    private static void Execute(SqliteCommand insert, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            insert.Parameters[i].Value = values[i];
        }

        insert.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        command.Prepare();
        return command;
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed record Write(int First, int Count) : IDisposable
    {
        public ManualResetEventSlim Done { get; } = new();

        public void Dispose() => Done.Dispose();
    }
}
