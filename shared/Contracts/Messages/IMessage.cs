namespace Traceability.Contracts.Messages;

/// <summary>What services tell each other. Delivery is at least once, in order per <see cref="OrderKey"/>.</summary>
public interface IMessage
{
    /// <summary>Messages with the same key reach a subscriber in the order in which they were published.</summary>
    string OrderKey { get; }

    /// <summary>The same for every copy of one message, so that a receiver can tell a repetition.</summary>
    string MessageId { get; }
}
