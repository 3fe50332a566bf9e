using Traceability.Contracts.Entries;
using Traceability.Contracts.Messages;

namespace Traceability.Audit.Family;

/// <summary>How one thing came to be part of another, or became it.</summary>
public enum LinkKind
{
    /// <summary>A module or cell is built into a larger battery (装入).</summary>
    PartOf,

    /// <summary>A retired battery was made into a second-life product (制成梯次利用产品).</summary>
    MadeInto,

    /// <summary>A battery or a lot went into a treatment (再生处理).</summary>
    TreatedIn,

    /// <summary>A lot came out of a treatment (产出).</summary>
    RecoveredAs,

    /// <summary>Material of one lot went into another: shipped, split or merged (批次流转).</summary>
    PassedInto,

    /// <summary>A new battery contains material of a lot, as its maker declares (再生材料使用).</summary>
    UsedIn,
}

/// <summary>One thing is what another was made of. Links lead from what was to what became of it.</summary>
public sealed record FamilyLink
{
    /// <summary>What was.</summary>
    public required NodeId From { get; init; }

    /// <summary>What it became, or became part of.</summary>
    public required NodeId Into { get; init; }

    /// <summary>How.</summary>
    public required LinkKind Kind { get; init; }

    /// <summary>Tells a part that was built into the same whole twice; else 0.</summary>
    public int Number { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When a part was taken out again.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How much of it, in kilograms, where that is known.</summary>
    public decimal? MassKg { get; init; }
}

/// <summary>What entries and messages tell of families.</summary>
public static class FamilyLinks
{
    /// <summary>The links that an entry makes. Each tells of its own battery only, so that the order between batteries does not matter.</summary>
    public static IReadOnlyList<FamilyLink> Of(Entry entry)
    {
        var battery = NodeId.Of(entry.Battery);
        FamilyLink Link(NodeId from, NodeId into, LinkKind kind) => new() { From = from, Into = into, Kind = kind, Since = entry.OccurredAt };
        return entry.Data switch
        {
            BatteryBuiltIn data => [Link(battery, NodeId.Of(data.Into), LinkKind.PartOf) with { Number = entry.Sequence }],
            MadeIntoProduct data => [Link(battery, NodeId.Of(data.Product), LinkKind.MadeInto)],
            BatteryTreated data =>
            [
                Link(battery, NodeId.Treatment(data.Treatment), LinkKind.TreatedIn) with { MassKg = data.MassKg },
                .. data.Lots.Select(lot => Link(NodeId.Treatment(data.Treatment), NodeId.Lot(lot), LinkKind.RecoveredAs)),
            ],
            BatteryRegistered data =>
            [
                .. data.RecycledContent.GroupBy(content => content.Lot).Select(lot =>
                    Link(NodeId.Lot(lot.Key), battery, LinkKind.UsedIn) with { MassKg = lot.Sum(content => content.MassKg) }),
            ],
            _ => [],
        };
    }

    /// <summary>The whole that an entry says its battery was taken out of, or null.</summary>
    public static NodeId? LeftBy(Entry entry) => entry.Data is BatteryTakenOut data ? NodeId.Of(data.From) : null;

    /// <summary>What a lot came from.</summary>
    public static IReadOnlyList<FamilyLink> Of(LotFacts lot) =>
    [
        .. lot.Sources
            .Select(source => (Source: source, From: source.Treatment is { } treatment ? NodeId.Treatment(treatment) : NodeId.Lot(source.Lot ?? "")))
            .GroupBy(source => source.From)
            .Select(group => new FamilyLink
            {
                From = group.Key,
                Into = NodeId.Lot(lot.Id),
                Kind = group.Key.Kind == NodeKind.Treatment ? LinkKind.RecoveredAs : LinkKind.PassedInto,
                Since = lot.RecoveredAt,
                MassKg = group.Sum(source => source.Source.MassKg),
            }),
    ];

    /// <summary>What went into a treatment and what came out.</summary>
    public static IReadOnlyList<FamilyLink> Of(TreatmentFacts treatment)
    {
        var node = NodeId.Treatment(treatment.Id);
        FamilyLink In(NodeId from, decimal massKg) => new() { From = from, Into = node, Kind = LinkKind.TreatedIn, Since = treatment.OccurredAt, MassKg = massKg };
        return
        [
            .. treatment.Batteries.Select(battery => In(NodeId.Of(battery.Battery), battery.MassKg)),
            .. treatment.Lots.GroupBy(lot => lot.Lot ?? "").Select(lot => In(NodeId.Lot(lot.Key), lot.Sum(source => source.MassKg))),
            .. treatment.Outputs.Select(lot => new FamilyLink { From = node, Into = NodeId.Lot(lot), Kind = LinkKind.RecoveredAs, Since = treatment.OccurredAt }),
        ];
    }
}
