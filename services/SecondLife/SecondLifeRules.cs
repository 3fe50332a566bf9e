using Traceability.Contracts.Entries;

namespace Traceability.SecondLife;

/// <summary>What second-life products are judged by (<c>rules.json</c>).</summary>
public sealed record SecondLifeRules
{
    /// <summary>Whether second-life products may be made at all.</summary>
    public required bool SecondLifeAllowed { get; init; }

    /// <summary>Whether a GB/T 34014 code must begin with a vendor code that was filed for the maker of the product.</summary>
    public required bool VendorCodeMustBeFiled { get; init; }

    /// <summary>Hazards that keep a battery out of any product until a test no longer finds them.</summary>
    public required IReadOnlyList<SafetyFinding> SafetyVetoes { get; init; }

    /// <summary>Uses that are forbidden, each with the rule that forbids it.</summary>
    public required IReadOnlyDictionary<SecondLifeApplication, Prohibition> ForbiddenApplications { get; init; }
}

/// <summary>What forbids a use.</summary>
/// <param name="Source">The law.</param>
/// <param name="Certainty">How sure it is that the law says so.</param>
public sealed record Prohibition(string Source, string Certainty);
