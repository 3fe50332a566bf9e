using Traceability.Contracts;

namespace Traceability.Retirement;

/// <summary>How the retirement service says no, in order of precedence.</summary>
public static class RetirementRefusals
{
    /// <summary>An installed battery without its vehicle.</summary>
    public static readonly RefusalKind VinMissing = new(
        "vin-missing", RefusalCategory.Inadmissible, "VIN missing",
        "Battery {0} is installed in a vehicle. Give the vehicle's identification number as vin, which ends the binding.", "Order 73");

    /// <summary>It is or was in another vehicle, or in none.</summary>
    public static readonly RefusalKind NotItsVehicle = new(
        "not-its-vehicle", RefusalCategory.Conflict, "Not its vehicle",
        "Battery {0} is not known to come out of vehicle {1}. Check the vehicle identification number, or have the installation recorded or corrected first.");

    /// <summary>A vehicle is scrapped once.</summary>
    public static readonly RefusalKind VehicleAlreadyScrapped = new(
        "vehicle-already-scrapped", RefusalCategory.Conflict, "Vehicle scrapped already",
        "Vehicle {0} was reported as scrapped before, or is being so at this moment. Check the vehicle identification number.");

    /// <summary>Its battery is missing, and the rules in force block that.</summary>
    public static readonly RefusalKind VehicleIncomplete = new(
        "vehicle-incomplete", RefusalCategory.Conflict, "Vehicle incomplete",
        "Vehicle {0} cannot be scrapped without its battery: {1} is missing. Name what was found, or give proofOfReplacement or swapVehicle where one applies.",
        "Order 73");

    /// <summary>No such report, or none of the caller's business.</summary>
    public static readonly RefusalKind ScrappingUnknown = new(
        "scrapping-unknown", RefusalCategory.Unknown, "Vehicle scrapping unknown",
        "No report of a scrapped vehicle is known under this id that {0} may read. GET /vehicle-scrappings lists those that it may.");

    /// <summary>The test has not happened.</summary>
    public static readonly RefusalKind TestedInFuture = new(
        "tested-in-future", RefusalCategory.Inadmissible, "Tested in the future",
        "testedOn {0:yyyy-MM-dd} is later than today in China ({1:yyyy-MM-dd}). Report the test once it has been made.");

    /// <summary>No battery holds that much more than its rating.</summary>
    public static readonly RefusalKind CapacityImplausible = new(
        "capacity-implausible", RefusalCategory.Inadmissible, "Capacity implausible",
        "{0} Ah is more than {2} % of the rated {1} Ah, which no battery holds. Check the figure, its unit and the rated capacity.",
        "GB/T 34015-2017");

    /// <summary>A second life needs a test.</summary>
    public static readonly RefusalKind NoAssessment = new(
        "no-assessment", RefusalCategory.Conflict, "No residual-capacity test",
        "Battery {0} has not been tested since it went out of use. Record its residual-capacity test with POST /health-assessments first.",
        "GB/T 34015-2017");

    /// <summary>A hazard or the law forbids a second life.</summary>
    public static readonly RefusalKind Vetoed = new(
        "vetoed", RefusalCategory.Inadmissible, "Second life vetoed",
        "Battery {0} cannot be given a second life: {1}. No reason overrides this; a hazard must be removed and the battery tested again.",
        "GB/T 34015.3-2021");

    /// <summary>A decision against the suggestion is not explained.</summary>
    public static readonly RefusalKind OverrideReasonMissing = new(
        "override-reason-missing", RefusalCategory.Inadmissible, "Reason for the override missing",
        "For battery {0} the rules suggest {1} ({2}). Decide so, or say in overrideReason why not.");
}
