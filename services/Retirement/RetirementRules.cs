using Traceability.Contracts;
using Traceability.Contracts.Entries;

namespace Traceability.Retirement;

/// <summary>What a retired battery is judged by (<c>rules.json</c>).</summary>
public sealed record RetirementRules
{
    /// <summary>Whether a battery may be given a second life at all.</summary>
    public required bool SecondLifeAllowed { get; init; }

    /// <summary>A state of health above this, in per cent, is a mistake of measuring or typing.</summary>
    public required decimal SohPercentMax { get; init; }

    /// <summary>Ambient temperature of a test in degrees Celsius, lowest and highest; outside is warned of.</summary>
    public required decimal[] AmbientCelsius { get; init; }

    /// <summary>The state of health in per cent from which on a second life is suggested, by chemistry.</summary>
    public required IReadOnlyDictionary<Chemistry, decimal> SecondLifeSohPercentMin { get; init; }

    /// <summary>The same for every chemistry that is not named.</summary>
    public required decimal SecondLifeSohPercentMinElse { get; init; }

    /// <summary>The hazards that forbid a second life, each with what is to be done instead.</summary>
    public required IReadOnlyDictionary<SafetyFinding, Disposition> Vetoes { get; init; }

    /// <summary>What happens where a vehicle is scrapped without a battery that is bound to it (车电一体报废).</summary>
    public required CompleteVehicle CompleteVehicle { get; init; }

    /// <summary>Whether vehicles with swappable batteries are excepted from it.</summary>
    public required bool SwapVehiclesExcepted { get; init; }

    /// <summary>Whether proof of a lawful replacement that was not recorded is accepted.</summary>
    public required bool ReplacementAccepted { get; init; }

    /// <summary>The state of health in per cent from which on a second life is suggested for the chemistry.</summary>
    public decimal SohPercentMinFor(Chemistry chemistry) => SecondLifeSohPercentMin.GetValueOrDefault(chemistry, SecondLifeSohPercentMinElse);
}

/// <summary>What happens where a vehicle is scrapped without a battery that is bound to it.</summary>
public enum CompleteVehicle
{
    /// <summary>Nothing: the report only lists the battery.</summary>
    Off,

    /// <summary>The vehicle counts as incomplete, and the battery's dossier says so.</summary>
    Flag,

    /// <summary>The report is refused.</summary>
    Block,
}
