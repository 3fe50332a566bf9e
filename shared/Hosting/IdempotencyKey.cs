using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Traceability.Contracts;
using Traceability.Dossiers;

namespace Traceability.Hosting;

/// <summary>The <c>Idempotency-Key</c> of a request: a repeated request with the same key gets the first answer, and nothing happens twice.</summary>
/// <param name="Value">The key, or null where the client sent none.</param>
public sealed record IdempotencyKey(string? Value)
{
    /// <summary>The header that holds the key.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The refusal of what is no key.</summary>
    internal static Refusal Malformed => HostingRefusals.IdempotencyKeyMalformed.With(LengthMax).At(Header);

    private const int LengthMax = 200;

    /// <summary>What the framework calls to bind a parameter.</summary>
    public static ValueTask<IdempotencyKey> BindAsync(HttpContext context)
    {
        var values = context.Request.Headers[Header];
        if (values.Count == 0)
        {
            return ValueTask.FromResult(new IdempotencyKey((string?)null));
        }

        if (values is [{ Length: >= 1 and <= LengthMax } key] && key.All(letter => letter is > ' ' and <= '~'))
        {
            return ValueTask.FromResult(new IdempotencyKey(key));
        }

        throw new RefusedException(Malformed);
    }

    /// <summary>
    /// What tells a repetition from another request under the same key: the SHA-256, in hexadecimal, of the operation and of the
    /// command as the registry understood it, so that neither spaces nor the order of members matter.
    /// </summary>
    public static string Fingerprint<TCommand>(string operation, TCommand command) => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { operation, command }, TraceabilityJson.Options)));

    /// <summary>The key with the fingerprint of the request, or null where the client sent no key.</summary>
    public Idempotency? For<TCommand>(string operation, TCommand command) =>
        Value is null ? null : new(Value, Fingerprint(operation, command));
}
