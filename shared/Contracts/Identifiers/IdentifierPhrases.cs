namespace Traceability.Contracts.Identifiers;

/// <summary>What the sentences of <see cref="IdentifierRefusals"/> are put together from.</summary>
internal static class IdentifierPhrases
{
    public static readonly Phrase StringExpected = new("A string is expected, not {0}.");

    public static readonly Phrase BatteryCode = new("battery code");
    public static readonly Phrase CreditCode = new("unified social credit code");
    public static readonly Phrase DunsNumber = new("D-U-N-S number");
    public static readonly Phrase Party = new("party");
    public static readonly Phrase Holder = new("holder");
    public static readonly Phrase OwnerReference = new("owner reference");
    public static readonly Phrase RegionCode = new("region code");
    public static readonly Phrase Vin = new("VIN");

    public static readonly Phrase OnBattery = new("the code that stands on the battery");
    public static readonly Phrase OnLicence = new("the 18 characters of the business licence");
    public static readonly Phrase NineDigits = new("its 9 digits");
    public static readonly Phrase CreditCodeOrDuns = new("its unified social credit code or, outside China, its D-U-N-S number");
    public static readonly Phrase PartyOrReference = new("the code of a party or the reference to a private owner");
    public static readonly Phrase DrawnReference = new("the reference that was drawn for this owner");
    public static readonly Phrase SixDigits = new("the 6 digits of GB/T 2260");
    public static readonly Phrase OnVehicle = new("the 17 characters that stand on the vehicle");

    public static readonly Phrase Position = new("Position {0}");
    public static readonly Phrase PositionAfter = new("Position {0} after \"{1}\"");

    public static readonly Phrase StrayHalf = new("the stray half of a character (U+{0:X4})");
    public static readonly Phrase Space = new("a space");
    public static readonly Phrase Invisible = new("the invisible character U+{0:X4}");

    public static readonly Phrase VendorCharacter = new("a digit or capital letter of the vendor code");
    public static readonly Phrase LevelLetter = new("P, M or C (pack, module or cell)");
    public static readonly Phrase ChemistryLetter = new("a letter from A to G, or Z (the chemistry)");
    public static readonly Phrase SpecificationCharacter = new("a digit or capital letter of the specification code");
    public static readonly Phrase TraceCharacter = new("a digit or capital letter of the trace code");
    public static readonly Phrase YearCharacter = new("1 to 9 or a capital letter other than I, O, Q, U and Z (the year)");
    public static readonly Phrase MonthCharacter = new("1 to 9, A, B or C (the month)");
    public static readonly Phrase DayCharacter = new("a digit or capital letter other than I, O, Q, U and Z (the day; 0 is the 31st)");
    public static readonly Phrase SerialDigit = new("a digit of the serial number");
    public static readonly Phrase SecondLifeMark = new("R (the mark of a second-life product)");
    public static readonly Phrase SecondLifeLevel = new("P, M or C (the level of the second-life product)");

    public static readonly Phrase CompanyCharacter = new("a digit or a capital letter other than I and O (the company code)");
    public static readonly Phrase CapitalOrHyphen = new("a digit, a capital letter or \"-\"");
    public static readonly Phrase OtherCharacter = new("a letter A-Z or a-z, a digit, \".\", \"_\" or \"-\"");

    public static readonly Phrase RegionDigit = new("a digit of the region code");
    public static readonly Phrase CreditCharacter = new("a digit or a capital letter other than I, O, S, V and Z");
}
