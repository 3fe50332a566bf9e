using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Audit.Search;

/// <summary>
/// Who may see a battery, as words by which what a caller may see is listed: the code of each reader, and of each region that the
/// battery has been in the digits of its province, prefecture and county. Says the same as <see cref="HistoryAccess.MayRead"/>.
/// </summary>
internal static class Seers
{
    /// <summary>All who may see a battery with that standing.</summary>
    public static IReadOnlyList<string> Of(Standing standing) =>
        [.. standing.Readers.Select(reader => reader.Value).Concat(standing.Regions.SelectMany(RegionsAround)).Distinct()];

    /// <summary>The word under which a caller finds what it may see; null where it may see all.</summary>
    public static string? Of(Party party) => !party.Is(PartyRole.Regulator) ? party.Id.Value
        : party.Region == RegionCode.Country ? null
        : Digits(party.Region);

    /// <summary>The digits that the codes of a region and all that lie in it begin with.</summary>
    public static string Digits(RegionCode region) => region.Tier switch
    {
        RegionTier.Country => "",
        RegionTier.Province => region.Value[..2],
        RegionTier.Prefecture => region.Value[..4],
        _ => region.Value,
    };

    private static IEnumerable<string> RegionsAround(RegionCode region)
    {
        var digits = Digits(region);
        for (var length = 2; length <= digits.Length; length += 2)
        {
            yield return digits[..length];
        }
    }
}
