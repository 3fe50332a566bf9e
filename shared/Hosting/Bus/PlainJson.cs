using System.Net.Mime;
using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Traceability.Contracts;

namespace Traceability.Hosting.Bus;

/// <summary>
/// Messages are the plain JSON of the contracts, without an envelope, so that anybody reads them in any language, and an entry arrives in
/// the very bytes that were sealed. What only MassTransit needs stands in headers.
/// </summary>
internal sealed class PlainJson : RawMessageSerializer, ISerializerFactory, IMessageSerializer, IMessageDeserializer
{
    private const RawSerializerOptions Form = RawSerializerOptions.AddTransportHeaders;

    /// <inheritdoc cref="ISerializerFactory.ContentType"/>
    public ContentType ContentType { get; } = new(MediaTypeNames.Application.Json);

    /// <inheritdoc/>
    public IMessageSerializer CreateSerializer() => this;

    /// <inheritdoc/>
    public IMessageDeserializer CreateDeserializer() => this;

    /// <inheritdoc/>
    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class
    {
        SetRawMessageHeaders(context);
        return new SystemTextJsonRawMessageBody<T>(context, TraceabilityJson.Options);
    }

    /// <inheritdoc/>
    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    /// <inheritdoc/>
    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    /// <inheritdoc/>
    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null)
    {
        try
        {
            return new SystemTextJsonRawSerializerContext(
                SystemTextJsonMessageSerializer.Instance,
                TraceabilityJson.Options,
                ContentType,
                new RawMessageContext(headers, destinationAddress, Form),
                headers.GetMessageTypes(),
                Form,
                JsonSerializer.Deserialize<JsonElement>(body.GetBytes(), TraceabilityJson.Options));
        }
        catch (JsonException malformed)
        {
            throw new SerializationException("The body is not JSON.", malformed);
        }
    }

    /// <inheritdoc/>
    public void Probe(ProbeContext context) => context.Add("contentType", ContentType.MediaType);
}
