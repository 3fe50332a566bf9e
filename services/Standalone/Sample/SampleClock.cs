namespace Traceability.Standalone.Sample;

/// <summary>
/// The clock of the registry while the sample is being loaded: it stands still until the loader moves it on, so that what is recorded
/// bears a time shortly after the fact, and the same one at each repetition. From <see cref="Release"/> on it is the clock of the
/// system for good. Timers and stopwatches are those of the system all the while: waiting is real.
/// </summary>
internal sealed class SampleClock : TimeProvider
{
    // Ticks of UTC; 0 once it is released.
    private long standsAt = SampleYear.Begin.UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Volatile.Read(ref standsAt) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : base.GetUtcNow();

    /// <summary>Moves it on.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instant, GetUtcNow());
        Volatile.Write(ref standsAt, instant.UtcTicks);
    }

    /// <summary>Gives the time back to the system.</summary>
    public void Release() => Volatile.Write(ref standsAt, 0);
}
