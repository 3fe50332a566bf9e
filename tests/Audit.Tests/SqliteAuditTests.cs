namespace Traceability.Audit.Tests;

public sealed class SqliteKeepHistoriesTests : KeepHistoriesContract
{
    internal override Task<Histories> Open() => Task.FromResult<Histories>(new SqliteHistories());
}

public sealed class SqliteSearchTests : SearchContract
{
    internal override Task<Histories> Open() => Task.FromResult<Histories>(new SqliteHistories());
}

public sealed class SqliteFamilyTests : FamilyContract
{
    internal override Task<Histories> Open() => Task.FromResult<Histories>(new SqliteHistories());
}

public sealed class SqliteOriginTests : OriginContract
{
    internal override Task<Histories> Open() => Task.FromResult<Histories>(new SqliteHistories());
}

public sealed class SqliteRefusedAttemptTests : RefusedAttemptContract
{
    internal override Task<Histories> Open() => Task.FromResult<Histories>(new SqliteHistories());
}

public sealed class SqliteTamperingTests : TamperingContract
{
    internal override Task<Histories> Open() => Task.FromResult<Histories>(new SqliteHistories());
}

public sealed class SqliteOverlappingDeliveriesTests : OverlappingDeliveriesContract
{
    internal override Task<Histories> Open() => Task.FromResult<Histories>(new SqliteHistories());
}
