namespace Traceability.Contracts.Identifiers;

/// <summary>What can be wrong with an identifier. The first flaw from the left is the one that is told.</summary>
public static class IdentifierRefusals
{
    private const string BatteryCoding = "GB/T 34014-2017";
    private const string CreditCoding = "GB 32100-2015";
    private const string VehicleCoding = "GB 16735-2019 / ISO 3779";
    private const string RegionCoding = "GB/T 2260";

    /// <summary>There is no text at all.</summary>
    public static readonly RefusalKind Missing = Malformed(
        "identifier-missing", "Identifier missing",
        "No {0} is given. Give {1}.");

    /// <summary>A lower-case letter where the standard knows capitals only; it is not raised silently, as that would change what was given.</summary>
    public static readonly RefusalKind LowerCase = Malformed(
        "identifier-lower-case", "Lower-case letter",
        "{0} of the {1} is the lower-case letter {2}, but {3} uses capital letters only. Write it with capitals, as it is printed.");

    /// <summary>A code without prefix that has no length known to GB/T 34014.</summary>
    public static readonly RefusalKind BatteryCodeLength = Malformed(
        "battery-code-length", "Battery code of a wrong length",
        "{0} has {1} characters, but a GB/T 34014-2017 code has 24, or 19 for a second-life product (26 in the older form). "
        + "Complete it, or put \"gbt45565:\" or \"other:\" in front of a code of another scheme.", BatteryCoding);

    /// <summary>A prefix that names no scheme.</summary>
    public static readonly RefusalKind BatteryCodeScheme = Malformed(
        "battery-code-scheme", "Unknown scheme of a battery code",
        "{0} is no scheme of battery codes. Put \"gbt45565:\" or \"other:\" in front, in lower case, or nothing for a GB/T 34014-2017 code.");

    /// <summary>A prefix followed by nothing or by too much.</summary>
    public static readonly RefusalKind BatteryCodeBodyLength = Malformed(
        "battery-code-body-length", "Battery code too short or too long",
        "{0} is followed by {1} characters, but a battery code has 1 to 64 after it. Give the code as it stands on the battery.");

    /// <summary>A character that the scheme of the prefix does not know.</summary>
    public static readonly RefusalKind BatteryCodeBodyCharacter = Malformed(
        "battery-code-body-character", "Impossible character in a battery code",
        "{0} of the battery code is {1}, but {2} is expected there. Read the code off the battery again.");

    /// <summary>A GB/T 34014 code behind a prefix: the battery would have two names.</summary>
    public static readonly RefusalKind BatteryCodePrefixNeedless = Malformed(
        "battery-code-prefix-needless", "Prefix in front of a GB/T 34014 code",
        "{0} is a GB/T 34014-2017 code, which bears no prefix. Leave \"other:\" out, so that the battery has one name only.", BatteryCoding);

    /// <summary>A character that may not stand where it stands.</summary>
    public static readonly RefusalKind BatteryCodeCharacter = Malformed(
        "battery-code-character", "Impossible character in a battery code",
        "Position {0} of the battery code is {1}, but {2} is expected there. Read the code off the label again.", BatteryCoding);

    /// <summary>A day that no calendar has.</summary>
    public static readonly RefusalKind BatteryCodeDate = Malformed(
        "battery-code-date", "Impossible production date in a battery code",
        "Positions {0} of the battery code, {1}, mean {2}, a date that does not exist. Read the code off the label again.", BatteryCoding);

    /// <summary>The serial number that is never given.</summary>
    public static readonly RefusalKind BatteryCodeSerial = Malformed(
        "battery-code-serial", "Impossible serial number in a battery code",
        "Positions {0} of the battery code are 0000000, but serial numbers run from 0000001 to 9999999 on each day of production. "
        + "Read the code off the label again.", BatteryCoding);

    /// <summary>A unified social credit code that is too short or too long.</summary>
    public static readonly RefusalKind CreditCodeLength = Malformed(
        "credit-code-length", "Unified social credit code of a wrong length",
        "{0} has {1} characters, but a unified social credit code has 18. Copy it from the business licence.", CreditCoding);

    /// <summary>A character that may not stand where it stands.</summary>
    public static readonly RefusalKind CreditCodeCharacter = Malformed(
        "credit-code-character", "Impossible character in a unified social credit code",
        "Position {0} of the unified social credit code is {1}, but {2} is expected there. Copy it from the business licence.", CreditCoding);

    /// <summary>The number of a person in the place of a company's; the sentence never repeats it.</summary>
    public static readonly RefusalKind CreditCodeOfPerson = Malformed(
        "credit-code-of-person", "Number of a natural person",
        "This is not a unified social credit code: it looks like the number of a natural person's identity card (居民身份证), which must not "
        + "enter the registry. Give the code of the organisation, from its business licence; a private owner is named by an owner reference only.",
        "GB 11643-1999");

