using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Sqlite;
using Traceability.Dossiers.Tests.Fixtures;
using Traceability.Dossiers.Tests.Stores;

namespace Traceability.Dossiers.Tests.Sqlite;

public sealed class SqliteDossierStoreTests : DossierStoreContract
{
    private readonly SqliteFile file = new();

    public override ValueTask DisposeAsync() => file.DisposeAsync();

    protected override IDossierStore Open() => new SqliteDossierStore(file.Database);

    protected override Task Close() => file.Reopen();
}

public sealed class SqliteDocumentStoreTests : DocumentStoreContract
{
    private readonly SqliteFile file = new();

    public override ValueTask DisposeAsync() => file.DisposeAsync();

    protected override IDocumentStore Open() => new SqliteDocumentStore(file.Database);

    protected override Task Close() => file.Reopen();
}
