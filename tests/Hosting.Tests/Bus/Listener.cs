using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;

namespace Traceability.Hosting.Tests.Bus;

/// <summary>Remembers what it took, and fails when it is told to.</summary>
internal sealed class Listener<TMessage>(Func<TMessage, Exception?>? fail = null) : ISubscriber<TMessage>
    where TMessage : class, IMessage
{
    private readonly List<TMessage> taken = [];
    private readonly HashSet<string> atWork = [];

    /// <summary>Why it does not take a message; may be changed at any time.</summary>
    public Func<TMessage, Exception?> Fail { get; set; } = fail ?? (_ => null);

    public bool HasOverlapped { get; private set; }

    /// <summary>How often it has failed.</summary>
    public int Failures { get; private set; }

    public IReadOnlyList<TMessage> Taken
    {
        get
        {
            lock (taken)
            {
                return [.. taken];
            }
        }
    }

    public async Task Receive(IReadOnlyList<TMessage> messages, CancellationToken cancellation)
    {
        var keys = messages.Select(message => message.OrderKey).ToHashSet();
        lock (taken)
        {
            HasOverlapped |= atWork.Overlaps(keys);
            atWork.UnionWith(keys);
        }

        await Task.Yield();
        lock (taken)
        {
            atWork.ExceptWith(keys);
            if (messages.Select(Fail).FirstOrDefault(failure => failure is not null) is { } failure)
            {
                Failures++;
                throw failure;
            }

            taken.AddRange(messages);
        }
    }

    public Task Has(int count) => Eventually.Holds($"{count} messages are taken", () => Taken.Count >= count);
}
