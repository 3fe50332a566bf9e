using Traceability.Contracts;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;

namespace Traceability.Recycling;

/// <summary>What a recycler needs to do anything to a battery.</summary>
internal static class InStore
{
    /// <summary>The refusal unless a recycler owns the battery, has it in hand, and it is retired and not on offer; else null.</summary>
    public static Refusal? Refuse(Standing standing, Party caller, DateTimeOffset now) =>
        CommonRules.RefuseRole(caller, PartyRole.Recycler)
        ?? CommonRules.RefuseUnlessInCare(standing, caller)
        ?? CommonRules.RefuseUnlessHolder(standing, caller)
        ?? CommonRules.RefuseStage(standing, Stage.Retired)
        ?? CommonRules.RefuseWhileOffered(standing, now);
}
