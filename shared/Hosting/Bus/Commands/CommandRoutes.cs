using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Traceability.Hosting.Batches;

namespace Traceability.Hosting.Bus.Commands;

/// <summary>
/// The operations of this process that the broker brings commands for: every POST that answers for each battery in a result of its own. Its
/// routing key is its path with dots for slashes: <c>batteries</c>, <c>transfers</c>, <c>transfers.transfer-2f0c9b1d7e4a55c80f31.acceptance</c>.
/// </summary>
internal sealed class CommandRoutes(EndpointDataSource endpoints)
{
    private readonly List<(string?[] Segments, RouteEndpoint Endpoint)> routes =
    [
        .. from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
           where TakesCommands(endpoint)
           select (endpoint.RoutePattern.PathSegments.Select(Literal).ToArray(), endpoint),
    ];

    /// <summary>What the queue of this process is bound by.</summary>
    public IEnumerable<string> BindingKeys => routes.Select(route => string.Join('.', route.Segments.Select(segment => segment ?? "*"))).Distinct();

    /// <summary>The endpoint that a routing key means, with the values in it; null where there is none.</summary>
    public (RouteEndpoint Endpoint, RouteValueDictionary Values)? Find(string routingKey)
    {
        var given = routingKey.Split('.');
        foreach (var (segments, endpoint) in routes)
        {
            if (segments.Length == given.Length && segments.Zip(given).All(pair => pair.First is null || pair.First == pair.Second))
            {
                return (endpoint, Values(endpoint, given));
            }
        }

        return null;
    }

    private static bool TakesCommands(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Post) is true
        && endpoint.Metadata.GetMetadata<PartyRequired>() is not null
        && endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Any(answer => answer.Type?.IsAssignableTo(typeof(ILineResults)) is true);

    private static string? Literal(RoutePatternPathSegment segment) =>
        segment.Parts is [RoutePatternLiteralPart literal] ? literal.Content : null;

    private static RouteValueDictionary Values(RouteEndpoint endpoint, string[] given)
    {
        var values = new RouteValueDictionary();
        foreach (var (segment, text) in endpoint.RoutePattern.PathSegments.Zip(given))
        {
            if (segment.Parts is [RoutePatternParameterPart parameter])
            {
                values[parameter.Name] = text;
            }
        }

        return values;
    }
}
