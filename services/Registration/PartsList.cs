using Traceability.Contracts;
using Traceability.Contracts.Identifiers;

namespace Traceability.Registration;

/// <summary>What a list of parts must be.</summary>
internal static class PartsList
{
    private const int CountMax = 1000;

    /// <summary>The refusal of a list that is too short, too long or names a part twice, or null.</summary>
    public static Refusal? Refuse(IReadOnlyList<BatteryCode> parts, int countMin) =>
        parts.Count < countMin || parts.Count > CountMax || parts.Distinct().Count() < parts.Count
            ? RegistrationRefusals.PartsOutOfRange.With(parts.Count, countMin, CountMax).At("parts")
            : null;
}
