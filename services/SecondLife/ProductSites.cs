using Traceability.Contracts;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;

namespace Traceability.SecondLife;

/// <summary>What holds whenever a product comes to a site or leaves one. Whoever owns or operates it may do so: a buyer needs no role.</summary>
internal static class ProductSites
{
    private const int SiteLengthMax = 200;

    /// <summary>What <see cref="Refuse"/> can answer.</summary>
    public static IReadOnlyList<RefusalKind> Refusals { get; } =
        [SecondLifeRefusals.NotAProduct, DossierRefusals.NotCustodian, DossierRefusals.WrongStage, DossierRefusals.TransferOpen];

    /// <summary>The refusal of what is no product, not the caller's, elsewhere in its life or on offer, or null.</summary>
    public static Refusal? Refuse(Standing standing, Party caller, Stage stage, DateTimeOffset now) =>
        (standing.IsProduct() ? null : SecondLifeRefusals.NotAProduct.With(standing.Battery))
        ?? (standing.Custodian == caller.Id || standing.Holder == caller.Id
            ? null
            : CommonRules.NotCustodian(standing, caller.Id))
        ?? CommonRules.RefuseStage(standing, stage)
        ?? CommonRules.RefuseWhileOffered(standing, now);

    /// <summary>The refusal of a site that is not named, or null.</summary>
    public static Refusal? RefuseSite(string site) => CommonRules.RefuseText(site, SiteLengthMax, "site");
}
