namespace Traceability.Contracts;

/// <summary>How large a piece a battery is; GB/T 34014-2017 codes it in position 4.</summary>
public enum BatteryLevel
{
    /// <summary>A battery pack (蓄电池包), letter P: what is built into a vehicle.</summary>
    Pack,

    /// <summary>A module (模块), letter M: several cells in one housing.</summary>
    Module,

    /// <summary>A single cell (单体蓄电池), letter C.</summary>
    Cell,
}
