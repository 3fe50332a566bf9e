using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Traceability.SystemTests.Hostile;

/// <summary>All that is recorded, read from the file beside the running process: entries, receipts and documents.</summary>
internal sealed class RecordedState(string folder) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(10);

    // What is claimed, published or projected is not among it: it may go back and forth.
    private static readonly string[] Statements =
    [
        "select * from entries order by code, sequence",
        "select * from receipts order by party, key, battery",
        "select * from documents order by collection, id",
        "select * from document_tags order by collection, tag, id",
    ];

    // An entry counts as sent once every subscriber has it, Audit among them; a month forgets last what was counted in it.
    private const string UnderWay = """
        select (select count(*) from unsent) + (select count(*) from document_tags where tag in ('unsent', 'unpublished', 'untold'))
            + (select count(*) from documents where collection = 'recovery-months' and json_array_length(cast(body as text), '$.pending') > 0)
        """;

    private readonly SqliteConnection file = Open(folder);

    /// <summary>Its fingerprint, once everybody has what was recorded, so that nothing runs beside the requests any more.</summary>
    public async Task<string> AtRest()
    {
        await Eventually.Holds(() => Task.FromResult(!IsUnderWay()), Patience, () => "What is recorded does not reach everybody.");
        return Now();
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

    private bool IsUnderWay()
    {
        using var command = file.CreateCommand();
        command.CommandText = UnderWay;
        return (long)command.ExecuteScalar()! > 0;
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
