using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Xunit;

namespace Traceability.Ownership.Tests;

/// <summary>Parties, batteries and offers, each named by the state that it is in. Standings come from the fold alone.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 10, 9, 2, 0, 0, TimeSpan.Zero);
    public static readonly RegionCode Guiyang = RegionCode.Of("520115");
    public static readonly DatedRules<OwnershipRules> Rules = DatedRules.Embedded<OwnershipRules>("ownership");

    public static readonly Party Maker = Party("100000001", PartyRole.BatteryMaker);
    public static readonly Party Dealer = Party("100000002", PartyRole.Dealer);
    public static readonly Party Repairer = Party("100000003", PartyRole.Repairer);
    public static readonly Party Outlet = Party("100000004", PartyRole.CollectionOutlet);
    public static readonly Party Recycler = Party("100000005", PartyRole.Recycler) with { Permits = Permits(new(2025, 1, 1), new(2030, 12, 31)) };
    public static readonly OwnerReference Person = OwnerReference.Of("owner-0123456789abcdefghjkmnpqrs");

    public static OwnershipRules RulesNow => Rules.On(Now).Rules;

    public static Party Party(string duns, params PartyRole[] roles) =>
        new() { Id = PartyId.Of(duns), Name = $"Party {duns}", Roles = roles, Region = Guiyang, Version = 1 };

    public static Permit[] Permits(DateOnly from, DateOnly until) =>
    [
        .. new[] { PermitKind.InvestmentFiling, PermitKind.EnvironmentalImpactAssessment, PermitKind.PollutantDischarge }
            .Select(kind => new Permit { Kind = kind, Number = "黔-1", ValidFrom = from, ValidUntil = until }),
    ];

    public static BatteryCode Code(int serial = 1) => BatteryCode.Of($"GZ9PE0100000A1G6K{serial:0000000}");

    public static BatteryRegistered Registration(Party holder, Chemistry chemistry = Chemistry.Ncm523) => new()
    {
        Nameplate = new()
        {
            Level = BatteryLevel.Pack, Chemistry = chemistry, CapacityAh = 150, VoltageV = 350, EnergyKwh = 52.5m, MassKg = 330, Model = "P-1",
            ProducedOn = new(2026, 6, 19),
        },
        Maker = Maker.Id,
        Holder = holder.Id,
        Region = Guiyang,
    };

    public static Standing Held(Party holder, Chemistry chemistry = Chemistry.Ncm523) => ((Standing?)null).Then(Registration(holder, chemistry));

    public static Standing Retired(Party holder, Chemistry chemistry = Chemistry.Ncm523) => Held(holder, chemistry).Retire();

    public static Standing Retire(this Standing standing) => standing.Then(new BatteryRetired { Reason = RetirementReason.EndOfLife, Region = Guiyang });

    /// <summary>Custody is with another party than the holder.</summary>
    public static Standing Lent(Party holder, Party custodian) => Held(holder)
        .Then(Offered(TransferType.CustodyOnly, holder, custodian))
        .Then(new TransferAccepted { Transfer = TransferId, Holder = holder.Id, Custodian = custodian.Id, Region = Guiyang });

    public const string TransferId = "transfer-1";

    public static TransferOffered Offered(TransferType type, Party from, Party to, SafetyJudgement? judgement = null) => new()
    {
        Transfer = TransferId, Type = type, From = from.Id, To = to.Id, ExpiresAt = Now.AddDays(7), ConsignorJudgement = judgement,
    };

    public static Transfer Transfer(TransferType type, Party from, Party to, SafetyJudgement? judgement = null) => new()
    {
        Id = TransferId,
        Act = new() { By = from.Id, Service = "ownership", Rules = "ownership/2026-04-01", OccurredAt = Now.AddHours(-1), Idempotency = new("k", "h") },
        Type = type,
        To = to.Id,
        ExpiresAt = Now.AddDays(7),
        RequestedAt = Now.AddHours(-1),
        Lines = [new() { Battery = Code(), ConsignorJudgement = judgement, State = LineState.Pending }],
    };

    public static SafetyJudgement Judgement(params SafetyFinding[] findings) =>
        new() { JudgedAt = Now.AddHours(-2), Checklist = "A-2026-17", Findings = findings };

    public static Standing Then(this Standing? standing, EntryData data) => standing.After(new Entry
    {
        Battery = Code(),
        Sequence = (standing?.Sequence ?? 0) + 1,
        OccurredAt = Now.AddHours(-1),
        RecordedAt = Now.AddHours(-1),
        RecordedBy = Maker.Id,
        Service = "ownership",
        Rules = "ownership/2026-04-01",
        Data = data,
    });

    /// <summary>The standing after what was decided.</summary>
    public static Standing After(this Standing standing, Decision decision) =>
        Assert.IsType<Decision.Record>(decision).Entries.Aggregate(standing, (before, entry) => before.Then(entry));

    public static void AssertRefused(this Decision decision, RefusalKind kind) =>
        Assert.Equal(kind.Code, Assert.IsType<Decision.Refuse>(decision).Refusal.Kind.Code);
}
