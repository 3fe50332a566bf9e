using System.Globalization;

namespace Traceability.Contracts;

/// <summary>One way the registry says "recorded, but look at this": a stable code and a sentence.</summary>
/// <param name="Code">Lower-case words joined by hyphens; never changes once published.</param>
/// <param name="Template">A composite format string for the sentence about this occurrence.</param>
public sealed record WarningKind(string Code, string Template)
{
    /// <summary>A warning of this kind about one member of the request.</summary>
    public Warning At(string field, params object?[] arguments) =>
        new(Code, field, string.Format(CultureInfo.InvariantCulture, Template, arguments));
}

/// <summary>Something implausible that does not stop the recording; it is given back in the receipt.</summary>
/// <param name="Code" example="energy-implausible">Stable code of the warning.</param>
/// <param name="Field" example="energyKwh">The member of the request it is about.</param>
/// <param name="Detail" example="Energy should be 59.7 kWh for 345 V and 173 Ah, but 75 kWh is given.">A sentence for a person.</param>
public sealed record Warning(string Code, string Field, string Detail);
