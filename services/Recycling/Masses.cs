using Traceability.Contracts;
using Traceability.Dossiers;

namespace Traceability.Recycling;

/// <summary>Masses in kilograms.</summary>
internal static class Masses
{
    public const decimal BatteryKgMax = 20_000;

    // With six decimals the largest mass still has 15 significant digits.
    public const decimal LotKgMax = 100_000_000;
    private const int DecimalsMax = 6;

    private static readonly Phrase Decimals = new("in kilograms with at most {0} decimals");

    /// <summary>The refusal of a mass that is not above 0, too large, or finer than milligrams (sums must stay exact), or null.</summary>
    public static Refusal? Refuse(decimal? massKg, decimal max, string field) =>
        CommonRules.RefusePositive(massKg, max, field)
        ?? (massKg is { } mass && decimal.Round(mass, DecimalsMax) != mass
            ? DossierRefusals.NumberOutOfRange.With(field, Decimals.With(DecimalsMax), massKg).At(field)
            : null);
}
