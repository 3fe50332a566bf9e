using System.Data.Common;

namespace Traceability.Hosting.Bus;

/// <summary>Tells faults that pass - the store is away, something took too long - from those that come again with the same message.</summary>
internal static class PassingFaults
{
    /// <summary>Whether it is one that passes. The exceptions of a store's driver tell of the store, not of the message.</summary>
    public static bool Is(Exception failure) =>
        failure is DbException or TimeoutException or IOException or OperationCanceledException
        || failure.GetType().FullName!.StartsWith("MongoDB.Driver.", StringComparison.Ordinal)
        || (failure.InnerException is { } inner && Is(inner));
}
