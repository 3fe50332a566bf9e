using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Recycling.Tests;

/// <summary>Who acts in these tests.</summary>
internal static class Parties
{
    public static readonly Party Maker = Party("91520115MA0TEXT129", "520115", PartyRole.BatteryMaker);
    public static readonly Party Recycler = Party("91520303MA0TEXT39Y", "520303", PartyRole.Recycler);
    public static readonly Party OtherRecycler = Party("91520402MA0TEXT47G", "520402", PartyRole.Recycler);
    public static readonly Party MaterialMaker = Party("91520502MA0TEXT55G", "520502", PartyRole.MaterialMaker);
    public static readonly Party Dealer = Party("91520603MA0TEXT63Y", "520603", PartyRole.Dealer);
    public static readonly Party RegulatorOfZunyi = Party("91522702MA0TEXT719", "520300", PartyRole.Regulator);
    public static readonly Party RegulatorOfBijie = Party("150483782", "520500", PartyRole.Regulator);

    public static IReadOnlyList<Party> All { get; } = [Maker, Recycler, OtherRecycler, MaterialMaker, Dealer, RegulatorOfZunyi, RegulatorOfBijie];

    private static Party Party(string id, string region, params PartyRole[] roles) => new()
    {
        Id = PartyId.Of(id),
        Name = id,
        Roles = roles,
        Region = RegionCode.Of(region),
        Version = 1,
    };
}
