using Traceability.Fixtures;
using Xunit;

namespace Traceability.Audit.Tests;

public sealed class MongoKeepHistoriesTests : KeepHistoriesContract, IOnMongo
{
    internal override async Task<Histories> Open() => await MongoHistories.Open();

    internal override int Samples(int usual) => 2;
}

public sealed class MongoSearchTests : SearchContract, IOnMongo
{
    internal override async Task<Histories> Open() => await MongoHistories.Open();

    internal override int Samples(int usual) => 2;
}

public sealed class MongoFamilyTests : FamilyContract, IOnMongo
{
    internal override async Task<Histories> Open() => await MongoHistories.Open();
}

public sealed class MongoOriginTests : OriginContract, IOnMongo
{
    internal override async Task<Histories> Open() => await MongoHistories.Open();

    internal override int Samples(int usual) => 2;
}

public sealed class MongoRefusedAttemptTests : RefusedAttemptContract, IOnMongo
{
    internal override async Task<Histories> Open() => await MongoHistories.Open();
}

public sealed class MongoTamperingTests : TamperingContract, IOnMongo
{
    internal override async Task<Histories> Open() => await MongoHistories.Open();
}

/// <summary>Skipped where there is no server, before anything is begun.</summary>
internal interface IOnMongo : IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync() => await MongoDbServer.ConnectionString();

    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;
}
