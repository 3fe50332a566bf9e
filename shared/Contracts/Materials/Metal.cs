namespace Traceability.Contracts.Materials;

/// <summary>A material whose recovery is watched; copper, aluminium and graphite vary so much between batteries that they are only warned of.</summary>
public enum Metal
{
    /// <summary>Li (锂).</summary>
    Lithium,

    /// <summary>Ni (镍).</summary>
    Nickel,

    /// <summary>Co (钴).</summary>
    Cobalt,

    /// <summary>Mn (锰).</summary>
    Manganese,

    /// <summary>Cu (铜).</summary>
    Copper,

    /// <summary>Al (铝).</summary>
    Aluminium,

    /// <summary>C as graphite (石墨).</summary>
    Graphite,
}
