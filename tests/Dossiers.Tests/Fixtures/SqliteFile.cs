using Traceability.Dossiers.Sqlite;

namespace Traceability.Dossiers.Tests.Fixtures;

/// <summary>A database file of one test, which can be closed and opened again.</summary>
internal sealed class SqliteFile : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("traceability-");

    public SqliteFile() => Database = new(Path);

    public string Path => System.IO.Path.Combine(folder.FullName, "registry.db");

    public SqliteDatabase Database { get; private set; }

    public async Task Close() => await Database.DisposeAsync();

    public async Task Reopen()
    {
        await Close();
        Database = new(Path);
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        folder.Delete(recursive: true);
    }
}
