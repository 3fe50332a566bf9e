using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Documents;

namespace Traceability.Retirement;

/// <summary>
/// Which batteries may be bound to a vehicle: where to look, no more, since the dossiers alone say what is. It has one small document
/// for each battery that was ever in a vehicle, and can be made anew from the entries.
/// </summary>
public sealed class BoundBatteries(IDocumentStore store) : ISubscriber<EntryRecorded>
{
    private const int VehicleMax = 500;

    private readonly Documents<LastBinding> bindings = new(
        store, "vehicle-bindings", static binding => binding.Vin is { } vin ? [TagOf(vin)] : []);

    /// <summary>The batteries last heard of in the vehicle.</summary>
    public async Task<IReadOnlyList<BatteryCode>> Of(Vin vin, CancellationToken cancellation) =>
        [.. (await bindings.List(TagOf(vin), null, VehicleMax, cancellation)).Select(found => found.Value.Battery)];

    /// <inheritdoc/>
    public Task Receive(IReadOnlyList<EntryRecorded> messages, CancellationToken cancellation) => Task.WhenAll(messages
        .Select(message => LastBinding.After(message.Entry.Entry))
        .OfType<LastBinding>()
        .GroupBy(binding => binding.Battery)
        .Select(battery => battery.MaxBy(binding => binding.Sequence)!)
        .Select(latest => bindings.Change(latest.Battery.Value, known => known is null || known.Sequence < latest.Sequence ? latest : null, cancellation)));

    private static string TagOf(Vin vin) => $"vin:{vin}";
}

/// <summary>What the latest entry about a battery's vehicle says; it stays when there is none any more, so that an older entry that comes late changes nothing.</summary>
/// <param name="Battery">The battery.</param>
/// <param name="Sequence">The number of that entry.</param>
/// <param name="Vin">The vehicle; null once the battery has left it.</param>
public sealed record LastBinding(BatteryCode Battery, int Sequence, Vin? Vin = null)
{
    /// <summary>What an entry says of the battery's vehicle, or null where it says nothing.</summary>
    public static LastBinding? After(Entry entry) => entry.Data switch
    {
        BatteryInstalled installed => new(entry.Battery, entry.Sequence, installed.Vin),
        BatteryCorrected { Vin: { } vin } => new(entry.Battery, entry.Sequence, vin),
        BatteryRemoved or BatteryRetired { Vin: not null } => new(entry.Battery, entry.Sequence),
        _ => null,
    };
}
