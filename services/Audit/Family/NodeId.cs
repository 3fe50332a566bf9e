using System.Text.Json.Serialization;
using Traceability.Contracts.Identifiers;

namespace Traceability.Audit.Family;

/// <summary>What a thing in a family tree is.</summary>
public enum NodeKind
{
    /// <summary>A pack, module, cell or second-life product (电池).</summary>
    Battery,

    /// <summary>A treatment (处理).</summary>
    Treatment,

    /// <summary>A lot of recovered material (批次).</summary>
    Lot,
}

/// <summary>A thing in a family tree. Ids of lots are what makers declare, and may look like anything, even like the code of a battery.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id" example="lot-0123456789abcdef0123">The code of the battery, or the id of the treatment or lot.</param>
public readonly record struct NodeId(NodeKind Kind, string Id)
{
    /// <summary>A battery.</summary>
    public static NodeId Of(BatteryCode battery) => new(NodeKind.Battery, battery.Value);

    /// <summary>A treatment.</summary>
    public static NodeId Treatment(string id) => new(NodeKind.Treatment, id);

    /// <summary>A lot.</summary>
    public static NodeId Lot(string id) => new(NodeKind.Lot, id);

    /// <summary>As it is kept and sorted: the first letter of the kind and the id.</summary>
    [JsonIgnore]
    public string Key => $"{char.ToLowerInvariant(Kind.ToString()[0])}:{Id}";

    /// <summary>Reads a key.</summary>
    public static NodeId OfKey(string key) => new(
        key[0] switch { 'b' => NodeKind.Battery, 't' => NodeKind.Treatment, _ => NodeKind.Lot },
        key[2..]);
}
