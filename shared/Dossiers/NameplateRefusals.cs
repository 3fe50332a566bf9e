using Traceability.Contracts;

namespace Traceability.Dossiers;

/// <summary>Refusals of a code or nameplate under which no dossier can be opened, in order of precedence.</summary>
public static class NameplateRefusals
{
    /// <summary>The code may be read but no longer given.</summary>
    public static readonly RefusalKind CodeNotIssuable = new(
        "code-not-issuable", RefusalCategory.Inadmissible, "Code not issuable",
        "{0} is a second-life code of the older form with 26 characters, which is no longer given. Give the product a code of 19 characters.", "GB/T 34014-2017");

    /// <summary>The vendor code belongs to nobody or to another party.</summary>
    public static readonly RefusalKind VendorCodeNotFiled = new(
        "vendor-code-not-filed", RefusalCategory.Inadmissible, "Vendor code not filed",
        "Vendor code {0} is not filed for {1}. File it with the coding register, and have an administrator add it to the party.", "GB/T 34014-2017");

    /// <summary>Code and nameplate speak of different things.</summary>
    public static readonly RefusalKind LevelNotThatOfCode = new(
        "level-not-that-of-code", RefusalCategory.Inadmissible, "Level not that of the code",
        "The code says {0}, the nameplate says {1}. One of the two is wrong.", "GB/T 34014-2017");

    /// <summary>Code and nameplate give different days.</summary>
    public static readonly RefusalKind ProductionDayNotThatOfCode = new(
        "production-day-not-that-of-code", RefusalCategory.Inadmissible, "Production day not that of the code",
        "The code says {0:yyyy-MM-dd}, the nameplate says {1:yyyy-MM-dd}. One of the two is wrong.", "GB/T 34014-2017");

    /// <summary>It was made after it was registered.</summary>
    public static readonly RefusalKind ProducedAfterRegistration = new(
        "produced-after-registration", RefusalCategory.Inadmissible, "Produced after registration",
        "The production day {0:yyyy-MM-dd} is later than the day of registration {1:yyyy-MM-dd}.");
}
