using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Dossiers.Documents;

/// <summary>Who may read a document that is one party's: that party, and regulators in whose region it is.</summary>
public static class Readership
{
    /// <summary>Whether the party may read what is the owner's and in the region.</summary>
    public static bool MayRead(Party party, PartyId owner, RegionCode region) =>
        party.Id == owner || (party.Is(PartyRole.Regulator) && party.Region.Contains(region));

    /// <summary>The tags by which either lists it: one for the owner, one for the region and each that contains it.</summary>
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
