namespace Traceability.Contracts.Identifiers;

/// <summary>How large a region is (行政区划级别).</summary>
public enum RegionTier
{
    /// <summary>The whole country (全国): 100000.</summary>
    Country,

    /// <summary>A province, autonomous region, municipality or special administrative region (省级): ends in 0000.</summary>
    Province,

    /// <summary>A prefecture (地级): ends in 00.</summary>
    Prefecture,

    /// <summary>A county, district or county-level city (县级).</summary>
    County,
}
