using Traceability.Contracts;

namespace Traceability.Hosting;

/// <summary>What any door may answer before, or instead of, a decision.</summary>
public static class HostingRefusals
{
    /// <summary>JSON that cannot be read, or that does not fit what the operation takes.</summary>
    public static readonly RefusalKind MalformedBody = new(
        "malformed-body", RefusalCategory.Malformed, "The body cannot be read", "{0}");

    /// <summary>A value in the path, the query or a header that cannot be read.</summary>
    public static readonly RefusalKind MalformedParameter = new(
        "malformed-parameter", RefusalCategory.Malformed, "A parameter cannot be read", "{0}");

    /// <summary>An Idempotency-Key that is no key.</summary>
    public static readonly RefusalKind IdempotencyKeyMalformed = new(
        "idempotency-key-malformed", RefusalCategory.Malformed, "The Idempotency-Key cannot be used",
        "Idempotency-Key must be 1 to {0} visible ASCII characters; send a random UUID, for example.");

    /// <summary>A request that breaks the rules of HTTP.</summary>
    public static readonly RefusalKind MalformedRequest = new(
        "malformed-request", RefusalCategory.Malformed, "The request cannot be read",
        "The request breaks off or breaks the rules of HTTP; send it again in full.");

    /// <summary>No access token.</summary>
    [Status(401)]
    public static readonly RefusalKind TokenMissing = new(
        "token-missing", RefusalCategory.Forbidden, "An access token is needed",
        "Send an access token in the header Authorization: Bearer ...; POST /connect/token gives one for a client id and secret.");

    /// <summary>A forged, expired or foreign access token.</summary>
    [Status(401)]
    public static readonly RefusalKind TokenNotValid = new(
        "token-not-valid", RefusalCategory.Forbidden, "The access token is not valid",
        "The access token has expired, was changed, or comes from an issuer that is not trusted here; get a new one.");

    /// <summary>A valid token of nobody who is known here.</summary>
    public static readonly RefusalKind PartyUnknown = new(
        "party-unknown", RefusalCategory.Forbidden, "The acting party is not registered",
        "The access token names {0}, which is not registered here; an administrator must register it first.");

    /// <summary>A valid token of a party that may not act.</summary>
    public static readonly RefusalKind PartySuspended = new(
        "party-suspended", RefusalCategory.Forbidden, "The acting party is suspended",
        "{0} has been suspended since {1:yyyy-MM-dd HH:mm} UTC: {2}");

    /// <summary>Nothing lies at this address.</summary>
    public static readonly RefusalKind NoSuchPath = new(
        "no-such-path", RefusalCategory.Unknown, "Nothing lies at this address",
        "There is nothing at {0}; GET /openapi/v1.json lists what there is.");

    /// <summary>The address exists, but not for this method.</summary>
    [Status(405)]
    public static readonly RefusalKind MethodNotAllowed = new(
        "method-not-allowed", RefusalCategory.Malformed, "The address does not take this method",
        "{0} cannot be used at {1}; the header Allow lists the methods that can.");

    /// <summary>The body arrived too slowly.</summary>
    [Status(408)]
    public static readonly RefusalKind BodyTooSlow = new(
        "body-too-slow", RefusalCategory.Malformed, "The body arrived too slowly", "The body did not arrive in time; send it again.");

    /// <summary>The body is larger than this process reads.</summary>
    [Status(413)]
    public static readonly RefusalKind BodyTooLarge = new(
        "body-too-large", RefusalCategory.Malformed, "The body is too large",
        "The body is larger than the {0} bytes that are read here; send it in several requests.");

    /// <summary>The body is of a type that the operation does not read.</summary>
    [Status(415)]
    public static readonly RefusalKind UnsupportedMediaType = new(
        "unsupported-media-type", RefusalCategory.Malformed, "The body is of a type that is not read here",
        "Bodies of type '{0}' are not read here; send JSON with the header Content-Type: application/json.");

    /// <summary>More requests than the party may send.</summary>
    [Status(429)]
    public static readonly RefusalKind TooManyRequests = new(
        "too-many-requests", RefusalCategory.Unavailable, "Too many requests",
        "More requests came than are taken in a second; nothing was done. Send it again after the seconds in Retry-After.");

    /// <summary>A mistake of ours.</summary>
    [Status(500)]
    public static readonly RefusalKind UnexpectedError = new(
        "unexpected-error", RefusalCategory.Unavailable, "Something went wrong here",
        "The mistake is on this side and has been logged as {0}; repeat the request with the same Idempotency-Key.");

    /// <summary>Too busy, starting or stopping.</summary>
    public static readonly RefusalKind NotAvailable = new(
        "not-available", RefusalCategory.Unavailable, "Not available at the moment",
        "The request could not be served just now; send it again after the seconds in Retry-After.");
}
