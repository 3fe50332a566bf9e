using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Traceability.Contracts;

namespace Traceability.Hosting;

/// <summary>Gives a problem document to what the framework answers with a bare status code.</summary>
internal static class StatusesAsProblems
{
    /// <summary>The refusal behind a status that was set without a word.</summary>
    public static Refusal Explain(HttpContext context, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => context.Request.Headers.Authorization.Count == 0
            ? HostingRefusals.TokenMissing.With()
            : HostingRefusals.TokenNotValid.With(),
        StatusCodes.Status404NotFound => HostingRefusals.NoSuchPath.With(context.Request.Path),
        StatusCodes.Status405MethodNotAllowed => HostingRefusals.MethodNotAllowed.With(context.Request.Method, context.Request.Path),
        StatusCodes.Status408RequestTimeout => HostingRefusals.BodyTooSlow.With(),
        StatusCodes.Status413PayloadTooLarge => HostingRefusals.BodyTooLarge.With(
            context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize),
        StatusCodes.Status415UnsupportedMediaType => HostingRefusals.UnsupportedMediaType.With(context.Request.ContentType).At(HeaderNames.ContentType),
        StatusCodes.Status429TooManyRequests => HostingRefusals.TooManyRequests.With(),
        StatusCodes.Status503ServiceUnavailable => HostingRefusals.NotAvailable.With(),
        >= StatusCodes.Status500InternalServerError => HostingRefusals.UnexpectedError.With(TraceOf(context)),
        _ => HostingRefusals.MalformedRequest.With(),
    };

    /// <summary>What finds the request in logs and traces; the framework adds it to every problem as <c>traceId</c>.</summary>
    public static string TraceOf(HttpContext context) => Activity.Current?.Id ?? context.TraceIdentifier;

    public static void UseStatusesAsProblems(this IApplicationBuilder app)
    {
        app.Use((context, next) =>
        {
            context.Response.OnStarting(TellWhenToComeBack, context.Response);
            return next(context);
        });
        app.UseStatusCodePages(Answer);
    }

    private static Task Answer(StatusCodeContext status)
    {
        var context = status.HttpContext;
        return Problems.Refused(Explain(context, context.Response.StatusCode)).ExecuteAsync(context);
    }

    private static Task TellWhenToComeBack(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests
            && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = "1";
        }

        return Task.CompletedTask;
    }
}
