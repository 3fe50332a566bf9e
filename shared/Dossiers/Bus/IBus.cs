using Traceability.Contracts.Messages;

namespace Traceability.Dossiers.Bus;

/// <summary>How one service tells the others. In one process the subscribers themselves, else a broker.</summary>
public interface IBus
{
    /// <summary>
    /// Hands a message over. Calls with one <see cref="IMessage.OrderKey"/> keep their order even if the tasks they return are
    /// awaited together.
    /// </summary>
    /// <returns>Ends when the message is safe: every subscriber has it, or a broker has confirmed it.</returns>
    Task Publish<TMessage>(TMessage message, CancellationToken cancellation)
        where TMessage : class, IMessage;
}

/// <summary>
/// Takes messages of one type. It must bear repetition, a number that is not the next, and calls that overlap: those for one
/// <see cref="IMessage.OrderKey"/> never do, but a key that failed is tried again beside the others.
/// </summary>
/// <typeparam name="TMessage">What it takes.</typeparam>
public interface ISubscriber<TMessage>
    where TMessage : class, IMessage
{
    /// <summary>Durably takes the messages; an exception means that none of them counts as taken, and they come again.</summary>
    Task Receive(IReadOnlyList<TMessage> messages, CancellationToken cancellation);
}
