namespace Traceability.Simulation.Processes;

/// <summary>
/// All that is to happen in a history, by simulated time. One thread works it off, and nothing else moves the simulated processes on:
/// what happens when is settled by the seed alone.
/// </summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> events = new();
    private readonly Queue<(Life Life, SendOrPostCallback Callback, object? State)> ready = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long order;

    /// <summary>Simulated time since the history began.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Where code went on outside of the simulation, so that the history is no longer settled by the seed; null where none did.</summary>
    public string? Stray { get; private set; }

    /// <summary>Lets something happen later.</summary>
    public void In(TimeSpan delay, Action action) => events.Enqueue(action, (Now + delay, order++));

    /// <summary>Takes a continuation of a process, to be run before time goes on.</summary>
    public void Post(Life life, SendOrPostCallback callback, object? state)
    {
        if (Environment.CurrentManagedThreadId == thread)
        {
            ready.Enqueue((life, callback, state));
        }
        else
        {
            Stray ??= Environment.StackTrace;
        }
    }

    /// <summary>Lets the next thing happen, with all that follows from it at once.</summary>
    public void Step()
    {
        events.TryDequeue(out var action, out var due);
        Now = due.At;
        action?.Invoke();
        while (ready.TryDequeue(out var next))
        {
            next.Life.Run(() => next.Callback(next.State));
        }
    }
}
