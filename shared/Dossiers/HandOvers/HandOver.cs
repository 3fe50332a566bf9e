using Traceability.Contracts;
using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers.HandOvers;

/// <summary>
/// A dossier on its way from one keeper to the next (移交), without its entries: those stay with the keeper that wrote them, and are
/// published from there.
/// </summary>
public sealed record HandOver
{
    /// <summary>Whose dossier.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>How often it has been handed over, this time included: whoever has the dossier at this epoch or a later one ignores it.</summary>
    public required long Epoch { get; init; }

    /// <summary>The number of the last entry; 0 where nothing is recorded yet and the code is only reserved.</summary>
    public required int Sequence { get; init; }

    /// <summary>The seal of the last entry.</summary>
    public Seal? Seal { get; init; }

    /// <summary>The fold of all entries; null while there is none.</summary>
    public Standing? Standing { get; init; }

    /// <summary>Who lets go of it.</summary>
    public required string From { get; init; }

    /// <summary>Who keeps it from now on.</summary>
    public required string To { get; init; }
}
