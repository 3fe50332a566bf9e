namespace Traceability.Simulation.Processes;

/// <summary>
/// One life of a process, from start to crash. Its code goes on in this context only, so that a crash is simply that it never goes on:
/// no catch, no finally, no memory.
/// </summary>
internal sealed class Life(Agenda agenda, string address) : SynchronizationContext
{
    private readonly List<Action> whenItEnds = [];

    /// <summary>The address of this very life.</summary>
    public string Address => address;

    /// <summary>Whether the process has crashed.</summary>
    public bool HasEnded { get; private set; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        // After its end the garbage collector still posts for it, on a thread of its own.
        if (!HasEnded)
        {
            agenda.Post(this, d, state);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing blocks in a simulation.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs code of the process, if it lives.</summary>
    public void Run(Action action)
    {
        if (HasEnded)
        {
            return;
        }

        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Gives the process work to do.</summary>
    /// <param name="work">The work.</param>
    /// <param name="over">Told once, when it is done (null), has failed, or the process has crashed over it.</param>
    public void Work(Func<Task> work, Action<Exception?> over)
    {
        var isOver = false;
        whenItEnds.Add(() => Over(new ProcessCrashedException(address)));
        Run(() => _ = Do());

        async Task Do()
        {
            try
            {
                await work();
            }
            catch (Exception failure)
            {
                Over(failure);
                return;
            }

            Over(null);
        }

        void Over(Exception? failure)
        {
            if (!isOver)
            {
                isOver = true;
                over(failure);
            }
        }
    }

    /// <summary>The process crashes.</summary>
    public void End()
    {
        HasEnded = true;
        whenItEnds.ForEach(action => action());
    }
}

/// <summary>The process has crashed over the work.</summary>
internal sealed class ProcessCrashedException(string address) : IOException($"{address} has crashed.");
