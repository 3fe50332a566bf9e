using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Dossiers.Rules;

namespace Traceability.Retirement;

/// <summary>What a retired battery is judged by (<c>rules.json</c>, and what may have a second life at all).</summary>
public sealed record RetirementRules : SecondLifeAdmission, ICheckedRules
{
    /// <summary>Whether a fit battery is suggested for a second life before it is for recycling (先梯次后再生).</summary>
    public required bool SecondLifeFirst { get; init; }

    /// <summary>How healthy a battery must be for which uses; below every band it is recycled.</summary>
    public required IReadOnlyList<SohBand> SohBands { get; init; }

    /// <summary>A state of health above this, in per cent, is a mistake of measuring or typing.</summary>
    public required decimal SohPercentMax { get; init; }

    /// <summary>Ambient temperature of a test in degrees Celsius, lowest and highest; outside is warned of.</summary>
    public required decimal[] AmbientCelsius { get; init; }

    /// <summary>What happens where a vehicle is scrapped without a battery that is bound to it (车电一体报废).</summary>
    public required CompleteVehicle CompleteVehicle { get; init; }

    /// <summary>Whether vehicles with swappable batteries are excepted from it.</summary>
    public required bool SwapVehiclesExcepted { get; init; }

    /// <summary>Whether proof of a lawful replacement that was not recorded is accepted.</summary>
    public required bool ReplacementAccepted { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Rule, string Fault)> Faults()
    {
        if (AmbientCelsius is not [var lowest, var highest] || lowest > highest)
        {
            yield return ("ambientCelsius", "the lowest temperature comes first, then the highest.");
        }

        foreach (var name in SohBands.CountBy(band => band.Name).Where(count => count.Value > 1).Select(count => count.Key))
        {
            yield return ("sohBands", $"there are two bands called {name}.");
        }
    }
}

/// <summary>How healthy a battery must be for some uses.</summary>
public sealed record SohBand
{
    /// <summary>What the uses have in common (<c>backup</c>).</summary>
    public required string Name { get; init; }

    /// <summary>The uses.</summary>
    public required IReadOnlyList<SecondLifeApplication> Applications { get; init; }

    /// <summary>The state of health in per cent from which on a battery is fit for them, by chemistry.</summary>
    public required IReadOnlyDictionary<Chemistry, decimal> SohPercentMin { get; init; }

    /// <summary>The same for every chemistry that is not named.</summary>
    public required decimal SohPercentMinElse { get; init; }

    /// <summary>The state of health in per cent from which on a battery of the chemistry is fit for the uses.</summary>
    public decimal SohPercentMinFor(Chemistry chemistry) => SohPercentMin.GetValueOrDefault(chemistry, SohPercentMinElse);
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
