using System.Net.Mime;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Traceability.Contracts;
using Traceability.Dossiers.Parties;

namespace Traceability.Hosting.Bus.Commands;

/// <summary>
/// Has a command decided by the endpoint of its operation, so that both doors read, decide and answer alike. Only who sends it is known
/// otherwise: the broker vouches for its user, whose name is the client id of a credential or the id of the party.
/// </summary>
internal sealed class CommandExecution(
    CommandRoutes routes, PartyDirectory parties, IServiceScopeFactory scopes, IEnumerable<IExceptionHandler> handlers, IOptions<KestrelServerOptions> limits)
{
    /// <summary>Carries a command out and answers it; an answer comes of whatever the command is.</summary>
    public async Task<CommandAnswer> Execute(Command command, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = RequestOf(command, scope.ServiceProvider, cancellation);
        try
        {
            if (Refuse(command, out var caller) is { } refusal)
            {
                await Problems.Refused(refusal).ExecuteAsync(context);
            }
            else if (routes.Find(command.RoutingKey) is not var (endpoint, values))
            {
                await Problems.Refused(HostingRefusals.NoSuchPath.With(context.Request.Path)).ExecuteAsync(context);
            }
            else
            {
                await Execute(context, endpoint, values, caller!);
            }
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            context.Response.Clear();
            foreach (var handler in handlers)
            {
                if (await handler.TryHandleAsync(context, failure, cancellation))
                {
                    break;
                }
            }
        }

        return new(
            context.Response.StatusCode, context.Response.ContentType ?? MediaTypeNames.Application.Json, ((MemoryStream)context.Response.Body).ToArray());
    }

    private static async Task Execute(HttpContext context, RouteEndpoint endpoint, RouteValueDictionary values, Caller caller)
    {
        context.SetEndpoint(endpoint);
        context.Request.RouteValues = values;
        context.Features.Set(caller);
        await endpoint.RequestDelegate!(context);
    }

    private static DefaultHttpContext RequestOf(Command command, IServiceProvider services, CancellationToken cancellation)
    {
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = cancellation };
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new BodyThere(command.Body.Length > 0));
        context.Request.Method = HttpMethods.Post;
        context.Request.Path = $"/{command.RoutingKey.Replace('.', '/')}";
        context.Request.ContentType = command.ContentType;
        context.Request.ContentLength = command.Body.Length;
        context.Request.Body = new MemoryStream(command.Body.ToArray());
        context.Request.Headers[IdempotencyKey.Header] = command.Id;
        context.Response.Body = new MemoryStream();
        return context;
    }

    private Refusal? Refuse(Command command, out Caller? caller)
    {
        caller = null;
        return command.Sender is not { Length: > 0 } sender ? CommandRefusals.SenderNotNamed.With()
            : Caller.Identify(PartyOf(sender), parties, out caller) is { } stranger ? stranger
            : string.IsNullOrEmpty(command.Id) ? IdempotencyKey.Malformed
            : command.Body.Length > limits.Value.Limits.MaxRequestBodySize ? HostingRefusals.BodyTooLarge.With(limits.Value.Limits.MaxRequestBodySize)
            : null;
    }

    // A credential is called by its party and a number: 91520115MA0TEXT129-1.
    private static string PartyOf(string user) =>
        user.LastIndexOf('-') is > 0 and var dash && dash < user.Length - 1 && user.AsSpan(dash + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? user[..dash] : user;

    private sealed record BodyThere(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
