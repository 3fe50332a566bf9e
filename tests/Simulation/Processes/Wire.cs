using System.Collections;
using Traceability.Dossiers;
using Traceability.Simulation.Stores;

namespace Traceability.Simulation.Processes;

/// <summary>
/// From a process to a store or a broker, where things go wrong: the process may crash, or an error come back, before the other side has
/// done what was asked, or after it but before the process hears of it. Between two such calls a process only computes, so that these are
/// all the moments at which a crash can make a difference.
/// </summary>
internal sealed class Wire(Agenda agenda, Life life, Chance chance, Mishaps mishaps, Action<string>? tell) : ICarrier
{
    /// <summary>Asks the other side for something.</summary>
    public Task<T> Call<T>(string what, Func<T> effect) => Call(what, chance.Latency(), effect);

    /// <summary>Asks the other side for something that it does after that time.</summary>
    public Task<T> Call<T>(string what, TimeSpan after, Func<T> effect)
    {
        var answer = new TaskCompletionSource<T>();
        var mishap = mishaps.Next();
        agenda.In(after, () => Do(what, effect, answer, mishap));
        return answer.Task;
    }

    private void Do<T>(string what, Func<T> effect, TaskCompletionSource<T> answer, (Mishap What, Action Strike)? mishap)
    {
        // What a process sent before it crashed may arrive or not.
        if (life.HasEnded && chance.Happens(50))
        {
            return;
        }

        if (mishap is { What: Mishap.CrashBefore or Mishap.FailBefore } early)
        {
            Strike(what, answer, early);
            return;
        }

        T result;
        try
        {
            result = effect();
        }
        catch (IOException failure)
        {
            agenda.In(chance.Latency(), () => life.Run(() => answer.TrySetException(failure)));
            return;
        }

        Tell(what, result);
        if (mishap is { } late)
        {
            Strike(what, answer, late);
        }
        else
        {
            agenda.In(chance.Latency(), () => life.Run(() => answer.TrySetResult(result)));
        }
    }

    // That a sweep finds nothing is not worth a line.
    private void Tell(string what, object? result)
    {
        if (tell is not null && result is not ICollection { Count: 0 })
        {
            tell($"{life.Address}: {what} -> " + result switch
            {
                Dossier dossier => $"kept by {dossier.Keeper}, epoch {dossier.Epoch}, at {dossier.Sequence}, sent {dossier.Sent}{(dossier.Claim is null ? "" : ", claimed")}",
                RememberedReceipt remembered => $"entry {remembered.Receipt.Sequence} of {remembered.Receipt.Battery}",
                ICollection { Count: var count } => $"{count}",
                _ => result ?? "nothing",
            });
        }
    }

    private void Strike<T>(string what, TaskCompletionSource<T> answer, (Mishap What, Action Strike) mishap)
    {
        tell?.Invoke($"{life.Address}: {mishap.What} at {what}");
        mishap.Strike();
        mishaps.Break();
        agenda.In(chance.Latency(), () => life.Run(() => answer.TrySetException(new IOException($"The connection was lost at {what}."))));
    }
}
