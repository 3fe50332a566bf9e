namespace Traceability.Hosting.Bus;

/// <summary>
/// Puts what a queue delivers back into the order of the broker, which numbers it from 1 for each consumer: MassTransit begins with each
/// message on a thread of its own. A number that does not come, since the message could not be read, is waited for two seconds.
/// </summary>
internal sealed class BrokerOrder(TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly SortedDictionary<ulong, Action> early = [];
    private string? consumer;
    private string? former;
    private ulong next = 1;
    private bool isWatched;

    /// <summary>Does something when all before it is done.</summary>
    /// <param name="from">The consumer; a new one begins with 1 again.</param>
    /// <param name="number">Its place.</param>
    /// <param name="act">What is done; it must be quick.</param>
    public Task<T> Wait<T>(string from, ulong number, Func<T> act)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            Know(from);
            if (from != consumer || number < next || !early.TryAdd(number, Act))
            {
                Act();
            }

            ActUpToGap();
            if (early.Count > 0 && !isWatched)
            {
                isWatched = true;
                _ = Watch();
            }
        }

        return done.Task;

        void Act()
        {
            try
            {
                done.SetResult(act());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        }
    }

    private void Know(string from)
    {
        if (from == consumer || from == former)
        {
            return;
        }

        foreach (var left in early.Values)
        {
            left();
        }

        early.Clear();
        (former, consumer, next) = (consumer, from, 1);
    }

    private void ActUpToGap()
    {
        while (early.Remove(next, out var act))
        {
            act();
            next++;
        }
    }

    private async Task Watch()
    {
        while (true)
        {
            ulong before;
            lock (gate)
            {
                before = next;
            }

            await Task.Delay(Patience, clock);
            lock (gate)
            {
                if (early.Count > 0 && next == before)
                {
                    next = early.First().Key;
                    ActUpToGap();
                }

                if (early.Count == 0)
                {
                    isWatched = false;
                    return;
                }
            }
        }
    }
}
