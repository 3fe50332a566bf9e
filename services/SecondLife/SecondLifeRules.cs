using Traceability.Dossiers.Rules;

namespace Traceability.SecondLife;

/// <summary>What second-life products are judged by (<c>rules.json</c>, and what may have a second life at all).</summary>
public sealed record SecondLifeRules : SecondLifeAdmission
{
    /// <summary>Whether a GB/T 34014 code must begin with a vendor code that was filed for the maker of the product.</summary>
    public required bool VendorCodeMustBeFiled { get; init; }
}
