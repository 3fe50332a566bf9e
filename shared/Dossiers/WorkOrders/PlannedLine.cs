using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Dossiers.WorkOrders;

/// <summary>What is planned for one battery of a work order.</summary>
public sealed record PlannedLine
{
    private PlannedLine(BatteryCode battery, DossierPurpose purpose, Func<Dossier?, DateTimeOffset, Act, Decision> decide)
    {
        Battery = battery;
        Purpose = purpose;
        Decide = decide;
    }

    /// <summary>The battery.</summary>
    public BatteryCode Battery { get; }

    /// <summary>What the dossier is needed for, should somebody else keep it.</summary>
    internal DossierPurpose Purpose { get; }

    internal Func<Dossier?, DateTimeOffset, Act, Decision> Decide { get; }

    /// <summary>Records in an existing dossier.</summary>
    public static PlannedLine Record(BatteryCode battery, Func<Standing, DateTimeOffset, Decision> decide) =>
        new(battery, DossierPurpose.HandOver, (dossier, now, act) => dossier?.Standing is not { } standing ? DossierRefusals.BatteryUnknown.With(battery)
            : CommonRules.Refuse(standing, act.OccurredAt, now) is { } refusal ? refusal
            : decide(standing, now));

    /// <summary>Records in the dossier of a part that is built into something.</summary>
    public static PlannedLine RecordInPart(BatteryCode battery, Func<Standing, DateTimeOffset, Decision> decide) =>
        new(battery, DossierPurpose.HandOver, (dossier, now, act) => dossier?.Standing is not { } standing ? DossierRefusals.BatteryUnknown.With(battery)
            : CommonRules.Refuse(standing, act.OccurredAt, now) is { } refusal && refusal.Kind != DossierRefusals.BatteryBuiltIn ? refusal
            : decide(standing, now));

    /// <summary>Opens a dossier.</summary>
    public static PlannedLine Open(BatteryCode battery, Func<DateTimeOffset, Decision> decide) =>
        new(battery, DossierPurpose.Open, (dossier, now, act) => dossier?.Standing is not null ? DossierRefusals.BatteryExists.With(battery)
            : CommonRules.RefuseTime(act.OccurredAt, now) is { } refusal ? refusal
            : decide(now));
}

/// <summary>What became of a work order.</summary>
public abstract record WorkOrderOutcome
{
    private WorkOrderOutcome()
    {
    }

    /// <summary>Every line stands in its dossier.</summary>
    /// <param name="Id">The work order.</param>
    /// <param name="Receipts">One per line, in the order planned.</param>
    public sealed record Done(string Id, IReadOnlyList<Receipt> Receipts) : WorkOrderOutcome;

    /// <summary>Nothing was recorded anywhere.</summary>
    /// <param name="Refusals">Why: one per battery that refused, with its code.</param>
    public sealed record Refused(IReadOnlyList<LineRefusal> Refusals) : WorkOrderOutcome;

    /// <summary>The outcome for the battery that a command is about, where the other lines only follow it: its receipt, or the first refusal.</summary>
    public Outcome OfFirstLine() => this switch
    {
        Done(_, [var first, ..]) => new Outcome.Recorded(first),
        Refused([var first, ..]) => first.Refusal,
        _ => throw new InvalidOperationException("A work order has at least one line."),
    };
}

/// <summary>Why one battery cannot be part of a work order.</summary>
/// <param name="Battery">The battery; null where the order as a whole is refused.</param>
/// <param name="Refusal">Why, and what to do.</param>
public sealed record LineRefusal(BatteryCode? Battery, Refusal Refusal);
