namespace Traceability.Simulation.Processes;

/// <summary>The clock of one life of a process: simulated time, a little ahead or behind, with timers that are events of the history.</summary>
internal sealed class LifeClock(Agenda agenda, Life life, DateTimeOffset begun) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => begun + agenda.Now;

    public override long GetTimestamp() => agenda.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(agenda, life, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(Agenda agenda, Life life, Action callback) : ITimer
    {
        private int setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            setting++;
            Wait(dueTime, period, setting);
            return true;
        }

        public void Dispose() => setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Wait(TimeSpan delay, TimeSpan period, int set)
        {
            if (delay != Timeout.InfiniteTimeSpan)
            {
                agenda.In(delay, () => Ring(period, set));
            }
        }

        private void Ring(TimeSpan period, int set)
        {
            if (set == setting && !life.HasEnded)
            {
                Wait(period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan, period, set);
                life.Run(callback);
            }
        }
    }
}
