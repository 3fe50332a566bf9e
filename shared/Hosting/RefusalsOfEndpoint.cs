using Microsoft.AspNetCore.Builder;
using Traceability.Contracts;

namespace Traceability.Hosting;

/// <summary>Tells a reader of the OpenAPI document how an operation may say no.</summary>
public static class RefusalsOfEndpoint
{
    /// <summary>Documents the refusals of an operation, each under its HTTP status.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, params RefusalKind[] kinds)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new DocumentedRefusals(kinds));
}

/// <summary>The refusals that an endpoint documents.</summary>
internal sealed record DocumentedRefusals(IReadOnlyList<RefusalKind> Kinds);
