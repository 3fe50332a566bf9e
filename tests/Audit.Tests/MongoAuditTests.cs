namespace Traceability.Audit.Tests;

public sealed class MongoKeepHistoriesTests : KeepHistoriesContract
{
    internal override async Task<Histories> Open() => await MongoHistories.Open();

    internal override int Samples(int usual) => 2;
}

public sealed class MongoSearchTests : SearchContract
{
    internal override async Task<Histories> Open() => await MongoHistories.Open();

    internal override int Samples(int usual) => 2;
}

public sealed class MongoFamilyTests : FamilyContract
{
    internal override async Task<Histories> Open() => await MongoHistories.Open();
}

public sealed class MongoOriginTests : OriginContract
{
    internal override async Task<Histories> Open() => await MongoHistories.Open();

    internal override int Samples(int usual) => 2;
}

public sealed class MongoRefusedAttemptTests : RefusedAttemptContract
{
    internal override async Task<Histories> Open() => await MongoHistories.Open();
}

public sealed class MongoTamperingTests : TamperingContract
{
    internal override async Task<Histories> Open() => await MongoHistories.Open();
}
