using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Traceability.SystemTests.Hostile;

/// <summary>All that is recorded, read from the file beside the running process: entries, receipts and documents.</summary>
internal sealed class RecordedState(string folder) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(10);

    // What is claimed, published or projected is not among it: it may go back and forth.
    private static readonly string[] Statements =
    [
        "select * from entries order by code, sequence",
        "select * from receipts order by party, key, battery",
        "select * from documents order by collection, id",
        "select * from document_tags order by collection, tag, id",
    ];

    private readonly SqliteConnection file = Open(folder);

    /// <summary>Its fingerprint, once what runs beside the requests (publishing, projections) has come to rest.</summary>
    public async Task<string> AtRest()
    {
        var (before, same) = (Now(), 0);
        await Eventually.Holds(
            async () =>
            {
                await Task.Delay(LookAgainAfter);
                var now = Now();
                (before, same) = (now, now == before ? same + 1 : 0);
                return same > 0;
            },
            Patience,
            () => "What is recorded does not come to rest.");
        return before;
    }

    /// <summary>Whether it is, or comes back to be, what it was.</summary>
    public async Task<bool> IsStill(string before)
    {
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < Patience; await Task.Delay(LookAgainAfter))
        {
            if (Now() == before)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => file.Dispose();

    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "traceability.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    private string Now()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var statement in Statements)
        {
            using var command = file.CreateCommand();
            command.CommandText = statement;
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                for (var column = 0; column < rows.FieldCount; column++)
                {
                    hash.AppendData(rows.GetValue(column) is byte[] bytes
                        ? bytes
                        : Encoding.UTF8.GetBytes(Convert.ToString(rows.GetValue(column), CultureInfo.InvariantCulture) ?? ""));
                    hash.AppendData([0]);
                }
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
