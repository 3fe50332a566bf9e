using System.Net.Mime;
using RabbitMQ.Client.Events;

namespace Traceability.Hosting.Bus.Commands;

/// <summary>A command as it came from the broker.</summary>
/// <param name="RoutingKey">The operation.</param>
/// <param name="Sender">The user at the broker that sent it; the broker has checked that it was this one.</param>
/// <param name="Id">What makes a repetition harmless, as an <c>Idempotency-Key</c> does.</param>
/// <param name="ContentType">Of which type the body is.</param>
/// <param name="Body">The same as that of the HTTP request.</param>
internal sealed record Command(string RoutingKey, string? Sender, string? Id, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Reads what the broker brought. The body is copied, for it is lent for the time of the call only.</summary>
    public static Command Of(BasicDeliverEventArgs delivery) => new(
        delivery.RoutingKey,
        delivery.BasicProperties.IsUserIdPresent() ? delivery.BasicProperties.UserId : null,
        delivery.BasicProperties.IsMessageIdPresent() ? delivery.BasicProperties.MessageId : null,
        delivery.BasicProperties.IsContentTypePresent() ? delivery.BasicProperties.ContentType! : MediaTypeNames.Application.Json,
        delivery.Body.ToArray());

    /// <summary>
    /// Where the answer goes, if it may go there: a queue that the broker named for its owner, direct reply-to, or one that begins with the
    /// name of the user. Nobody can have this process write into a queue of somebody else.
    /// </summary>
    public static string? AnswerTo(BasicDeliverEventArgs delivery) =>
        delivery.BasicProperties is { ReplyTo: { Length: > 0 } queue } sent
        && (queue.StartsWith("amq.", StringComparison.Ordinal)
            || (sent.UserId is { Length: > 0 } user && queue.StartsWith($"{user}.", StringComparison.Ordinal)))
            ? queue
            : null;
}

/// <summary>The answer to a command: what the HTTP request would be answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">Of which type the body is.</param>
/// <param name="Body">Receipts and problems, one per line; or a problem document.</param>
internal sealed record CommandAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body);
