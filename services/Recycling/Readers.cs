using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Recycling;

/// <summary>Who may read treatments and lots: their owner, and regulators in whose region they are.</summary>
internal static class Readers
{
    public static bool MayRead(Party party, PartyId owner, RegionCode region) =>
        party.Id == owner || (party.Is(PartyRole.Regulator) && party.Region.Contains(region));

    /// <summary>The tags by which either finds them: one for the owner, one for the region and each that contains it.</summary>
    public static IReadOnlyList<string> Tags(PartyId owner, RegionCode region) =>
    [
        OwnerTag(owner),
        .. new[] { region, region.Prefecture, region.Province, RegionCode.Country }.OfType<RegionCode>().Distinct().Select(RegionTag),
    ];

    /// <summary>The tag of all that a party may read.</summary>
    public static string TagFor(Party party) => party.Is(PartyRole.Regulator) ? RegionTag(party.Region) : OwnerTag(party.Id);

    private static string OwnerTag(PartyId owner) => $"owner:{owner}";

    private static string RegionTag(RegionCode region) => $"region:{region}";
}
