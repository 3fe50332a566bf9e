namespace Traceability.Contracts.Materials;

/// <summary>What comes out of a treatment.</summary>
public enum Material
{
    /// <summary>Lithium carbonate, Li₂CO₃ (碳酸锂).</summary>
    LithiumCarbonate,

    /// <summary>Lithium hydroxide monohydrate, LiOH·H₂O (氢氧化锂).</summary>
    LithiumHydroxide,

    /// <summary>Nickel sulfate hexahydrate, NiSO₄·6H₂O (硫酸镍).</summary>
    NickelSulfate,

    /// <summary>Cobalt sulfate heptahydrate, CoSO₄·7H₂O (硫酸钴).</summary>
    CobaltSulfate,

    /// <summary>Manganese sulfate monohydrate, MnSO₄·H₂O (硫酸锰).</summary>
    ManganeseSulfate,

    /// <summary>Electrode powder after crushing and sorting (电极粉料, 黑粉).</summary>
    BlackMass,

    /// <summary>Cells and modules out of dismantled packs, to be treated further (电芯).</summary>
    Cells,

    /// <summary>Metal alloy from a furnace, to be treated further (合金).</summary>
    Alloy,

    /// <summary>Cathode material that was repaired (正极材料).</summary>
    CathodeMaterial,

    /// <summary>Copper (铜).</summary>
    Copper,

    /// <summary>Aluminium (铝).</summary>
    Aluminium,

    /// <summary>Graphite (石墨).</summary>
    Graphite,

    /// <summary>Steel (钢).</summary>
    Steel,

    /// <summary>Plastic (塑料).</summary>
    Plastic,

    /// <summary>Electrolyte (电解液).</summary>
    Electrolyte,

    /// <summary>Anything else, named in the description (其他).</summary>
    Other,
}
