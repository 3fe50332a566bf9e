namespace Traceability.Contracts.Identifiers;

/// <summary>The rule by which a battery code was made.</summary>
public enum BatteryCodeScheme
{
    /// <summary>GB/T 34014-2017, a new traction battery (汽车动力蓄电池编码规则): 24 characters.</summary>
    GbT34014,

    /// <summary>GB/T 34014-2017, a second-life product (梯级利用): 19 characters, in an older form 26.</summary>
    GbT34014SecondLife,

    /// <summary>GB/T 45565-2025, lithium-ion batteries other than traction batteries (锂离子电池编码规则).</summary>
    GbT45565,

    /// <summary>Any other code, kept as it is.</summary>
    Other,
}
