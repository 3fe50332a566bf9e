using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers;

/// <summary>A command about one battery; a request holds up to a thousand of them.</summary>
public interface IBatteryCommand
{
    /// <summary>The battery.</summary>
    BatteryCode Battery { get; }

    /// <summary>When it happened, as the party claims.</summary>
    DateTimeOffset OccurredAt { get; }
}
