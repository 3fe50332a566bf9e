using Traceability.Contracts;

namespace Traceability.Dossiers.HandOvers;

/// <summary>What to do with a request, and whom to ask, given the dossier as it is stored here. Pure.</summary>
public static class HandOverRules
{
    // Each keeper on the trail has a higher epoch than the one before, so that a trail ends by itself; this only bounds a mistaken one.
    private const int HopsMax = 100;

    /// <summary>Whom to ask for a dossier; null where all that is to be known of it stands in the own store.</summary>
    /// <param name="stored">The dossier as it is stored here.</param>
    /// <param name="purpose">What it is needed for.</param>
    /// <param name="me">Who asks.</param>
    /// <param name="home">Who knows every battery.</param>
    public static Direction? WhomToAsk(Dossier? stored, DossierPurpose purpose, string me, string home) => stored switch
    {
        _ when purpose == DossierPurpose.FirstEntry => me == home ? null : new(home, 0),
        null => me == home ? null : new(home, 0),
        { Keeper: var keeper } when keeper == me => null,

        // A former keeper is further along the trail than home, or as far.
        _ => new(stored.Keeper, stored.Epoch),
    };

    /// <summary>What to do with a request.</summary>
    /// <param name="stored">The dossier as it is stored here.</param>
    /// <param name="request">The request.</param>
    /// <param name="me">Who was asked.</param>
    /// <param name="home">Who knows every battery.</param>
    public static HandOverStep Decide(Dossier? stored, DossierRequest request, string me, string home) => stored switch
    {
        // Whoever sent it here has let go of it at a higher epoch: it is on its way.
        _ when (stored?.Epoch ?? 0) < request.HighestEpoch => new HandOverStep.Wait(),
        null when me != home => new HandOverStep.Wait(),
        null when request.Purpose == DossierPurpose.Open => new HandOverStep.Release(0),
        null => Answer(request, answer => answer with { Unknown = true }),
        _ when request.Purpose == DossierPurpose.FirstEntry => FirstEntry(stored, request, me),
        { Keeper: var keeper } when keeper == me => Kept(stored, request),
        { Keeper: var keeper } when keeper == request.Requester => Answer(request, answer => answer with { HandOver = Outgoing(stored, me) }),
        _ when request.Hops >= HopsMax => new HandOverStep.Wait(),
        _ => new HandOverStep.PassOn(stored.Keeper, request with { HighestEpoch = stored.Epoch, Hops = request.Hops + 1 }),
    };

    /// <summary>The hand-over of a dossier as it is stored after the release.</summary>
    public static HandOver Outgoing(Dossier released, string from) => new()
    {
        Battery = released.Code,
        Epoch = released.Epoch,
        Sequence = released.Sequence,
        Seal = released.Seal,
        Standing = released.Standing,
        From = from,
        To = released.Keeper,
    };

    /// <summary>The dossier as it stands in the store once it is released to who requested it; none is an empty one of epoch 1.</summary>
    public static Dossier AfterRelease(Dossier? stored, DossierRequest request)
    {
        var released = stored ?? new Dossier { Code = request.Battery, Keeper = request.Requester, Epoch = 1, Sequence = 0, Sent = 0 };
        return released with { Keeper = request.Requester, Epoch = released.Epoch + 1 };
    }

    // Whether the command that needs it is admissible is not asked here: its own decision says so, the same in one process and in many.
    private static HandOverStep Kept(Dossier stored, DossierRequest request) => (request.Purpose, stored) switch
    {
        (DossierPurpose.Read, { Standing: { } standing }) => Answer(request, answer => answer with { Standing = standing }),
        (DossierPurpose.Read, _) => Answer(request, answer => answer with { Unknown = true }),
        _ when stored.Keeper == request.Requester => Answer(request, answer => answer),
        (_, { Claim: not null }) => new HandOverStep.WaitForClaim(),
        (DossierPurpose.Open, { Standing: not null }) => Refuse(request, DossierRefusals.BatteryExists),
        (DossierPurpose.HandOver, { Standing: null }) => Answer(request, answer => answer with { Unknown = true }),
        _ => new HandOverStep.Release(stored.Sequence),
    };

    // A code that is only reserved may be opened here yet.
    private static HandOverStep FirstEntry(Dossier stored, DossierRequest request, string me) =>
        stored.Keeper == me && stored.Standing is null ? Refuse(request, DossierRefusals.BatteryBusy) : new HandOverStep.ShowFirstEntry();

    private static HandOverStep.Answer Refuse(DossierRequest request, RefusalKind kind) =>
        Answer(request, answer => answer with { Refusal = KeeperRefusal.Of(kind.With(request.Battery)) });

    private static HandOverStep.Answer Answer(DossierRequest request, Func<DossierAnswer, DossierAnswer> fill) =>
        new(fill(new() { RequestId = request.Id }));
}

/// <summary>Where on its trail to ask for a dossier.</summary>
/// <param name="Keeper">Whom to ask.</param>
/// <param name="HighestEpoch">The highest epoch known: 0 where home is asked, which may have a low one for long.</param>
public sealed record Direction(string Keeper, long HighestEpoch);

/// <summary>What a keeper does with a request.</summary>
public abstract record HandOverStep
{
    private HandOverStep()
    {
    }

    /// <summary>Answers.</summary>
    public sealed record Answer(DossierAnswer Content) : HandOverStep;

    /// <summary>Answers with the entry that opened the dossier, as far as it was written here.</summary>
    public sealed record ShowFirstEntry : HandOverStep;

    /// <summary>Passes the request on to its successor.</summary>
    public sealed record PassOn(string Keeper, DossierRequest Request) : HandOverStep;

    /// <summary>Lets go of the dossier at this number.</summary>
    public sealed record Release(int Sequence) : HandOverStep;

    /// <summary>Lets the request wait until the dossier has arrived.</summary>
    public sealed record Wait : HandOverStep;

    /// <summary>Lets the request wait until the work order that has claimed the dossier is through.</summary>
    public sealed record WaitForClaim : HandOverStep;
}
