using Traceability.Contracts;

namespace Traceability.Registration;

/// <summary>How the registration service says no, in order of precedence.</summary>
public static class RegistrationRefusals
{
    /// <summary>A second-life code at the wrong desk.</summary>
    public static readonly RefusalKind CodeOfSecondLife = new(
        "code-of-second-life", RefusalCategory.Inadmissible, "Code of a second-life product",
        "{0} is the code of a second-life product. Register it with POST /products, which keeps the codes of its origins.", "GB/T 34014-2017");

    /// <summary>A part is as large as the whole.</summary>
    public static readonly RefusalKind PartLevelTooHigh = new(
        "part-level-too-high", RefusalCategory.Inadmissible, "Part level too high",
        "{0} is a {1} and cannot be part of a {2}: packs are made of modules or cells, modules of cells.");

    /// <summary>Too few or too many parts.</summary>
    public static readonly RefusalKind PartsOutOfRange = new(
        "parts-out-of-range", RefusalCategory.Malformed, "Parts out of range",
        "{0} parts are given, but {1} to {2} can be, each named once.");

    /// <summary>Too many lots in one battery.</summary>
    public static readonly RefusalKind RecycledContentOutOfRange = new(
        "recycled-content-out-of-range", RefusalCategory.Malformed, "Too much recycled content",
        "{0} entries of recycled content are given, but a battery has at most {1}. Merge the lots first.");

    /// <summary>A second-life product in a vehicle.</summary>
    public static readonly RefusalKind SecondLifeNotForVehicles = new(
        "second-life-not-for-vehicles", RefusalCategory.Inadmissible, "Second-life product not for vehicles",
        "{0} is a second-life product and cannot be installed in a vehicle or built into a new battery.", "Order 73 art. 22");

    /// <summary>It is in another vehicle.</summary>
    public static readonly RefusalKind OtherVehicle = new(
        "other-vehicle", RefusalCategory.Conflict, "Other vehicle",
        "Battery {0} is not bound to vehicle {1}. Check the vehicle identification number.");

    /// <summary>A battery cannot replace itself.</summary>
    public static readonly RefusalKind ReplacesItself = new(
        "replaces-itself", RefusalCategory.Malformed, "Replaces itself", "Battery {0} is named as the old and the new battery.");

    /// <summary>Nothing or too much is corrected.</summary>
    public static readonly RefusalKind NothingToCorrect = new(
        "nothing-to-correct", RefusalCategory.Malformed, "Nothing to correct",
        "Give either the nameplate (correcting entry 1) or the vin (correcting the installation in force), not both or none.");

    /// <summary>The entry named cannot be corrected so.</summary>
    public static readonly RefusalKind EntryNotCorrectable = new(
        "entry-not-correctable", RefusalCategory.Conflict, "Entry not correctable",
        "Entry {0} of {1} cannot be corrected so. A nameplate corrects entry 1, a vin the installation in force{2}.");

    /// <summary>Only who recorded a fact may correct it.</summary>
    public static readonly RefusalKind NotTheRecorder = new(
        "not-the-recorder", RefusalCategory.Forbidden, "Not the recorder",
        "Only the party that had the entry recorded may correct it.");

    /// <summary>Outlets collect and store.</summary>
    public static readonly RefusalKind OutletMayNotDismantle = new(
        "outlet-may-not-dismantle", RefusalCategory.Forbidden, "Outlet may not dismantle",
        "{0} is a take-back outlet and may not take batteries apart. Hand the battery on whole to a company that may.", "MIIT Announcement 46 (2019)");

    /// <summary>It is not in it.</summary>
    public static readonly RefusalKind NotAPart = new(
        "not-a-part", RefusalCategory.Conflict, "Not a part",
        "{0} is not a part of {1}.");
}
