using System.Diagnostics;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Sqlite;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.Sqlite;

public sealed class KilledProcessTests : IAsyncDisposable
{
    private readonly SqliteFile file = new();

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_was_acknowledged_outlives_a_process_that_is_killed(int round)
    {
        await file.Close();
        var acknowledged = await WriteUntilKilled(afterLines: Random.Shared.Next(1, 700 * round));
        await file.Reopen();

        var store = new SqliteDossierStore(file.Database);
        Assert.NotEmpty(acknowledged);
        foreach (var lines in acknowledged.GroupBy(line => line.Code))
        {
            var entries = await store.Entries(lines.Key, 0, TestContext.Current.CancellationToken);
            var verification = new HistoryVerification(lines.Key);

            Assert.All(entries, entry => Assert.Null(verification.Next(entry.Utf8Json)));
            Assert.All(lines, line => Assert.Equal(line.Seal, entries[line.Sequence - 1].Seal.Value));
            Assert.Equal(entries.Count, (await store.Find(lines.Key, TestContext.Current.CancellationToken))?.Sequence);
        }
    }

    private async Task<List<(BatteryCode Code, int Sequence, string Seal)>> WriteUntilKilled(int afterLines)
    {
        var writer = Path.Combine(AppContext.BaseDirectory, "Traceability.Dossiers.CrashWriter.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [writer, file.Path]) { RedirectStandardOutput = true })!;
        try
        {
            return await ReadUntil(afterLines, process);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<List<(BatteryCode Code, int Sequence, string Seal)>> ReadUntil(int afterLines, Process process)
    {
        var acknowledged = new List<(BatteryCode, int, string)>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            // The last line may be cut off in the middle.
            if (line.Split(' ') is [var code, var sequence, { Length: 64 } seal])
            {
                acknowledged.Add((BatteryCode.Of(code), int.Parse(sequence, null), seal));
            }

            if (acknowledged.Count == afterLines)
            {
                process.Kill();
            }
        }

        return acknowledged;
    }
}
