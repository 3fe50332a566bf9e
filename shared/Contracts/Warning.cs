namespace Traceability.Contracts;

/// <summary>One way the registry says "recorded, but look at this": a stable code and a sentence.</summary>
/// <param name="Code">Lower-case words joined by hyphens; never changes once published.</param>
/// <param name="Template">A composite format string for the sentence about this occurrence.</param>
public sealed record WarningKind(string Code, string Template)
{
    /// <summary>A warning of this kind about one member of the request.</summary>
    /// <param name="field">The member.</param>
    /// <param name="arguments">The values that the sentence speaks of: numbers, dates, codes and words of enumerations.</param>
    public Warning At(string field, params object?[] arguments)
    {
        string[] written = [.. arguments.Select((argument, index) => Language.English.Format(FormatOf(index), argument))];
        return new(Code, field, string.Format(Language.English, Template, written)) { Arguments = written };
    }

    private string? FormatOf(int index)
    {
        var opening = $"{{{index}:";
        var start = Template.IndexOf(opening, StringComparison.Ordinal);
        return start < 0 ? null : Template[(start + opening.Length)..Template.IndexOf('}', start)];
    }
}

/// <summary>Something implausible that does not stop the recording; it is given back in the receipt.</summary>
/// <param name="Code" example="energy-implausible">Stable code of the warning.</param>
/// <param name="Field" example="energyKwh">The member of the request it is about.</param>
/// <param name="Detail" example="Energy should be 59.7 kWh for 345 V and 173 Ah, but 75 kWh is given.">A sentence for a person.</param>
public sealed record Warning(string Code, string Field, string Detail)
{
    /// <summary>
    /// The values in the sentence, written as they stand in it, so that it can be put into another language later. Absent in what was
    /// stored before warnings kept them.
    /// </summary>
    public IReadOnlyList<string>? Arguments { get; init; }
}
