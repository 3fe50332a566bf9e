using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Logging;
using Traceability.Contracts;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Hosting;

/// <summary>Answers a request that ended in an exception: what the caller did wrong precisely, what we did wrong without any detail.</summary>
internal sealed partial class ExceptionsAsProblems(ILogger<ExceptionsAsProblems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        await Problems.Refused(Explain(context, exception)).ExecuteAsync(context);
        return true;
    }

    private Refusal Explain(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case RefusedException { Refusal: { Field: null } refusal, Text: { } text }:
                return NameOfParameter(context, text) is { } name ? refusal.At(name) : refusal;

            case RefusedException { Refusal: var refusal }:
                return refusal;

            case KeeperSilentException silent:
                return silent.Refusal;

            case BadHttpRequestException { InnerException: JsonException json }:
                return MalformedJson.Explain(json, BodyType(context));

            case BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad when Unbound.Match(bad.Message) is { Success: true } unbound:
                return HostingRefusals.MalformedParameter
                    .With(HostingPhrases.ParameterUnreadable.With(unbound.Groups["value"].Value, unbound.Groups["name"].Value))
                    .At(unbound.Groups["name"].Value);

            case BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad when Absent.Match(bad.Message) is { Success: true } absent:
                return HostingRefusals.MalformedParameter
                    .With(HostingPhrases.ParameterMissing.With(absent.Groups["name"].Value))
                    .At(absent.Groups["name"].Value);

            case BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad when NoBody.IsMatch(bad.Message):
                return HostingRefusals.MalformedBody.With(HostingPhrases.BodyEmpty);

            case BadHttpRequestException bad:
                return StatusesAsProblems.Explain(context, bad.StatusCode);

            case InvalidOperationException { InnerException: ArgumentException } charset when UnknownCharset.IsMatch(charset.Message):
                return StatusesAsProblems.Explain(context, StatusCodes.Status415UnsupportedMediaType);

            case InvalidDataException when context.Request.HasFormContentType:
                return HostingRefusals.MalformedBody.With(HostingPhrases.FormUnreadable);

            // A store that cannot write (a full disk, say) has kept nothing; the request may be repeated.
            case DbException:
                LogUnexpected(exception, context.Request.Method, context.Request.Path.Value, StatusesAsProblems.TraceOf(context));
                return HostingRefusals.NotAvailable.With();

            case OperationCanceledException or TimeoutException:
                LogNotInTime(exception, context.Request.Method, context.Request.Path.Value, StatusesAsProblems.TraceOf(context));
                return HostingRefusals.NotAvailable.With();

            default:
                LogUnexpected(exception, context.Request.Method, context.Request.Path.Value, StatusesAsProblems.TraceOf(context));
                return StatusesAsProblems.Explain(context, StatusCodes.Status500InternalServerError);
        }
    }

    [GeneratedRegex("""^Failed to bind parameter ".+ (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Unbound { get; }

    [GeneratedRegex("""^Required parameter ".+ (?<name>\w+)" was not provided from (?!body)""", RegexOptions.CultureInvariant)]
    private static partial Regex Absent { get; }

    [GeneratedRegex("was not provided from body|no body was provided", RegexOptions.CultureInvariant)]
    private static partial Regex NoBody { get; }

    [GeneratedRegex("content type charset .* is not a known encoding", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex UnknownCharset { get; }

    private static Type? BodyType(HttpContext context) => EndpointOf(context)?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;

    private static string? NameOfParameter(HttpContext context, string text)
    {
        var route = context.Features.Get<IExceptionHandlerFeature>()?.RouteValues ?? context.Request.RouteValues;
        return route.Select(pair => (pair.Key, Text: pair.Value as string))
            .Concat(context.Request.Query.Select(pair => (pair.Key, Text: (string?)pair.Value)))
            .FirstOrDefault(parameter => parameter.Text == text).Key;
    }

    private static Endpoint? EndpointOf(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed unexpectedly (trace {Trace})")]
    private partial void LogUnexpected(Exception exception, string method, string? path, string trace);

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} was not finished in time (trace {Trace})")]
    private partial void LogNotInTime(Exception exception, string method, string? path, string trace);
}
