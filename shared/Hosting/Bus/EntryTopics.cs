using System.Text.Json;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;

namespace Traceability.Hosting.Bus;

/// <summary>
/// The routing key of an entry, <c>entry.&lt;kind&gt;.&lt;chemistry&gt;.&lt;region&gt;</c>, by which outsiders choose what they get: the
/// chemistry on the nameplate and the region where the battery was last known to be, as this process knows it when it publishes.
/// </summary>
internal sealed class EntryTopics(IDossierStore dossiers)
{
    /// <summary>The routing key of an entry.</summary>
    public async Task<string> Of(SealedEntry entry, CancellationToken cancellation)
    {
        var (battery, data, kind) = (entry.Entry.Battery, entry.Entry.Data, entry.Entry.Kind);
        if (data is BatteryRegistered registered)
        {
            return Key(kind, registered.Nameplate.Chemistry, registered.Region);
        }

        return (await dossiers.Find(battery, cancellation))?.Standing is { } standing
            ? Key(kind, standing.Nameplate.Chemistry, standing.Region)
            : $"entry.{kind}.unknown.unknown";
    }

    private static string Key(string kind, Chemistry chemistry, RegionCode region) =>
        $"entry.{kind}.{JsonSerializer.SerializeToElement(chemistry, TraceabilityJson.Options).GetString()!.ToLowerInvariant()}.{region}";
}
