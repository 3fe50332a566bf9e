using System.Text.Json.Serialization;

namespace Traceability.Contracts;

/// <summary>What the cathode (or the whole cell) is made of (电池类型).</summary>
public enum Chemistry
{
    /// <summary>Lithium iron phosphate (磷酸铁锂).</summary>
    [JsonStringEnumMemberName("LFP")] Lfp,

    /// <summary>Nickel cobalt manganese 1:1:1 (三元).</summary>
    [JsonStringEnumMemberName("NCM111")] Ncm111,

    /// <summary>Nickel cobalt manganese 5:2:3 (三元).</summary>
    [JsonStringEnumMemberName("NCM523")] Ncm523,

    /// <summary>Nickel cobalt manganese 6:2:2 (三元).</summary>
    [JsonStringEnumMemberName("NCM622")] Ncm622,

    /// <summary>Nickel cobalt manganese 8:1:1 (三元).</summary>
    [JsonStringEnumMemberName("NCM811")] Ncm811,

    /// <summary>Nickel cobalt aluminium (三元).</summary>
    [JsonStringEnumMemberName("NCA")] Nca,

    /// <summary>Lithium manganese iron phosphate (磷酸锰铁锂).</summary>
    [JsonStringEnumMemberName("LMFP")] Lmfp,

    /// <summary>Lithium manganese oxide (锰酸锂).</summary>
    [JsonStringEnumMemberName("LMO")] Lmo,

    /// <summary>Lithium cobalt oxide (钴酸锂).</summary>
    [JsonStringEnumMemberName("LCO")] Lco,

    /// <summary>Lithium titanate anode (钛酸锂).</summary>
    [JsonStringEnumMemberName("LTO")] Lto,

    /// <summary>Sodium-ion (钠离子).</summary>
    [JsonStringEnumMemberName("Na-ion")] NaIon,

    /// <summary>Nickel metal hydride (镍氢).</summary>
    [JsonStringEnumMemberName("Ni-MH")] NiMh,

    /// <summary>None of the above (其他).</summary>
    [JsonStringEnumMemberName("other")] Other,
}

/// <summary>What a chemistry means for the rules.</summary>
public static class Chemistries
{
    /// <summary>
    /// Whether GB/T 38698.1 (packing and transport of retired lithium-ion batteries) applies. An unnamed chemistry counts as
    /// lithium-ion: the safer reading.
    /// </summary>
    public static bool IsLithiumIon(this Chemistry chemistry) => chemistry is not (Chemistry.NaIon or Chemistry.NiMh);

    /// <summary>The letters that GB/T 34014-2017 gives the chemistry at position 5; LMFP and Na-ion have none of their own.</summary>
    public static string CodeLetters(this Chemistry chemistry) => chemistry switch
    {
        Chemistry.NiMh => "A",
        Chemistry.Lfp => "B",
        Chemistry.Lmfp => "BZ",
        Chemistry.Lmo => "C",
        Chemistry.Lco => "D",
        Chemistry.Ncm111 or Chemistry.Ncm523 or Chemistry.Ncm622 or Chemistry.Ncm811 or Chemistry.Nca => "E",
        Chemistry.Lto => "G",
        Chemistry.NaIon => "Z",
        _ => "FZ",
    };
}
