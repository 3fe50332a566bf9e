using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Dossiers;

/// <summary>What holds for every command, whatever it is.</summary>
public static class CommonRules
{
    /// <summary>From the least to the greatest number that is admitted.</summary>
    public static readonly Phrase Range = new("{0:0.######} to {1:0.###}");

    /// <summary>How far a party's clock may run ahead of ours.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    // Nothing that is measured here is smaller, and dividing by it overflows nothing.
    private const decimal PositiveMin = 0.000001m;

    private static readonly PartyRole[] WorkingOnVehicles =
        [PartyRole.Repairer, PartyRole.SwapOperator, PartyRole.Dealer, PartyRole.VehicleMaker, PartyRole.CollectionOutlet, PartyRole.Dismantler];

    private static readonly Phrase CountOf = new("The count of {0}");
    private static readonly Phrase AtMost = new("at most {0}");
    private static readonly Phrase Product = new("product {0}");
    private static readonly Phrase Treatment = new("treatment {0}");
    private static readonly Phrase SomebodyElse = new("somebody else");

    private static readonly WarningKind OccurredBeforePredecessor = new(
        "occurred-before-predecessor", "It is said to have happened at {0:O}, before the entry that precedes it ({1:O}).");

    /// <summary>The refusal that any command would meet, or null.</summary>
    public static Refusal? Refuse(Standing standing, DateTimeOffset occurredAt, DateTimeOffset now) => standing switch
    {
        _ when RefuseTime(occurredAt, now) is { } refusal => refusal,
        { Stage: Stage.MadeIntoProduct } => DossierRefusals.BatteryEnded.With(standing.Battery, Product.With(standing.Product)),
        { Stage: Stage.Treated } => DossierRefusals.BatteryEnded.With(standing.Battery, Treatment.With(standing.Treatment)),
        { Stage: Stage.BuiltIn } => DossierRefusals.BatteryBuiltIn.With(standing.Battery, standing.BuiltInto),
        _ => null,
    };

    /// <summary>The refusal of a party that has none of the roles a command needs, or null.</summary>
    public static Refusal? RefuseRole(Party caller, params IReadOnlyCollection<PartyRole> roles) =>
        caller.IsAnyOf(roles) ? null : DossierRefusals.RoleMissing.With(caller.Id, roles);

    /// <summary>
    /// The refusal of a party that does not have the battery in hand, or null. What a private owner has in hand, the parties that
    /// work on vehicles act on for that owner.
    /// </summary>
    public static Refusal? RefuseUnlessInCare(Standing standing, Party caller) =>
        standing.Custodian == caller.Id || (standing.Custodian.PrivateOwner is not null && caller.IsAnyOf(WorkingOnVehicles))
            ? null
            : NotCustodian(standing, caller.Id);

    /// <summary>The refusal of a party that does not own the battery, or null.</summary>
    public static Refusal? RefuseUnlessHolder(Standing standing, Party caller) => standing.Holder == caller.Id ? null : NotHolder(standing, caller.Id);

    /// <summary>That a party does not have the battery in hand; who has is told only to a party that may read the dossier.</summary>
    public static Refusal NotCustodian(Standing standing, PartyId caller) =>
        DossierRefusals.NotCustodian.With(caller, standing.Battery, Shown(standing, standing.Custodian, caller));

    /// <summary>That a party does not own the battery; who does is told only to a party that may read the dossier.</summary>
    public static Refusal NotHolder(Standing standing, PartyId caller) =>
        DossierRefusals.NotHolder.With(caller, standing.Battery, Shown(standing, standing.Holder, caller));

    /// <summary>The refusal while an offer of transfer waits for an answer, or null.</summary>
    public static Refusal? RefuseWhileOffered(Standing standing, DateTimeOffset now) => standing.OpenOffer(now) is { } offer
        ? DossierRefusals.TransferOpen.With(standing.Battery, offer.Transfer, offer.To)
        : null;

    /// <summary>The refusal of a text that is empty, too long or holds control characters, or null.</summary>
    public static Refusal? RefuseText(string? text, int lengthMax, string field) =>
        string.IsNullOrWhiteSpace(text) || text.Length > lengthMax || text.Any(char.IsControl)
            ? DossierRefusals.TextNotUsable.With(field, lengthMax).At(field)
            : null;

    /// <summary>The refusal of a battery that is not at that point of its life, or null.</summary>
    public static Refusal? RefuseStage(Standing standing, params IReadOnlyCollection<Stage> stages) => stages.Contains(standing.Stage)
        ? null
        : DossierRefusals.WrongStage.With(standing.Battery, standing.Stage, stages);

    /// <summary>The refusal of a number that is not above 0 (by a millionth at least) and at most the limit, or null.</summary>
    public static Refusal? RefusePositive(decimal? number, decimal max, string field) => number is null || (number >= PositiveMin && number <= max)
        ? null
        : DossierRefusals.NumberOutOfRange.With(field, Range.With(PositiveMin, max), number).At(field);

    /// <summary>The refusal of a list that is too long, or null.</summary>
    public static Refusal? RefuseCount(int count, int max, string field) =>
        count > max ? DossierRefusals.NumberOutOfRange.With(CountOf.With(field), AtMost.With(max), count).At(field) : null;

    /// <summary>The refusal of a fact that lies in the future, or null.</summary>
    public static Refusal? RefuseTime(DateTimeOffset occurredAt, DateTimeOffset now) =>
        occurredAt > now + ClockTolerance ? DossierRefusals.OccurredInFuture.With(occurredAt, now).At("occurredAt") : null;

    /// <summary>What looks odd about a fact's time.</summary>
    public static IReadOnlyList<Warning> WarnOfTime(Standing? standing, DateTimeOffset occurredAt) =>
        standing is not null && occurredAt < standing.OccurredAt
            ? [OccurredBeforePredecessor.At("occurredAt", occurredAt, standing.OccurredAt)]
            : [];

    private static object Shown(Standing standing, HolderId hands, PartyId caller) =>
        standing.Readers.Contains(caller) ? hands : SomebodyElse;
}
