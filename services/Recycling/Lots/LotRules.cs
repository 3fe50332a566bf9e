using Traceability.Contracts;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;

namespace Traceability.Recycling;

/// <summary>What holds whatever is taken from a lot.</summary>
internal static class LotRules
{
    /// <summary>How many uses one lot can have.</summary>
    public const int UsesMax = 1000;

    /// <summary>The refusal of a lot that is not there or not for the caller to see, or null.</summary>
    public static Refusal? RefuseUnknown(Lot? lot, string id, Party caller) =>
        lot is null || !lot.MayBeReadBy(caller) ? LotRefusals.LotUnknown.With(Ids.Shown(id), caller.Id) : null;

    /// <summary>The refusal of a lot that is not the caller's, or null.</summary>
    public static Refusal? RefuseUnlessOwner(Lot lot, Party caller) =>
        lot.Owner != caller.Id ? LotRefusals.NotLotOwner.With(lot.Id, lot.Owner) : null;

    /// <summary>The refusal of what is used before it is there, or null.</summary>
    public static Refusal? RefuseEarly(Lot lot, DateTimeOffset occurredAt) =>
        occurredAt < lot.RecoveredAt ? LotRefusals.UsedBeforeRecovered.With(lot.Id, occurredAt, lot.RecoveredAt).At("occurredAt") : null;

    /// <summary>The refusal where not enough remains, or too often something was taken, or null.</summary>
    public static Refusal? RefuseRest(Lot lot, decimal massKg, int parts = 1) =>
        massKg > lot.RemainingKg ? LotRefusals.LotExhausted.With(massKg, lot.Id, lot.RemainingKg)
        : lot.Uses.Count + parts >= UsesMax && massKg < lot.RemainingKg ? LotRefusals.TooManyUses.With(lot.Id, lot.Uses.Count)
        : null;

    /// <summary>The uses that the same request made before, or that another made under the same id and key; else null.</summary>
    public static LotTaking? Before(Lot lot, Func<LotUse, bool> isSame, string? requestHash)
    {
        List<LotUse> before = [.. lot.Uses.Where(isSame)];
        return before.Count == 0 ? null
            : before[0].RequestHash == requestHash ? new LotTaking(before, null)
            : DossierRefusals.IdempotencyKeyReused.With();
    }
}
