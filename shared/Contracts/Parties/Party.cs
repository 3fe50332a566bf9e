using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts.Parties;

/// <summary>An organisation that acts on batteries (责任主体), as every service knows it.</summary>
/// <remarks>Services keep a local copy, fed by <see cref="Messages.PartyChanged"/>; decisions take it as an argument.</remarks>
public sealed record Party
{
    /// <summary>Unified social credit code (统一社会信用代码) or, for a foreign organisation, DUNS number.</summary>
    public required PartyId Id { get; init; }

    /// <summary>Registered name, as on its licence.</summary>
    public required string Name { get; init; }

    /// <summary>What the organisation may do; a party may have several roles, but a regulator has no other.</summary>
    public required IReadOnlyList<PartyRole> Roles { get; init; }

    /// <summary>Where it is established (GB/T 2260); for a regulator, the region that it supervises.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>Three-character vendor codes (厂商代码) filed for it under GB/T 34014; only these may begin the codes that it registers.</summary>
    public IReadOnlyList<string> VendorCodes { get; init; } = [];

    /// <summary>Approvals and licences with the days on which they are valid.</summary>
    public IReadOnlyList<Permit> Permits { get; init; } = [];

    /// <summary>Set while the party may not act at all.</summary>
    public Suspension? Suspension { get; init; }

    /// <summary>Rises by one with every change; a copy takes a change only if its version is higher.</summary>
    public required long Version { get; init; }

    /// <summary>Whether the party has the role.</summary>
    public bool Is(PartyRole role) => Roles.Contains(role);

    /// <summary>Whether the party has at least one of the roles.</summary>
    public bool IsAnyOf(IEnumerable<PartyRole> roles) => roles.Any(Roles.Contains);

    /// <summary>Whether a permit of this kind is valid on that day.</summary>
    public bool HoldsPermit(PermitKind kind, DateOnly day) => Permits.Any(permit => permit.Kind == kind && permit.IsValidOn(day));
}

/// <summary>What an organisation may do in the life of a battery.</summary>
public enum PartyRole
{
    /// <summary>Makes cells, modules or packs (电池生产企业).</summary>
    BatteryMaker,

    /// <summary>Makes vehicles (汽车生产企业).</summary>
    VehicleMaker,

    /// <summary>Imports batteries or vehicles (进口商).</summary>
    Importer,

    /// <summary>Sells vehicles (销售商).</summary>
    Dealer,

    /// <summary>Repairs vehicles and replaces batteries (维修商).</summary>
    Repairer,

    /// <summary>Operates battery swapping (换电运营企业).</summary>
    SwapOperator,

    /// <summary>Takes back batteries for a maker (回收服务网点).</summary>
    CollectionOutlet,

    /// <summary>Dismantles scrapped vehicles (报废机动车回收拆解企业).</summary>
    Dismantler,

    /// <summary>Makes and operates second-life products (梯次利用企业).</summary>
    SecondLifeUser,

    /// <summary>Recovers materials from retired batteries (再生利用企业).</summary>
    Recycler,

    /// <summary>Makes battery materials (材料生产企业).</summary>
    MaterialMaker,

    /// <summary>Supervises (监管部门).</summary>
    Regulator,

    /// <summary>Runs the registry: registers parties and their credentials.</summary>
    Administrator,
}

/// <summary>An approval or licence and the days on which it is valid.</summary>
public sealed record Permit
{
    /// <summary>What it allows.</summary>
    public required PermitKind Kind { get; init; }

    /// <summary>The number printed on it.</summary>
    /// <example>GZ-2026-0117</example>
    public required string Number { get; init; }

    /// <summary>First day on which it is valid.</summary>
    /// <example>2026-01-17</example>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day on which it is valid; absent where it has no end.</summary>
    /// <example>2031-01-16</example>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Whether it is valid on that day, first and last day included.</summary>
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidUntil is not { } until || day <= until);
}

/// <summary>What a permit allows.</summary>
public enum PermitKind
{
    /// <summary>Investment project approved or filed (投资项目核准或备案), Order 73 art. 18.</summary>
    InvestmentFiling,

    /// <summary>Environmental impact assessment approved (环境影响评价), Order 73 art. 18.</summary>
    EnvironmentalImpactAssessment,

    /// <summary>Pollutant discharge permit (排污许可证), Order 73 art. 18.</summary>
    PollutantDischarge,

    /// <summary>Qualification to dismantle scrapped vehicles (报废机动车回收拆解资质).</summary>
    VehicleDismantling,

    /// <summary>Filing of a take-back outlet (回收服务网点备案).</summary>
    OutletFiling,

    /// <summary>Filing of a take-back outlet of the central storage type, made for 30 t and more (集中贮存型网点备案).</summary>
    CentralStorageFiling,
}

/// <summary>A party may not act, from when and why.</summary>
/// <param name="Since">When the suspension was recorded.</param>
/// <param name="Reason" example="Permit withdrawn by the prefecture.">Why, in a sentence.</param>
public sealed record Suspension(DateTimeOffset Since, string Reason);
