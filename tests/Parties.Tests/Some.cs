using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Parties.Tests;

/// <summary>What decisions are tried out on.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 10, 8, 2, 11, 0, TimeSpan.Zero);
    public static readonly Party Administrator = Party("000000000", PartyRole.Administrator);
    public static readonly Party Recycler = Party(Http.Recycler, PartyRole.Recycler);
    public static readonly PartyRecord Kept = new() { Party = Recycler };
    public static readonly Request Fresh = new(null, "fingerprint", null);

    public static RegisterParty Registration() => new()
    {
        Id = PartyId.Of(Http.Recycler),
        Name = "Test Co., Ltd.",
        Roles = [PartyRole.Recycler],
        Region = RegionCode.Of("520115"),
    };

    private static Party Party(string id, PartyRole role) => new()
    {
        Id = PartyId.Of(id),
        Name = "Test Co., Ltd.",
        Roles = [role],
        Region = RegionCode.Of("520115"),
        Version = 1,
    };
}
