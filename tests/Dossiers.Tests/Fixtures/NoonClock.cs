namespace Traceability.Dossiers.Tests.Fixtures;

/// <summary>A clock that runs, but began at noon of the day on which the tests take place.</summary>
/// <param name="ahead">How far ahead of noon it began.</param>
internal sealed class NoonClock(TimeSpan ahead = default) : TimeProvider
{
    private readonly DateTimeOffset began = TimeProvider.System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => Some.Noon + ahead + (base.GetUtcNow() - began);
}
