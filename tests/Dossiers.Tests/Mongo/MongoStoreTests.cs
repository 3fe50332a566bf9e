using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Mongo;
using Traceability.Dossiers.Tests.Stores;
using Traceability.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.Mongo;

public sealed class MongoDossierStoreTests : DossierStoreContract, IAsyncLifetime
{
    private AMongoDatabase? mongo;

    public async ValueTask InitializeAsync() => mongo = await AMongoDatabase.Create();

    public override ValueTask DisposeAsync() => mongo?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override IDossierStore Open() => new MongoDossierStore(mongo!.Database);

    protected override Task Close() => mongo!.Reopen();
}

public sealed class MongoDocumentStoreTests : DocumentStoreContract, IAsyncLifetime
{
    private AMongoDatabase? mongo;

    public async ValueTask InitializeAsync() => mongo = await AMongoDatabase.Create();

    public override ValueTask DisposeAsync() => mongo?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override IDocumentStore Open() => new MongoDocumentStore(mongo!.Database);

    protected override Task Close() => mongo!.Reopen();
}
