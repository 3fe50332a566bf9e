using Traceability.Contracts;
using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers.HandOvers;

/// <summary>The keeper of a dossier that is only to be read does not answer; what a reader would be told without it might not be so.</summary>
public sealed class KeeperSilentException(BatteryCode battery) : Exception($"The keeper of {battery} does not answer.")
{
    /// <summary>What the caller is told.</summary>
    public Refusal Refusal { get; } = DossierRefusals.KeeperSilent.With(battery);
}
