using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Standalone.Sample;

/// <summary>The organisations of the sample: all nine prefectures, every role. Names say that they are made up.</summary>
internal sealed class SampleParties
{
    private static readonly DateOnly PermitsSince = new(2017, 1, 1);

    private readonly List<SampleParty> all = [];

    public SampleParties()
    {
        var permits = Permits(until: null);
        Add("520115", "Cell and Pack Works", ["SP1"], [], PartyRole.BatteryMaker);
        Add("520303", "Ternary Battery Works", ["SP2"], [], PartyRole.BatteryMaker);
        Add("520603", "Car and Battery Works", ["SP3"], [], PartyRole.BatteryMaker, PartyRole.VehicleMaker);
        Add("520402", "Bus and Battery Works", ["SP4"], [], PartyRole.BatteryMaker, PartyRole.VehicleMaker);
        Add("520181", "Vehicle Imports", ["SP5"], [], PartyRole.Importer);
        Add("520112", "Car Works East", [], [], PartyRole.VehicleMaker);
        Add("520201", "Car Works West", [], [], PartyRole.VehicleMaker);
        Add("520111", "Battery Swapping", [], [], PartyRole.SwapOperator);
        AddAll(["520103", "520302", "522701"], "City Buses and Workshop", [], PartyRole.Repairer);
        AddAll(["520627", "522702", "522301"], "Battery Materials", [], PartyRole.MaterialMaker);
        Add("520502", "Storage from Packs", ["SP7"], permits, PartyRole.SecondLifeUser);
        Add("520121", "Storage from Modules", ["SP8"], permits, PartyRole.SecondLifeUser);
        Add("522601", "Tower Power", ["SP9"], permits, PartyRole.SecondLifeUser);
        AddAll(["520602", "522302", "522725"], "Battery Recycling", permits, PartyRole.Recycler);
        ExpiredRecycler = Add("520281", "Expired Recycling", [], Permits(until: new(2026, 5, 31)), PartyRole.Recycler);
        AddAll(["520113", "520304", "520523", "522631"], "Vehicle Dismantling", [], PartyRole.Dismantler);
        foreach (var prefecture in GuizhouRegions.Prefectures)
        {
            string[] counties = [.. GuizhouRegions.Counties.Where(prefecture.Contains).Select(county => county.Value)];
            Add(counties[0], "Car Sales", [], [], PartyRole.Dealer);
            Add(counties[1], "Car Sales and Workshop", [], [], PartyRole.Dealer, PartyRole.Repairer);
            Add(counties[^1], "Battery Take-back", [], [], PartyRole.CollectionOutlet);
            AddAuthority(prefecture);
        }

        Regulator = AddAuthority(GuizhouRegions.Province);
        foreach (var county in GuizhouRegions.Counties.Where((_, number) => number % 15 == 0))
        {
            AddAuthority(county);
        }
    }

    /// <summary>All of them, in a fixed order.</summary>
    public IReadOnlyList<SampleParty> All => all;

    /// <summary>The regulator of the province.</summary>
    public SampleParty Regulator { get; }

    /// <summary>The recycler whose permit for discharging pollutants has run out on 2026-05-31.</summary>
    public SampleParty ExpiredRecycler { get; }

    /// <summary>The party to which a vendor code is filed.</summary>
    public SampleParty OfVendor(string vendor) => all.First(party => party.Registration.VendorCodes.Contains(vendor));

    /// <summary>Those that have the role and may receive what is theirs to receive, in a fixed order.</summary>
    public IReadOnlyList<SampleParty> With(PartyRole role) => [.. all.Where(party => party.Is(role) && party != ExpiredRecycler)];

    /// <summary>One that has the role, out of the region's prefecture where there is one.</summary>
    public SampleParty Near(RegionCode region, PartyRole role, Random luck)
    {
        var candidates = With(role);
        List<SampleParty> near = [.. candidates.Where(party => party.Region.Prefecture == region.Prefecture)];
        return near.Count > 0 ? near[luck.Next(near.Count)] : candidates[luck.Next(candidates.Count)];
    }

    private static IReadOnlyList<Permit> Permits(DateOnly? until) =>
    [
        new() { Kind = PermitKind.InvestmentFiling, Number = "SAMPLE-F", ValidFrom = PermitsSince },
        new() { Kind = PermitKind.EnvironmentalImpactAssessment, Number = "SAMPLE-E", ValidFrom = PermitsSince },
        new() { Kind = PermitKind.PollutantDischarge, Number = "SAMPLE-P", ValidFrom = PermitsSince, ValidUntil = until },
    ];

    private void AddAll(string[] regions, string trade, IReadOnlyList<Permit> permits, params PartyRole[] roles)
    {
        foreach (var region in regions)
        {
            Add(region, trade, [], permits, roles);
        }
    }

    private SampleParty AddAuthority(RegionCode region) => Add(region.Value, "industry department", [], [], PartyRole.Regulator);

    private SampleParty Add(string region, string trade, string[] vendorCodes, IReadOnlyList<Permit> permits, params PartyRole[] roles)
    {
        var at = RegionCode.Of(region);
        var party = new SampleParty
        {
            Registration = new()
            {
                Id = SampleCodes.Uscc(roles.Contains(PartyRole.Regulator) ? "11" : "91", at, all.Count + 1),
                Name = $"Sample {at.Name} {trade} (虚构)",
                Roles = roles,
                Region = at,
                VendorCodes = vendorCodes,
                Permits = permits,
            },
            Acts = !roles.Contains(PartyRole.Regulator),
        };
        all.Add(party);
        return party;
    }
}
