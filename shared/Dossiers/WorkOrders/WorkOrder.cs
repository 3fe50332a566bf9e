using System.Text.Json;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Documents;

namespace Traceability.Dossiers.WorkOrders;

/// <summary>
/// Work over several batteries that is done wholly or not at all (工单): a product made of twelve modules, a treatment batch. It
/// first claims every dossier and decides on each; only when all agree is it due, and from then on it is carried through,
/// whatever crashes.
/// </summary>
public sealed record WorkOrder
{
    /// <summary>How far it has got.</summary>
    public required WorkOrderState State { get; init; }

    /// <summary>
    /// Which attempt at it this is, where there may be several: the claims of one never count as those of another. Null in an order of an
    /// older version.
    /// </summary>
    public string? Attempt { get; init; }

    /// <summary>Who does what, when.</summary>
    public required Act Act { get; init; }

    /// <summary>A line for each battery; none any more where it was dropped and its claims are given back.</summary>
    public required IReadOnlyList<WorkOrderLine> Lines { get; init; }

    /// <summary>Documents that come to be with it: the treatment, its lots.</summary>
    public IReadOnlyList<WorkOrderDocument> Documents { get; init; } = [];

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>Whether nothing is left to be done for it.</summary>
    public bool IsOver() => State == WorkOrderState.Done || (State == WorkOrderState.Dropped && Lines.Count == 0);

    /// <summary>What the dossiers are marked with that it has claimed.</summary>
    /// <param name="id">Its id.</param>
    public string ClaimOf(string id) => Attempt is null ? id : $"{id}/{Attempt}";
}

/// <summary>How far a work order has got.</summary>
public enum WorkOrderState
{
    /// <summary>Dossiers are being claimed; after a crash the claims are given back and nothing has happened.</summary>
    Claiming,

    /// <summary>All agreed: every line will be recorded; after a crash the rest follows.</summary>
    Due,

    /// <summary>Everything is recorded.</summary>
    Done,

    /// <summary>It came to nothing; claims that are left are given back.</summary>
    Dropped,
}

/// <summary>What a work order does to one battery.</summary>
public sealed record WorkOrderLine
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>The entries to record, once they are decided.</summary>
    public IReadOnlyList<LineEntry> Entries { get; init; } = [];

    /// <summary>What looked implausible.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>The receipt, once it is recorded.</summary>
    public Receipt? Receipt { get; init; }
}

/// <summary>Entry data with its kind, so that it can be read back.</summary>
/// <param name="Kind">The kind of entry.</param>
/// <param name="Data">What it says.</param>
public sealed record LineEntry(string Kind, JsonElement Data)
{
    /// <summary>Keeps entry data for later.</summary>
    public static LineEntry Of(EntryData data) =>
        new(EntryKinds.Of(data), JsonSerializer.SerializeToElement(data, data.GetType(), TraceabilityJson.Options));

    /// <summary>The entry data again.</summary>
    public EntryData Read() => (EntryData)Data.Deserialize(
        EntryKinds.TypeOf(Kind) ?? throw new InvalidDataException($"Entry kind {Kind} is not known to this version."),
        TraceabilityJson.Options)!;
}

/// <summary>A document that comes to be with a work order, as version 1 of its collection.</summary>
/// <param name="Collection">Its collection.</param>
/// <param name="Id">Its id.</param>
/// <param name="Body">What it holds.</param>
/// <param name="Tags">By which it can be listed.</param>
public sealed record WorkOrderDocument(string Collection, string Id, JsonElement Body, IReadOnlyList<string> Tags)
{
    /// <summary>A document from a record.</summary>
    public static WorkOrderDocument Of<T>(string collection, string id, T body, params IReadOnlyList<string> tags) =>
        new(collection, id, JsonSerializer.SerializeToElement(body, TraceabilityJson.Options), tags);

    internal Document ToDocument() => new(Collection, Id, 1, JsonSerializer.SerializeToUtf8Bytes(Body), Tags);
}