    /// <summary>A D-U-N-S number that is too short or too long.</summary>
    public static readonly RefusalKind DunsLength = Malformed(
        "duns-length", "D-U-N-S number of a wrong length",
        "{0} has {1} characters, but a D-U-N-S number has 9 digits. Write them without hyphens and spaces.");

    /// <summary>A character other than a digit.</summary>
    public static readonly RefusalKind DunsCharacter = Malformed(
        "duns-character", "Impossible character in a D-U-N-S number",
        "Position {0} of the D-U-N-S number is {1}, but a digit is expected there. Write the 9 digits without hyphens and spaces.");

    /// <summary>A party that is named by neither of the two known codes.</summary>
    public static readonly RefusalKind PartyIdLength = Malformed(
        "party-id-length", "Party code of a wrong length",
        "{0} has {1} characters, but a party is named by its unified social credit code (18) or, outside China, by its D-U-N-S number (9 digits).");

    /// <summary>A text that cannot refer to a private owner.</summary>
    public static readonly RefusalKind OwnerReferenceShape = Malformed(
        "owner-reference-shape", "No reference to a private owner",
        "{0} is no reference to a private owner: that is \"owner-\" and 26 further characters, 32 in all, and here are {1}. "
        + "Use the reference that was drawn for this owner; never a name or a number of the person.");

    /// <summary>A character that a reference never has.</summary>
    public static readonly RefusalKind OwnerReferenceCharacter = Malformed(
        "owner-reference-character", "Impossible character in a reference to a private owner",
        "Position {0} of the owner reference is {1}, but a digit or a lower-case letter other than i, l, o and u is expected there. "
        + "Use the reference that was drawn for this owner.");

    /// <summary>A holder that is neither a party nor a private owner.</summary>
    public static readonly RefusalKind HolderIdShape = Malformed(
        "holder-id-shape", "Neither a party nor a private owner",
        "{0} has {1} characters, but a holder is a unified social credit code (18), a D-U-N-S number (9 digits) "
        + "or the reference to a private owner (\"owner-\" and 26 characters).");

    /// <summary>A VIN that is too short or too long.</summary>
    public static readonly RefusalKind VinLength = Malformed(
        "vin-length", "VIN of a wrong length",
        "{0} has {1} characters, but a VIN has 17. Read it off the vehicle or its certificate.", VehicleCoding);

    /// <summary>A character that VINs never have.</summary>
    public static readonly RefusalKind VinCharacter = Malformed(
        "vin-character", "Impossible character in a VIN",
        "Position {0} of the VIN is {1}, but a digit or a capital letter other than I, O and Q is expected there. "
        + "Read it off the vehicle or its certificate.", VehicleCoding);

    /// <summary>A VIN of a Chinese maker with a mistake somewhere.</summary>
    public static readonly RefusalKind VinCheckDigit = Malformed(
        "vin-check-digit", "VIN that contradicts its check digit",
        "Position 9 of the VIN, its check digit, is {0}, but the other characters call for {1}. "
        + "At least one of the 17 is wrong: read it off the vehicle or its certificate.", VehicleCoding);

    /// <summary>A region code that is too short or too long.</summary>
    public static readonly RefusalKind RegionCodeLength = Malformed(
        "region-code-length", "Region code of a wrong length",
        "{0} has {1} characters, but a region code has 6 digits. Fill up with zeros at the end: 520000 is Guizhou.", RegionCoding);

    /// <summary>A character other than a digit.</summary>
    public static readonly RefusalKind RegionCodeCharacter = Malformed(
        "region-code-character", "Impossible character in a region code",
        "Position {0} of the region code is {1}, but a digit is expected there. Give the 6 digits of GB/T 2260.", RegionCoding);

    /// <summary>The first two digits name no province.</summary>
    public static readonly RefusalKind RegionCodeProvince = Malformed(
        "region-code-province", "Unknown province in a region code",
        "Region code {0} begins with {1}, which is the code of no province. Give the 6 digits of GB/T 2260; 100000 is the whole country.", RegionCoding);

    /// <summary>In Guizhou every prefecture and county is known, and this is none of them.</summary>
    public static readonly RefusalKind RegionCodeUnknown = Malformed(
        "region-code-unknown", "Unknown region in Guizhou",
        "Region code {0} is no prefecture or county of Guizhou (贵州省). Give the code in force; 520000 is the whole province.", RegionCoding);

    private static RefusalKind Malformed(string code, string title, string template, string? source = null) =>
        new(code, RefusalCategory.Malformed, title, template, source);
}
