namespace Traceability.Contracts.Identifiers;

/// <summary>What can be doubtful about an identifier that is accepted all the same.</summary>
public static class IdentifierWarnings
{
    /// <summary>Letters that makers avoid, as they are read as 1 and 0.</summary>
    public static readonly WarningKind BatteryCodeAmbiguousLetter = new(
        "battery-code-ambiguous-letter",
        "The battery code has {0} in position {1}: I, O and Q are easily misread digits. Compare it with the label.");

    /// <summary>The last character of a unified social credit code; some early codes of pilot areas fail it and are valid.</summary>
    public static readonly WarningKind CreditCodeCheck = new(
        "credit-code-check",
        "Position 18 of the unified social credit code, its check character, is \"{0}\", but the other characters call for \"{1}\". "
        + "Some early codes are valid nevertheless: compare it with the business licence.");

    /// <summary>The check character of the organisation code (GB 11714) inside a unified social credit code.</summary>
    public static readonly WarningKind CreditCodeOrganisationCheck = new(
        "credit-code-organisation-check",
        "Position 17 of the unified social credit code, the check character of the organisation code, is \"{0}\", "
        + "but positions 9-16 call for \"{1}\". Compare it with the business licence.");

    /// <summary>The check digit of an imported vehicle, which need not have one.</summary>
    public static readonly WarningKind VinCheckDigit = new(
        "vin-check-digit",
        "Position 9 of the VIN is \"{0}\", but as a check digit it would be \"{1}\". "
        + "Vehicles made outside China need not have one: compare the VIN with the vehicle.");

    /// <summary>A character that no model year has.</summary>
    public static readonly WarningKind VinModelYear = new(
        "vin-model-year",
        "Position 10 of the VIN is \"{0}\", which stands for no model year. Compare the VIN with the vehicle.");

    /// <summary>A code that was in force until the region was merged or renamed.</summary>
    public static readonly WarningKind RegionCodeHistoric = new(
        "region-code-historic",
        "Region code {0} ({1}) is no longer in force; its successor is {2} ({3}). Use that for new facts.");
}
