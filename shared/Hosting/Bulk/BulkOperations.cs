using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Traceability.Contracts;

namespace Traceability.Hosting.Bulk;

/// <summary>
/// The operations of this process that take files: every endpoint whose handler takes a <see cref="Batches.Batch{TCommand}"/>, under its
/// own path, and those that say <see cref="BulkMapping.WithBulkRows"/>.
/// </summary>
internal sealed class BulkOperations(EndpointDataSource endpoints, IOptions<JsonOptions> json)
{
    private readonly Lazy<SortedDictionary<string, BulkOperation>> operations = new(() => Collect(endpoints, json.Value.SerializerOptions));

    /// <summary>All of them, by name.</summary>
    public IReadOnlyCollection<BulkOperation> All => operations.Value.Values;

    /// <summary>The operation of this name, or why there is none.</summary>
    public Refusal? Find(string name, out BulkOperation operation) => operations.Value.TryGetValue(name, out operation!)
        ? null
        : BulkRefusals.OperationUnknown.With(name.Length <= 64 ? name : name[..64], string.Join(", ", operations.Value.Keys)).At("operation");

    private static SortedDictionary<string, BulkOperation> Collect(EndpointDataSource endpoints, JsonSerializerOptions json)
    {
        var found = new SortedDictionary<string, BulkOperation>(StringComparer.Ordinal);
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<BulkRows>() is { } rows)
            {
                found.Add(rows.Name, new(rows.Name, rows.Handler, json));
            }
            else if (endpoint.Metadata.GetMetadata<MethodInfo>() is { } handler
                && handler.GetParameters() is [{ ParameterType: var first }, ..] && BulkOperation.CommandOf(first) is not null)
            {
                var name = endpoint.RoutePattern.RawText!.Trim('/');
                found.Add(name, new(name, handler, json));
            }
        }

        return found;
    }
}

/// <summary>Lets endpoints take files that do not take a <see cref="Batches.Batch{TCommand}"/>.</summary>
public static class BulkMapping
{
    /// <summary>Says what a row of a file is for this endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="name">The name of the operation for files.</param>
    /// <param name="handler">Records a row, its first parameter; the others are bound as those of an endpoint are.</param>
    public static RouteHandlerBuilder WithBulkRows(this RouteHandlerBuilder endpoint, string name, Delegate handler) =>
        endpoint.WithMetadata(new BulkRows(name, handler.Method));
}

internal sealed record BulkRows(string Name, MethodInfo Handler);
