namespace Traceability.Contracts;

/// <summary>Where a battery is in its life.</summary>
public enum Stage
{
    /// <summary>Made (or taken out) and built into nothing (在库).</summary>
    Available,

    /// <summary>Bound to a vehicle (装车).</summary>
    Installed,

    /// <summary>Part of a module or pack: holder, custodian and commands are those of the whole (装入).</summary>
    BuiltIn,

    /// <summary>Out of use in a vehicle or at a second-life site (退役).</summary>
    Retired,

    /// <summary>Working at a second-life site (梯次利用中).</summary>
    Deployed,

    /// <summary>Ended: it became a second-life product with a code of its own (已制成梯次利用产品).</summary>
    MadeIntoProduct,

    /// <summary>Ended: recovered as material (已再生利用).</summary>
    Treated,
}

/// <summary>What a stage means.</summary>
public static class Stages
{
    /// <summary>Whether nothing can be recorded any more.</summary>
    public static bool IsEnd(this Stage stage) => stage is Stage.MadeIntoProduct or Stage.Treated;
}
