using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Traceability.Hosting;

/// <summary>
/// How much a party may send, and how slowly. Configured under <c>Limits</c>: <c>RequestBodyMaxBytes</c> (10 MiB), <c>RequestsPerSecond</c> (2000)
/// and <c>RequestsBurst</c> (twice that) per party, <c>TokensPerSecond</c> (50) and <c>TokensBurst</c> (200) per client address;
/// <c>HeadersMaxSeconds</c> (30) for the headers of a request; after <c>SlowMaxSeconds</c> (5) a body must come with
/// <c>BodyBytesPerSecondMin</c> (240) and an answer be taken with <c>AnswerBytesPerSecondMin</c> (1024).
/// </summary>
public static class RequestLimits
{
    /// <summary>
    /// The policy of the token endpoint: a login costs a hundred times what another request costs, and its caller is nobody yet.
    /// </summary>
    public const string Tokens = "tokens";

    private const int RequestBodyMaxBytes = 10 * 1024 * 1024;
    private const int RequestsPerSecond = 2000;
    private const int TokensPerSecond = 50;
    private const int HeadersMaxSeconds = 30;
    private const int BodyBytesPerSecondMin = 240;

    // More than for bodies: the server's patience with a client that reads nothing is the length of the answer divided by it.
    private const int AnswerBytesPerSecondMin = 1024;
    private const int SlowMaxSeconds = 5;

    internal static void AddRequestLimits(this WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection("Limits");
        var partyClaim = TokenValidation.PartyClaim(builder.Configuration);
        var perSecond = limits.GetValue("RequestsPerSecond", RequestsPerSecond);
        var burst = limits.GetValue("RequestsBurst", 2 * perSecond);
        var tokensPerSecond = limits.GetValue("TokensPerSecond", TokensPerSecond);
        var tokensBurst = limits.GetValue("TokensBurst", 4 * tokensPerSecond);

        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.GetValue<long>("RequestBodyMaxBytes", RequestBodyMaxBytes);
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.GetValue("HeadersMaxSeconds", HeadersMaxSeconds));
            var slow = TimeSpan.FromSeconds(limits.GetValue("SlowMaxSeconds", SlowMaxSeconds));
            kestrel.Limits.MinRequestBodyDataRate = new(limits.GetValue("BodyBytesPerSecondMin", BodyBytesPerSecondMin), slow);
            kestrel.Limits.MinResponseDataRate = new(limits.GetValue("AnswerBytesPerSecondMin", AnswerBytesPerSecondMin), slow);
        });
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                Bucket(context.User.FindFirst(partyClaim)?.Value ?? AddressOf(context), perSecond, burst));
            limiter.AddPolicy(Tokens, context => Bucket(AddressOf(context), tokensPerSecond, tokensBurst));
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = TellWhenToComeBack;
        });
    }

    private static RateLimitPartition<string> Bucket(string key, int perSecond, int burst) =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static ValueTask TellWhenToComeBack(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Ceiling(wait.TotalSeconds) : 1;
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, seconds).ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
