using Traceability.Contracts;
using Traceability.Contracts.Messages;

namespace Traceability.Audit.Family;

/// <summary>Which way a family tree is followed.</summary>
public enum Direction
{
    /// <summary>What it was made of (来源).</summary>
    From,

    /// <summary>What it became, or is part of (去向).</summary>
    Into,
}

/// <summary>What Audit knows of families: links between batteries, treatments and lots, and what services tell of treatments and lots.</summary>
public interface IFamilyStore
{
    /// <summary>Keeps what is told of a lot, unless more is known already.</summary>
    Task Keep(IReadOnlyList<LotFacts> lots, CancellationToken cancellation);

    /// <summary>Keeps what is told of treatments.</summary>
    Task Keep(IReadOnlyList<TreatmentFacts> treatments, CancellationToken cancellation);

    /// <summary>The links of one thing in one direction, by the key of what is at the other end.</summary>
    /// <param name="node">The thing.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="after">Only links whose other end has a key above this one.</param>
    /// <param name="limit">How many at the most.</param>
    IReadOnlyList<FamilyLink> Links(NodeId node, Direction direction, string after, int limit);

    /// <summary>What is known of a lot, or null.</summary>
    LotFacts? Lot(string id);

    /// <summary>What is known of a treatment, or null.</summary>
    TreatmentFacts? Treatment(string id);

    /// <summary>What anyone may know of a battery, or null where nobody registered it.</summary>
    BatteryFacts? Battery(string code);
}

/// <summary>What anyone may know of a battery.</summary>
/// <param name="Level">How large a piece it is.</param>
/// <param name="Stage">Where it is in its life.</param>
public sealed record BatteryFacts(BatteryLevel Level, Stage Stage);
