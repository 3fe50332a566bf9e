using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Traceability.Dossiers.Sqlite;

/// <summary>One connection and its prepared statements. Parameters are <c>$1</c>, <c>$2</c> ... in the order given.</summary>
public sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Change> changes = new(StringComparer.Ordinal);

    private SqliteSession(SqliteConnection connection) => this.connection = connection;

    /// <summary>Runs one statement and answers how many rows it changed, if it changes any.</summary>
    /// <param name="sql">The statement; it is compiled once.</param>
    /// <param name="values">Text, numbers, bytes and nulls.</param>
    public int Run(string sql, params ReadOnlySpan<object?> values)
    {
        // Past the command of ADO.NET, which takes as long as SQLite itself: all writes of the process share one thread.
        var database = connection.Handle!;
        if (!changes.TryGetValue(sql, out var change))
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out var compiled), database);
            changes[sql] = change = new(compiled, [.. Enumerable.Range(1, values.Length).Select(number => raw.sqlite3_bind_parameter_index(compiled, $"${number}"))]);
        }

        var (statement, places) = change;
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                SqliteException.ThrowExceptionForRC(Bind(statement, places[i], values[i]), database);
            }

            int result;
            while ((result = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
            }

            SqliteException.ThrowExceptionForRC(result, database);
            return raw.sqlite3_changes(database);
        }
        finally
        {
            // What went wrong has been thrown; this only tells it again.
            _ = raw.sqlite3_reset(statement);
        }
    }

    /// <summary>The first row, or default where there is none.</summary>
    public T? One<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Prepare(sql, values).ExecuteReader();
        return rows.Read() ? read(rows) : default;
    }

    /// <summary>All rows.</summary>
    public List<T> All<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Prepare(sql, values).ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
        {
            all.Add(read(rows));
        }

        return all;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var change in changes.Values)
        {
            change.Statement.Dispose();
        }

        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    internal static SqliteSession Open(string connectionString, string pragmas)
    {
        var session = new SqliteSession(new SqliteConnection(connectionString));
        session.connection.Open();
        _ = raw.sqlite3_busy_timeout(session.connection.Handle!, session.connection.DefaultTimeout * 1000);
        session.RunScript(pragmas);
        return session;
    }

    /// <summary>Runs several statements that take no values.</summary>
    internal void RunScript(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static int Bind(sqlite3_stmt statement, int number, object? value)
    {
        switch (value)
        {
            case null:
                return raw.sqlite3_bind_null(statement, number);
            case "":
                return raw.sqlite3_bind_text(statement, number, "");
            case string text:
                Span<byte> utf8 = text.Length <= 256 ? stackalloc byte[1024] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
                return raw.sqlite3_bind_text(statement, number, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
            case byte[] { Length: 0 }:
                return raw.sqlite3_bind_zeroblob(statement, number, 0);
            case byte[] bytes:
                return raw.sqlite3_bind_blob(statement, number, bytes);
            case ReadOnlyMemory<byte> bytes:
                return raw.sqlite3_bind_blob(statement, number, bytes.Span);
            case int or long or bool:
                return raw.sqlite3_bind_int64(statement, number, Convert.ToInt64(value, CultureInfo.InvariantCulture));
            case double real:
                return raw.sqlite3_bind_double(statement, number, real);
            default:
                throw new ArgumentException($"A value of type {value.GetType()} is not stored.", nameof(value));
        }
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            // Who reads only the first row would have it compiled again each time.
            command.Prepare();
            prepared[sql] = command;
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>A compiled statement, and where each of its parameters stands: SQLite counts them as they appear.</summary>
    private sealed record Change(sqlite3_stmt Statement, int[] Places);
}
